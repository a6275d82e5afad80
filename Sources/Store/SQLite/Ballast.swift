// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A file that only takes up space beside the database. On a full disk SQLite cannot even delete rows, for
/// a deletion is written too; giving the ballast up makes room for it.
struct Ballast: Sendable {
    let path: String
    let sizeBytes: Int64

    /// Takes the space if it is free and not yet taken. Gives whether the ballast is there.
    @discardableResult
    func lay() -> Bool {
        guard sizeBytes > 0 else { return false }
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        guard posix_fallocate(file, 0, off_t(sizeBytes)) == 0 else {
            unlink(path)
            return false
        }
        return true
    }

    /// Gives the space up.
    func drop() { unlink(path) }
}
