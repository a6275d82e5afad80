// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// Managed tags: added, renamed, merged, taken back. Names in published versions stay as they were published;
/// those of drafts follow. Every act stands in the audit and takes effect once.
public struct TagStore: Sendable {
    let database: Database

    /// A store on an open database.
    public init(database: Database) { self.database = database }

    /// All tags.
    public func book() async throws -> TagBook { try await database.read { try $0.tagBook() } }

    /// Adds tags under new names.
    ///
    /// - Throws: ``TagFault/taken`` when any of the names is another's; then none is added.
    public func add(
        _ names: [(name: String, dimension: TagDimension)], by actor: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            for (name, dimension) in names { try tx.addTag(name, in: dimension, by: actor) }
            return true
        }
    }

    /// Gives a tag a name and a dimension; the name before stays as another name.
    ///
    /// - Throws: ``TagFault``.
    /// - Returns: in how many drafts the name was put right.
    @discardableResult
    public func change(
        _ tag: ManagedTag, name: String, dimension: TagDimension, by actor: Identity, once key: String
    ) async throws -> Int {
        try await database.write(once: key) { tx in
            try tx.touch(tag)
            try tx.run("UPDATE policy_tag SET dimension = $1 WHERE id = $2", dimension.rawValue, tag.id)
            var drafts = 0
            if name != tag.name {
                try tx.setOwnName(name, of: tag)
                drafts = try tx.renameInDrafts(tag.name, to: name)
            }
            try tx.audit(
                actor: actor.actor, action: "policy.tag.change", subject: tag.id.text,
                detail: "\(tag.name) → \(name)；\(dimension.rawValue)；\(drafts)")
            return drafts
        }
    }

    /// Merges a tag into another, whose other names it and its own other names become.
    ///
    /// - Throws: ``TagFault``.
    /// - Returns: in how many drafts the name was put right.
    @discardableResult
    public func merge(
        _ tag: ManagedTag, into other: ManagedTag, by actor: Identity, once key: String
    ) async throws -> Int {
        try await database.write(once: key) { tx in
            guard tag.id != other.id else { throw TagFault.same }
            try tx.touch(tag)
            try tx.touch(other)
            try tx.run(
                "UPDATE policy_tag_name SET is_own = $1, tag = $2 WHERE tag = $3", false, other.id, tag.id)
            try tx.run("DELETE FROM policy_tag WHERE id = $1", tag.id)
            let drafts = try tx.renameInDrafts(tag.name, to: other.name)
            try tx.audit(
                actor: actor.actor, action: "policy.tag.merge", subject: other.id.text,
                detail: "\(tag.name) → \(other.name)；\(drafts)")
            return drafts
        }
    }

    /// Offers a tag, or offers it no more.
    ///
    /// - Throws: ``TagFault``.
    public func offer(
        _ tag: ManagedTag, _ isOffered: Bool, by actor: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            try tx.offer(tag, isOffered, by: actor)
            return true
        }
    }
}

extension Reader {
    /// The number of the latest change of any tag; 0 while there is none.
    public func latestTagChange() throws -> Int64 {
        try value("SELECT coalesce(max(change), 0) FROM policy_tag") ?? 0
    }

    /// All tags.
    public func tagBook() throws -> TagBook {
        var (own, others): ([String: String], [String: [String]]) = ([:], [:])
        for row in try rows("SELECT name, tag, is_own FROM policy_tag_name ORDER BY name LIMIT 50000") {
            let (name, tag): (String, String) = (try row["name"], try row["tag"])
            if try row["is_own"] { own[tag] = name } else { others[tag, default: []].append(name) }
        }
        var (tags, change): ([ManagedTag], Int64) = ([], 0)
        for row in try rows(
            "SELECT id, dimension, is_offered, revision, change FROM policy_tag ORDER BY id LIMIT 10000")
        {
            let id: ID<ManagedTag> = try row["id"]
            change = max(change, try row["change"])
            guard let name = own[id.text], let dimension = TagDimension(rawValue: try row["dimension"]) else {
                continue
            }
            tags.append(
                ManagedTag(
                    id: id, name: name, dimension: dimension, isOffered: try row["is_offered"],
                    synonyms: others[id.text] ?? [], revision: try row["revision"]))
        }
        return TagBook(tags.sorted { $0.name < $1.name }, change: change)
    }
}

extension Transaction {
    /// Adds a tag, for rooms in a transaction of their own.
    ///
    /// - Throws: ``TagFault/taken``.
    public func addTag(_ name: String, in dimension: TagDimension, by actor: Identity) throws {
        let id: ID<ManagedTag> = ground.id()
        try run(
            """
            INSERT INTO policy_tag (id, dimension, is_offered, revision, change)
            VALUES ($1, $2, $3, 1, $4)
            """, id, dimension.rawValue, true, try latestTagChange() + 1)
        try giveName(name, to: id)
        try audit(
            actor: actor.actor, action: "policy.tag.add", subject: id.text,
            detail: "\(name)；\(dimension.rawValue)")
    }

    /// Offers a tag, or offers it no more, for rooms in a transaction of their own.
    ///
    /// - Throws: ``TagFault``.
    public func offer(_ tag: ManagedTag, _ isOffered: Bool, by actor: Identity) throws {
        try touch(tag)
        try run("UPDATE policy_tag SET is_offered = $1 WHERE id = $2", isOffered, tag.id)
        try audit(
            actor: actor.actor, action: isOffered ? "policy.tag.offer" : "policy.tag.retire",
            subject: tag.id.text, detail: tag.name)
    }

    /// Counts a change of a tag that was read at a revision.
    fileprivate func touch(_ tag: ManagedTag) throws {
        let count = try run(
            "UPDATE policy_tag SET revision = revision + 1, change = $1 WHERE id = $2 AND revision = $3",
            try latestTagChange() + 1, tag.id, tag.revision)
        guard count != 1 else { return }
        let known: Int64? = try value("SELECT revision FROM policy_tag WHERE id = $1", tag.id)
        throw known == nil ? TagFault.gone : TagFault.changedMeanwhile
    }

    private func giveName(_ name: String, to tag: ID<ManagedTag>) throws {
        let count = try run(
            """
            INSERT INTO policy_tag_name (name, tag, is_own)
            VALUES ($1, $2, $3)
            ON CONFLICT (name) DO NOTHING
            """, name, tag, true)
        guard count == 1 else { throw TagFault.taken }
    }

    /// A tag may take back a name that it had before.
    fileprivate func setOwnName(_ name: String, of tag: ManagedTag) throws {
        try run("UPDATE policy_tag_name SET is_own = $1 WHERE tag = $2", false, tag.id)
        let count = try run(
            "UPDATE policy_tag_name SET is_own = $1 WHERE tag = $2 AND name = $3", true, tag.id, name)
        if count == 0 { try giveName(name, to: tag.id) }
    }

    /// Puts a name right in what is still being written. An editor who has one of them open is shown what
    /// changed when saving.
    fileprivate func renameInDrafts(_ old: String, to new: String) throws -> Int {
        var (count, last): (Int, ID<PolicyVersion>?) = (0, nil)
        while true {
            let drafts = try versions(at: .draft, after: last, limit: 200)
            guard let end = drafts.last else { return count }
            last = end.id
            for draft in drafts {
                var content = draft.content
                content.themes = content.themes.renaming(old, to: new)
                content.tags = content.tags.renaming(old, to: new)
                guard content != draft.content else { continue }
                _ = try open(draft.id, over: draft.revision)
                try write(content, in: draft.id)
                count += 1
            }
        }
    }
}

extension [String] {
    /// With one name in the place of another, each once.
    fileprivate func renaming(_ old: String, to new: String) -> [String] {
        guard contains(old) else { return self }
        var seen: Set<String> = []
        return map { $0 == old ? new : $0 }.filter { seen.insert($0).inserted }
    }
}
