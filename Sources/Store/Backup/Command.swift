// SPDX-License-Identifier: Apache-2.0
import CPQ
import Foundation

/// Runs one of PostgreSQL's own tools to its end.
enum Command {
    /// Throws ``BackupFault/toolFailed(name:code:said:)`` unless it ends with 0.
    static func run(_ name: String, _ arguments: [String], password: String?) throws {
        let said = NSTemporaryDirectory() + "yumiao-" + UUID().uuidString
        defer { unlink(said) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, said, O_WRONLY | O_CREAT, 0o600)
        var variables = ProcessInfo.processInfo.environment
        variables["PGPASSWORD"] = password ?? variables["PGPASSWORD"]
        let words = ([name] + arguments).map { strdup($0) } + [nil]
        let settings = variables.map { strdup($0.key + "=" + $0.value) } + [nil]
        defer { for pointer in words + settings { free(pointer) } }
        var process = pid_t()
        let code = posix_spawnp(&process, name, &actions, nil, words, settings)
        guard code == 0 else {
            throw BackupFault.toolFailed(name: name, code: code, said: String(cString: strerror(code)))
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        guard status == 0 else {
            let text = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
            throw BackupFault.toolFailed(name: name, code: status >> 8, said: String(text.prefix(2_000)))
        }
    }

    /// A connection string without its password, which would show in the list of processes, and the password.
    static func withoutPassword(_ connection: String) -> (connection: String, password: String?) {
        guard let options = PQconninfoParse(connection, nil) else { return (connection, nil) }
        defer { PQconninfoFree(options) }
        var parts: [String] = []
        var password: String?
        var place = options
        while let keyword = place.pointee.keyword {
            if let value = place.pointee.val.map({ String(cString: $0) }) {
                let name = String(cString: keyword)
                if name == "password" {
                    password = value
                } else {
                    parts.append("\(name)='\(escaped(value))'")
                }
            }
            place = place.advanced(by: 1)
        }
        return (parts.joined(separator: " "), password)
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    }
}
