// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

/// The words of the command line.
struct Options: Sendable {
    let verb: String
    private let values: [String: String]

    init(_ arguments: [String]) {
        verb = arguments.dropFirst().first ?? ""
        var values: [String: String] = [:]
        let words = Array(arguments.dropFirst(2))
        for place in stride(from: 0, to: words.count - 1, by: 2) {
            values[String(words[place].drop { $0 == "-" })] = words[place + 1]
        }
        self.values = values
    }

    func text(_ name: String, _ other: String = "") -> String { values[name] ?? other }

    func number(_ name: String, _ other: Int) -> Int { values[name].flatMap { Int($0) } ?? other }

    var configuration: StoreConfiguration {
        get throws {
            let address = text("address")
            var configuration: StoreConfiguration
            if address.contains("host=") {
                configuration = StoreConfiguration(
                    .postgres(connection: address), filesPath: text("data") + "/files")
            } else {
                configuration = StoreConfiguration(.sqlite(path: address), filesPath: text("data") + "/files")
            }
            configuration.readers = 2
            configuration.writers = 8
            configuration.outageMilliseconds = number("outage", 20_000)
            configuration.ballastBytes = Int64(number("ballast", 0))
            configuration.sabotage = Sabotage(rawValue: text("sabotage"))
            return configuration
        }
    }

    func open() async throws -> Database {
        // The schema is laid honestly; only the work is sabotaged.
        var honest = try configuration
        honest.sabotage = nil
        try await Database.open(honest, ground: .machine(), migrations: tortureSchema).close()
        return try await Database.open(configuration, ground: .machine(), migrations: tortureSchema)
    }
}

/// The acknowledgement log: a line is in the kernel's hands when the call returns, so a killed process
/// loses none.
final class Acknowledgements: Sendable {
    private let file: Int32

    init(_ path: String) { file = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }

    func note(_ id: String, _ digest: String) {
        let line = Array("\(id) \(digest)\n".utf8)
        let count = write(file, line, line.count)
        precondition(count == line.count, "The acknowledgement log must not fail.")
    }

    static func read(_ path: String) -> [(id: String, digest: String)] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        // A line that the kill cut short was no acknowledgement.
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.count == 2 && words[1].count == 64 ? (String(words[0]), String(words[1])) : nil
        }
    }
}

/// Says a line at once; the scripts that watch must not wait for a buffer to fill.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
