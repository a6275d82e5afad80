// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Standards
import Store

/// Tells the enterprises of a mailing, part by part.
let mailingKind = JobKind<String>("outreach.mailing")

/// Messages to many.
struct MailingStore: Sendable {
    let database: Database
    /// Enterprises in one transaction.
    static let batch = 500

    /// How many enterprises a mailing would reach.
    func count(_ choice: EnterpriseChoice) async throws -> (all: Int, reachable: Int) {
        let found = try await database.read { reader in
            let count = try reader.count(choice)
            return [count.all, count.reachable]
        }
        return (found[0], found[1])
    }

    /// Keeps a confirmed mailing and begins it.
    func begin(
        _ mailing: Mailing, _ choice: EnterpriseChoice, foreseen: Int, by who: Identity, once key: String
    ) async throws -> ID<Mailing> {
        let (actor, name) = (who.actor, who.name)
        return try await database.write(once: key) { tx in
            let id: ID<Mailing> = tx.ground.id()
            try tx.run(
                """
                INSERT INTO outreach_notice
                    (id, author, author_name, region, section, label, founded_since, topic, title_zh,
                     title_en, text_zh, text_en, path, foreseen, place, told, made_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, -1, 0, $15)
                """, id, actor, name, Int64(choice.region.number), mailing.section, mailing.label,
                choice.foundedSince.map { Int64($0.number) }, mailing.topic, mailing.title.chinese,
                mailing.title.english, mailing.text.chinese, mailing.text.english, mailing.path, foreseen,
                tx.ground.now())
            try tx.enqueue(mailingKind, id.text, key: .lasting(id.text))
            try tx.audit(
                actor: actor, action: "outreach.mailing", subject: id.text,
                detail: "\(choice.region.code) \(mailing.section) \(mailing.label) \(foreseen)")
            return id
        }
    }

    /// Tells the next part; gives whether there is more.
    func tellNext(_ id: ID<Mailing>) async throws -> Bool {
        try await database.write { tx in
            guard let kept = try tx.mailing(id), kept.endedAt == nil, let choice = kept.mailing.choice else {
                return false
            }
            let part = try tx.reachable(choice, after: kept.place, limit: Self.batch)
            let mailing = kept.mailing
            let new = try tx.tellAll(
                part.map { one in
                    var message = NewMessage(
                        to: .enterprise(one.id), topic: mailing.topic,
                        key: "outreach.mailing/\(id.text)/\(one.id.text)",
                        title: mailing.title.inBothLanguages, text: mailing.text.inBothLanguages,
                        path: mailing.path.isEmpty ? "/messages" : mailing.path)
                    message.notice = id
                    return message
                })
            let isLast = part.count < Self.batch
            try tx.run(
                "UPDATE outreach_notice SET place = $1, told = told + $2, ended_at = $3 WHERE id = $4",
                part.last?.place ?? kept.place, new, isLast ? tx.ground.now() : Int64?.none, id)
            return !isLast
        }
    }

    /// What became of a mailing's letters, by channel and state.
    func deliveries(of id: ID<Mailing>) async throws -> [DeliveryCount] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT d.channel, d.state, count(*) AS n
                FROM outreach_message m JOIN outreach_delivery d ON d.message = m.id
                WHERE m.notice = $1
                GROUP BY d.channel, d.state
                """, id
            ).map {
                DeliveryCount(channel: try $0["channel"], state: try $0["state"], count: try $0["n"])
            }
        }
    }

    /// How many people have a mailing in their inbox, and how many of them have opened it.
    func readers(of id: ID<Mailing>) async throws -> (all: Int, opened: Int) {
        let found = try await database.read { reader -> [Int] in
            let row = try reader.first(
                """
                SELECT count(*) AS n, count(r.read_at) AS opened
                FROM outreach_message m JOIN outreach_receipt r ON r.message = m.id
                WHERE m.notice = $1
                """, id)
            return try row.map { [try $0["n"], try $0["opened"]] } ?? [0, 0]
        }
        return (found[0], found[1])
    }

    /// A mailing by its id.
    func mailing(_ id: ID<Mailing>) async throws -> KeptMailing? {
        try await database.read { try $0.mailing(id) }
    }

    /// The latest mailings.
    func latest(limit: Int = 20) async throws -> [KeptMailing] {
        try await database.read { reader in
            try reader.rows(Reader.mailings + " ORDER BY made_at DESC, id DESC LIMIT $1", limit)
                .map(KeptMailing.init(row:))
        }
    }
}

extension Reader {
    fileprivate static let mailings: SQL = """
        SELECT id, author_name, region, section, label, founded_since, topic, title_zh, title_en, text_zh,
            text_en, path, foreseen, place, told, made_at, ended_at
        FROM outreach_notice
        """

    fileprivate func mailing(_ id: ID<Mailing>) throws -> KeptMailing? {
        try first(Self.mailings + " WHERE id = $1", id).map(KeptMailing.init(row:))
    }
}

extension KeptMailing {
    fileprivate init(row: Row) throws {
        let region: Int64 = try row["region"]
        let since: Int64? = try row["founded_since"]
        self.init(
            id: try row["id"],
            mailing: Mailing(
                region: Region(number: Int32(region))?.code ?? "", section: try row["section"],
                label: try row["label"], since: since.map { Day(number: Int($0)).isoText } ?? "",
                topic: try row["topic"], title: Bilingual(try row["title_zh"], try row["title_en"]),
                text: Bilingual(try row["text_zh"], try row["text_en"]), path: try row["path"]),
            authorName: try row["author_name"], foreseen: try row["foreseen"], told: try row["told"],
            place: try row["place"], madeAt: try row["made_at"], endedAt: try row["ended_at"])
    }
}

extension Mailing {
    /// Whom it is for; nil when the region is none.
    var choice: EnterpriseChoice? {
        guard let region = Region(code: region) else { return nil }
        return EnterpriseChoice(
            in: region, section: section.isEmpty ? nil : section, label: label.isEmpty ? nil : label,
            foundedSince: since.isEmpty ? nil : Day(isoText: since))
    }
}
