// SPDX-License-Identifier: Apache-2.0

/// An attached file as the data knows it.
public struct AttachedFile: Hashable, Sendable {
    /// The id that rows of other rooms point to.
    public let id: ID<AttachedFile>
    /// SHA-256 of the content.
    public let digest: String
    /// Its size.
    public let sizeBytes: Int64
    /// What it is.
    public let kind: FileKind
    /// The name under which it was sent; to be shown, never used as a path.
    public let name: String
    /// Milliseconds since 1970.
    public let createdAt: Int64
}

extension Transaction {
    /// Writes the row of a file that the vault has kept.
    public func attach(_ file: ReceivedFile, name: String) throws -> ID<AttachedFile> {
        let id: ID<AttachedFile> = ground.id()
        try run(
            """
            INSERT INTO store_file (id, digest, size_bytes, kind, name, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, id, file.digest, file.sizeBytes, file.kind, String(name.prefix(255)), ground.now())
        return id
    }

    /// Removes the row of a file; the file itself is swept up later, when no other row has its content.
    @discardableResult
    public func detach(_ id: ID<AttachedFile>) throws -> Bool {
        try run("DELETE FROM store_file WHERE id = $1", id) == 1
    }
}

extension Reader {
    /// The row of a file.
    public func file(_ id: ID<AttachedFile>) throws -> AttachedFile? {
        try first("SELECT id, digest, size_bytes, kind, name, created_at FROM store_file WHERE id = $1", id)
            .map { row in
                AttachedFile(
                    id: try row["id"], digest: try row["digest"], sizeBytes: try row["size_bytes"],
                    kind: try row["kind"], name: try row["name"], createdAt: try row["created_at"])
            }
    }

    /// The digests that rows point to.
    func attachedDigests() throws -> [String] {
        try rows("SELECT DISTINCT digest FROM store_file ORDER BY digest").map { try $0["digest"] }
    }
}

extension Database {
    /// Removes files without a row that are older than a day, so that one just received is not taken from
    /// under a request. Gives how many were removed.
    @discardableResult
    public func sweep(_ vault: FileVault, olderThanMilliseconds age: Int64 = 86_400_000) async throws -> Int {
        let kept = Set(try await read { try $0.attachedDigests() })
        let limit = ground.now() - age
        var count = 0
        for digest in try vault.digests() where !kept.contains(digest) {
            guard let changed = vault.changedAt(digest), changed < limit else { continue }
            vault.remove(digest)
            count += 1
        }
        return count
    }
}
