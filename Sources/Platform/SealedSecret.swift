// SPDX-License-Identifier: Apache-2.0
import Crypto
import CryptoExtras
import Foundation

/// The key of a site as it travels in a backup: sealed with AES-GCM under a key that scrypt makes of a
/// passphrase, so that whoever holds the archive alone cannot read it.
public enum SealedSecret {
    /// The name of the part in the archive.
    public static let partName = "secret.sealed"
    private static let saltBytes = 16

    /// Why a sealed secret cannot be opened: the passphrase is another, or the bytes were changed.
    public struct WrongPassphrase: Error, Sendable {
        /// What happened and what to do, in Chinese and English.
        public var words: (chinese: String, english: String) {
            (
                "口令不对，密钥打不开；数据已恢复。请用备份时的口令再试。",
                "The passphrase does not open the secret. The data is restored; try the passphrase of the backup."
            )
        }
    }

    /// Salt, then nonce, ciphertext and tag. Takes about 0.4 s, on purpose.
    public static func seal(_ secret: [UInt8], passphrase: String) throws -> [UInt8] {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let box = try AES.GCM.seal(Data(secret), using: key(passphrase, salt))
        guard let combined = box.combined else { throw WrongPassphrase() }
        return salt + [UInt8](combined)
    }

    /// The secret in a sealed part.
    ///
    /// - Throws: ``WrongPassphrase``.
    public static func open(_ sealed: [UInt8], passphrase: String) throws -> [UInt8] {
        guard sealed.count > saltBytes else { throw WrongPassphrase() }
        do {
            let box = try AES.GCM.SealedBox(combined: Data(sealed.dropFirst(saltBytes)))
            let opened = try AES.GCM.open(box, using: key(passphrase, Array(sealed.prefix(saltBytes))))
            return [UInt8](opened)
        } catch is CryptoKitError {
            throw WrongPassphrase()
        }
    }

    private static func key(_ passphrase: String, _ salt: [UInt8]) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Data(passphrase.utf8), salt: Data(salt), outputByteCount: 32, rounds: 1 << 15, blockSize: 8,
            parallelism: 1)
    }
}
