// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Crypto
import Foundation
import Platform
import Store

/// `yumiao backup`: one archive of everything, taken while the service runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "备份：数据、附件合成一个文件，服务不必停。 One archive of data and files, while the service runs.",
        discussion: """
            默认随后在临时处恢复一遍来证明可用（--no-prove 跳过）。密钥只在给出 --passphrase-file 时加密放入；否则请另行保管。
            Exit codes: 0 written and proven; 1 not.
            """)

    @OptionGroup var options: DataOptions

    @Argument(help: "归档文件，不能已存在。 The archive; it must not exist yet.")
    var archive: String

    @Option(name: .customLong("passphrase-file"), help: "口令文件，用来加密密钥。 Passphrase that seals the secret.")
    var passphraseFile: String?

    @Flag(inversion: .prefixedNo, help: "恢复一遍来证明。 Prove by restoring.")
    var prove = true

    func run() async throws {
        try await reportingFaults {
            let home = try options.usedHome()
            let database = try await options.open(home)
            let vault = try FileVault(path: home.configuration.filesPath, ground: database.ground)
            var parts: [BackupPart] = []
            if let passphraseFile {
                let sealed = try SealedSecret.seal(
                    home.secretBytes, passphrase: passphrase(in: passphraseFile))
                parts.append(BackupPart(name: SealedSecret.partName, contents: sealed))
            }
            let manifest = try await database.backup(
                to: archive, vault: vault, parts: parts, program: Platform.programName)
            print(
                "已备份 \(manifest.tables.reduce(0) { $0 + $1.rows }) 行、\(manifest.entries.count) 个文件：\(archive)"
            )
            print("Backed up: data digest \(manifest.dataDigest)")
            for missing in manifest.missingFiles { printError("附件缺失 Missing file: \(missing)") }
            if passphraseFile == nil {
                print("密钥未放入备份，请另行保管。 The secret is not in the archive; keep it apart.")
            }
            if prove { try await proveByRestoring(database, home) }
            await database.close()
        }
    }

    private func proveByRestoring(_ database: Database, _ home: DataHome) async throws {
        guard case .sqlite = home.configuration.location else {
            print(
                "PostgreSQL 备份请用 yumiao restore 恢复到空库来证明。 Prove it with yumiao restore into an empty database."
            )
            return
        }
        let scratch = archive + ".proof"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        let place = try StoreConfiguration(address: "", dataPath: scratch)
        _ = try await Backup.prove(archive, into: place, recordedIn: database)
        print("已恢复一遍并逐表核对。 Restored once, every table compared.")
    }
}

/// `yumiao verify`: every byte of an archive, without a server.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "核验备份的每个字节。 Check every byte of an archive.",
        discussion: "Exit codes: 0 whole; 1 damaged or no archive.")

    @Argument(help: "归档文件。 The archive.") var archive: String

    func run() async throws {
        try await reportingFaults {
            let manifest = try Backup.verify(archive)
            print("完好 Whole: \(manifest.program), \(manifest.dialect), \(manifest.entries.count) 个文件 files")
            for table in manifest.tables { print("  \(table.name) \(table.rows)") }
        }
    }
}

/// `yumiao restore`: an archive into an empty place.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "把备份恢复到空的数据文件夹或空库。 Restore an archive into an empty place.",
        discussion: "Exit codes: 0 restored and compared; 1 nothing was changed.")

    @OptionGroup var options: DataOptions

    @Argument(help: "归档文件。 The archive.") var archive: String

    @Option(name: .customLong("passphrase-file"), help: "备份时的口令文件。 The passphrase of the backup.")
    var passphraseFile: String?

    func run() async throws {
        try await reportingFaults {
            try FileManager.default.createDirectory(
                atPath: options.data, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let place = try StoreConfiguration(address: options.database, dataPath: options.data)
            let restored = try await Backup.restore(archive, into: place, ground: .machine())
            print(
                "已恢复并逐表核对：\(restored.manifest.tables.reduce(0) { $0 + $1.rows }) 行。 Restored; every table compared."
            )
            try placeSecret(restored.parts)
        }
    }

    private func placeSecret(_ parts: [BackupPart]) throws {
        guard let part = parts.first(where: { $0.name == SealedSecret.partName }) else {
            print(
                "备份里没有密钥：请把原来的 secret 放进 \(options.data)。 No secret in it: put the old one into the folder.")
            return
        }
        guard let passphraseFile else {
            print("密钥未放回：请用 --passphrase-file 再取。 The secret was not put back: give --passphrase-file.")
            return
        }
        let secret = try SealedSecret.open(part.contents, passphrase: passphrase(in: passphraseFile))
        let place = options.data + "/" + DataHome.secretName
        guard
            FileManager.default.createFile(
                atPath: place, contents: Data(secret), attributes: [.posixPermissions: 0o600])
        else { throw DataHomeFault.folderUnwritable(place) }
        print("密钥已放回。 The secret is back in its place.")
    }
}

/// The text of a passphrase file, without the line end.
private func passphrase(in file: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: file),
        let text = String(data: data, encoding: .utf8),
        case let words = text.trimmingCharacters(in: .newlines), words.count >= 12
    else {
        throw ValidationError(
            "口令文件 \(file) 读不到或不足 12 个字符。 The passphrase file is missing or under 12 characters.")
    }
    return words
}
