// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Drafts
import Foundation
import Intakes
import Outreach
import Platform
import Store

/// What every command asks that works on kept data.
struct DataOptions: ParsableArguments {
    @Option(name: .long, help: "数据文件夹。 Folder of the data (YUMIAO_DATA).")
    var data: String = Environment["DATA"] ?? "yumiao-data"

    @Option(
        name: .long, help: "postgres://…；不写则用数据文件夹里的 SQLite。 PostgreSQL instead of SQLite (YUMIAO_DATABASE).")
    var database: String = Environment["DATABASE"] ?? ""

    @Option(
        name: .customLong("secret-file"),
        help: "密钥文件；不写则用数据文件夹里的 secret。 File of the key of all keys (YUMIAO_SECRET_FILE).")
    var secretFile: String?

    func home() throws -> DataHome {
        try DataHome(
            path: data, address: database, secretFile: secretFile ?? Environment["SECRET_FILE"])
    }

    /// The data of a home that is there; a command that only looks makes no new site.
    func usedHome() throws -> DataHome {
        let exists = FileManager.default.fileExists(atPath: data)
        guard exists || !database.isEmpty else { throw NothingKept(path: data) }
        let home = try home()
        guard home.isInUse else { throw NothingKept(path: data) }
        return home
    }

    func open(_ home: DataHome) async throws -> Database {
        try await Database.open(
            home.configuration, ground: .machine(), migrations: Platform.migrations,
            subscriptions: Platform.subscriptions)
    }
}

/// Settings from the environment: `YUMIAO_PORT` and the like.
enum Environment {
    static subscript(_ name: String) -> String? { ProcessInfo.processInfo.environment["YUMIAO_\(name)"] }
}

/// There is no data where a command was told to look.
struct NothingKept: Error {
    let path: String
}

/// Runs a command's work; what a person can mend is worded in both languages, the exit code is 1.
func reportingFaults(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch let fault as any SpokenFault {
        throw spoken(fault.words)
    } catch let fault as NothingKept {
        throw spoken(
            (
                "\(fault.path) 里没有数据。请用 --data 指到服务所用的文件夹（先运行过 yumiao serve）。",
                "There is no data in \(fault.path). Point --data to the folder that the service uses."
            ))
    }
}

/// A fault that says in both languages what happened and what to do.
private protocol SpokenFault: Error {
    var words: (chinese: String, english: String) { get }
}

extension StoreFault: SpokenFault {}
extension BackupFault: SpokenFault {}
extension DataHomeFault: SpokenFault {}
extension OutreachSettingsFault: SpokenFault {}
extension ProposerSettingsFault: SpokenFault {}
extension FetchSettingsFault: SpokenFault {}
extension SealedSecret.WrongPassphrase: SpokenFault {}

private func spoken(_ words: (chinese: String, english: String)) -> ExitCode {
    printError(words.chinese)
    printError(words.english)
    return ExitCode(1)
}
