// SPDX-License-Identifier: Apache-2.0
import Accounts
import Outreach
import Policies
import Standards
import Store

/// What an enterprise proposes, checked.
struct NewTagProposal: Sendable {
    let enterprise: EnterpriseID
    let enterpriseName: String
    /// Where the enterprise is registered.
    let region: Region
    /// The policy, with the region that keeps it; nil for the list of tags.
    let policy: Policy?
    let name: String
    let reason: String
}

/// How an editor answers.
enum TagAnswer: Sendable {
    /// Taken under a name, which is made a tag of a dimension where it is none yet.
    case accepted(name: String, TagDimension)
    case declined
}

/// Proposals of tags: made, answered, told in the same transaction, each kept in the audit.
struct TagProposalStore: Sendable {
    let database: Database

    /// Keeps a proposal and tells the editors.
    ///
    /// - Throws: ``GuideFault/proposalsMany``, ``GuideFault/proposalOpen``.
    func propose(_ new: NewTagProposal, by who: Identity, once key: String) async throws -> Int64 {
        try await database.write(once: key) { tx in
            let open = try tx.proposals("WHERE t.state = 'open' AND t.enterprise = $1", [new.enterprise])
            guard open.count < TagProposal.mostOpen else { throw GuideFault.proposalsMany }
            guard !open.contains(where: { $0.name == new.name && $0.policy?.id == new.policy?.id }) else {
                throw GuideFault.proposalOpen
            }
            let last: Int64? = try tx.value("SELECT coalesce(max(number), 0) FROM guide_tag_proposal")
            let (number, now) = ((last ?? 0) + 1, tx.ground.now())
            let id: ID<TagProposal> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO guide_tag_proposal
                    (id, number, enterprise, enterprise_name, person, person_name, policy, name, reason,
                    state, proposed_at, due_on, answer, tag, answered_by_name)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, '', '', '')
                """, id, number, new.enterprise, new.enterpriseName, who.person, who.name, new.policy?.id,
                new.name, new.reason, now, TagProposal.dueDay(from: Day(milliseconds: now))?.number)
            try tx.audit(
                actor: who.actor, action: "guides.tag.propose", subject: id.text, detail: new.name)
            let region = new.policy?.region ?? new.region
            for editor in try tx.holders(of: .editor, for: nil, in: region, at: now) {
                try tx.tell(.proposed(new, number, to: editor))
            }
            return number
        }
    }

    /// Answers a proposal and tells who made it.
    ///
    /// - Throws: ``GuideFault/proposalGone``, ``GuideFault/proposalAnswered``, ``TagFault``.
    func answer(
        _ number: Int64, _ answer: TagAnswer, words: String, by who: Identity, once key: String
    ) async throws {
        try await database.write(once: key) { tx in
            guard let proposal = try tx.proposals("WHERE t.number = $1", [number]).first else {
                throw GuideFault.proposalGone
            }
            var (state, tag) = (TagProposal.State.declined, "")
            if case .accepted(let name, let dimension) = answer {
                state = .accepted
                tag = try tx.take(name, dimension, for: proposal.policy?.id, by: who)
            }
            let count = try tx.run(
                """
                UPDATE guide_tag_proposal
                SET state = $1, answer = $2, tag = $3, answered_by = $4, answered_by_name = $5,
                    answered_at = $6
                WHERE number = $7 AND state = 'open'
                """, state.rawValue, words, tag, who.person, who.name, tx.ground.now(), number)
            guard count == 1 else { throw GuideFault.proposalAnswered }
            try tx.audit(
                actor: who.actor, action: "guides.tag.\(state.rawValue)", subject: proposal.id.text,
                detail: "\(proposal.name) \(tag) \(words)")
            try tx.tell(.answered(proposal, state, tag: tag, words: words))
            return true
        }
    }

    /// A proposal by its number.
    ///
    /// - Throws: ``GuideFault/proposalGone``.
    func proposal(_ number: Int64) async throws -> TagProposal {
        let found = try await database.read { try $0.proposals("WHERE t.number = $1", [number]) }
        guard let proposal = found.first else { throw GuideFault.proposalGone }
        return proposal
    }

    /// Those that wait for an answer, the first first.
    func open() async throws -> [TagProposal] {
        try await database.read { try $0.proposals("WHERE t.state = 'open'", []) }
    }

    /// Those of an enterprise, the latest first.
    func proposals(of enterprise: EnterpriseID) async throws -> [TagProposal] {
        let found = try await database.read { try $0.proposals("WHERE t.enterprise = $1", [enterprise]) }
        return found.reversed()
    }

    /// Tags that were added to a policy on proposals of enterprises.
    func suggested(for policy: ID<Policy>) async throws -> [String] {
        try await database.read { try $0.suggestedTags(of: [policy])[policy] ?? [] }
    }
}

extension Reader {
    fileprivate func proposals(_ narrowed: SQL, _ values: [any SQLBindable]) throws -> [TagProposal] {
        let select: SQL = """
            SELECT t.id, t.number, t.enterprise, t.enterprise_name, t.person, t.person_name, t.policy,
                t.name, t.reason, t.state, t.proposed_at, t.due_on, t.answer, t.tag, t.answered_by_name,
                p.number AS policy_number,
                (SELECT v.title FROM policy_version v WHERE v.policy = t.policy
                    AND v.released_at IS NOT NULL ORDER BY v.version DESC LIMIT 1) AS title
            FROM guide_tag_proposal t
            LEFT JOIN policy p ON p.id = t.policy

            """
        return try rows(select + narrowed + " ORDER BY t.number LIMIT 500", values: values)
            .map(TagProposal.init(row:))
    }
}

extension Transaction {
    /// Makes a name a tag that is offered, and one of a policy; gives the name under which it is managed.
    fileprivate func take(
        _ name: String, _ dimension: TagDimension, for policy: ID<Policy>?, by who: Identity
    ) throws -> String {
        let known = try tagBook().tag(named: name)
        if known == nil { try addTag(name, in: dimension, by: who) }
        if let known, !known.isOffered { try offer(known, true, by: who) }
        let tag = known?.name ?? name
        guard let policy else { return tag }
        try run(
            """
            INSERT INTO guide_policy_tag (policy, name, added_at)
            VALUES ($1, $2, $3)
            ON CONFLICT (policy, name) DO NOTHING
            """, policy, tag, ground.now())
        try noteGuideChange(of: policy)
        return tag
    }
}

extension TagProposal {
    fileprivate init(row: Row) throws {
        let policy: ID<Policy>? = try row["policy"]
        let due: Int64? = try row["due_on"]
        let number: Int64? = try row["policy_number"]
        let title: String? = try row["title"]
        self.init(
            id: try row["id"], number: try row["number"], enterprise: try row["enterprise"],
            enterpriseName: try row["enterprise_name"], person: try row["person"],
            personName: try row["person_name"],
            policy: policy.map { ProposedPolicy(id: $0, number: number ?? 0, title: title ?? "") },
            name: try row["name"], reason: try row["reason"],
            state: State(rawValue: try row["state"]) ?? .open, proposedAt: try row["proposed_at"],
            dueOn: due.map { Day(number: Int($0)) }, answer: try row["answer"], tag: try row["tag"],
            answeredByName: try row["answered_by_name"])
    }
}

extension NewMessage {
    fileprivate static func proposed(
        _ new: NewTagProposal, _ number: Int64, to editor: ID<Person>
    ) -> NewMessage {
        NewMessage(
            to: .person(editor), topic: "work.tag", key: "guides.tag.proposed/\(number)/\(editor.text)",
            title: Bilingual("企业建议标签“\(new.name)”", "An enterprise proposes the tag “\(new.name)”"),
            text: Bilingual(
                "\(new.enterpriseName)：\(new.reason)", "\(new.enterpriseName): \(new.reason)"),
            path: "/tags/manage/proposals/\(number)")
    }

    fileprivate static func answered(
        _ proposal: TagProposal, _ state: TagProposal.State, tag: String, words: String
    ) -> NewMessage {
        let isTaken = state == .accepted
        let note = words.isEmpty ? ("", "") : ("　\(words)", " \(words)")
        return NewMessage(
            to: .person(proposal.person), topic: "question.tag",
            key: "guides.tag.answered/\(proposal.id.text)",
            title: isTaken
                ? Bilingual("您建议的标签“\(proposal.name)”已采纳", "Your tag “\(proposal.name)” was taken up")
                : Bilingual("您建议的标签“\(proposal.name)”未采纳", "Your tag “\(proposal.name)” was not taken up"),
            text: isTaken
                ? Bilingual("现在可以用“\(tag)”找政策。\(note.0)", "Policies are found by “\(tag)” now.\(note.1)")
                : Bilingual("理由：\(words)", "The reason: \(words)"),
            path: "/tags/proposals")
    }
}
