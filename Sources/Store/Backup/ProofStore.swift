// SPDX-License-Identifier: Apache-2.0
import Foundation

/// When a backup was last made, and when one was last proven by restoring it.
public struct BackupProofs: Hashable, Sendable {
    /// Milliseconds since 1970; nil when there was none.
    public let lastBackup: Int64?
    /// Milliseconds since 1970; nil when there was none.
    public let lastRestore: Int64?
}

extension Database {
    func record(_ kind: String, _ archive: String, _ manifest: BackupManifest) async throws {
        let digest = try Disk.digest(archive)
        try await write { tx in
            try tx.run(
                """
                INSERT INTO store_proof (id, kind, archive_digest, data_digest, proven_at)
                VALUES ($1, $2, $3, $4, $5)
                """, tx.ground.uuid().uuidString.lowercased(), kind, digest, manifest.dataDigest,
                tx.ground.now())
        }
    }
}

extension Reader {
    /// When a backup was last made and proven.
    public func backupProofs() throws -> BackupProofs {
        let text: SQL = "SELECT max(proven_at) AS latest FROM store_proof WHERE kind = $1"
        return BackupProofs(
            lastBackup: try first(text, "backup")?["latest"],
            lastRestore: try first(text, "restore")?["latest"])
    }
}
