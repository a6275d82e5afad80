// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Store

/// Where a site keeps what it must not lose: the data folder, the database's address, the key of all keys.
///
/// ```swift
/// let home = try DataHome(path: "/var/lib/yumiao", address: "", secretFile: nil)
/// let platform = try await Platform.open(library: library, home: home, ground: .machine())
/// ```
public struct DataHome: Sendable {
    /// The folder: the SQLite database, attached files, the key.
    public let path: String
    /// The database, and its limits.
    public let configuration: StoreConfiguration
    private let secret: SymmetricKey

    /// The key of all keys itself, for a backup that seals it.
    public var secretBytes: [UInt8] { secret.withUnsafeBytes { Array($0) } }

    /// The name of the file that holds the key, within the folder.
    public static let secretName = "secret"

    /// Makes the folder and the key when they are not there; the key is then random, and only the owner may
    /// read it.
    ///
    /// - Parameters:
    ///   - path: the data folder.
    ///   - address: empty for SQLite in that folder, or a PostgreSQL address.
    ///   - secretFile: where the key is kept when not in the folder, 32 bytes or more.
    /// - Throws: ``DataHomeFault``, or a `StoreFault` for an address that cannot be read.
    public init(path: String, address: String, secretFile: String?) throws {
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DataHomeFault.folderUnwritable(path)
        }
        self.path = path
        configuration = try StoreConfiguration(address: address, dataPath: path)
        let place = secretFile ?? path + "/" + Self.secretName
        if secretFile == nil, !files.fileExists(atPath: place) { try Self.makeSecret(at: place) }
        guard let bytes = files.contents(atPath: place), bytes.count >= 32 else {
            throw DataHomeFault.secretUnreadable(place)
        }
        secret = SymmetricKey(data: bytes)
    }

    /// 32 bytes for a purpose, made of the key of all keys: who knows one does not know another.
    public func key(for purpose: String) -> [UInt8] {
        let key = HKDF<Crypto.SHA256>.deriveKey(
            inputKeyMaterial: secret, info: Data("yumiao.\(purpose)".utf8), outputByteCount: 32)
        return key.withUnsafeBytes { Array($0) }
    }

    /// Whether there is data at the place already.
    public var isInUse: Bool {
        guard case .sqlite(let file) = configuration.location else { return true }
        return FileManager.default.fileExists(atPath: file)
    }

    private static func makeSecret(at place: String) throws {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let isMade = FileManager.default.createFile(
            atPath: place, contents: bytes, attributes: [.posixPermissions: 0o600])
        guard isMade else { throw DataHomeFault.folderUnwritable(place) }
    }
}

/// What keeps a data folder from being used.
public enum DataHomeFault: Error, Equatable, Sendable {
    /// The folder, or a file in it, cannot be made.
    case folderUnwritable(String)
    /// The key is missing, unreadable or shorter than 32 bytes.
    case secretUnreadable(String)

    /// What happened and what to do, in Chinese and English.
    public var words: (chinese: String, english: String) {
        switch self {
        case .folderUnwritable(let path):
            (
                "写不进 \(path)。请检查该文件夹的权限，或用 --data 另选一个。",
                "Cannot write \(path). Check its permissions, or choose another with --data."
            )
        case .secretUnreadable(let path):
            (
                "密钥文件 \(path) 读不到或不足 32 字节；新站点可用 head -c 32 /dev/urandom 生成，老站点请从备份取回。",
                "The secret \(path) is missing or under 32 bytes. Make one with head -c 32 /dev/urandom for a new site; take an old site's from its backup."
            )
        }
    }
}
