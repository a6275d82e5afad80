// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// The register: entries, former names, labels, what happened.
struct EnterpriseStore: Sendable {
    let database: Database

    /// An entry by its id; nil when there is none.
    func enterprise(_ id: EnterpriseID) async throws -> Enterprise? {
        try await database.read { try $0.enterprise(id) }
    }

    /// An entry by its credit code; nil when there is none.
    func enterprise(coded code: CreditCode) async throws -> Enterprise? {
        try await database.read { try $0.enterprise(coded: code) }
    }

    /// Records one entry that a person typed; the same form twice takes effect once.
    func record(_ entry: RegisterEntry, by actor: String, once key: String) async throws -> EnterpriseID {
        try await database.write(once: key) { tx in
            let (id, _) = try tx.record(entry, by: actor)
            return id
        }
    }

    /// Marks an enterprise as excellent, or takes the mark away with nil.
    func mark(_ id: EnterpriseID, _ gold: Enterprise.GoldMark?, by actor: String) async throws {
        try await database.write { tx in
            let count = try tx.run(
                "UPDATE enterprise SET gold_reason = $1, gold_until = $2, changed_at = $3 WHERE id = $4",
                gold?.reason, gold?.until.number, tx.ground.now(), id)
            guard count == 1 else { return }
            let detail = gold.map { "\($0.until.isoText) \($0.reason)" } ?? ""
            try tx.note(gold == nil ? .goldEnded : .goldGiven, of: id, detail, by: actor)
            try tx.audit(actor: actor, action: "enterprise.mark", subject: id.text, detail: detail)
        }
    }

    /// Makes all enterprise codes that were given out invalid, for instance after a loss.
    func renewCode(_ id: EnterpriseID, by actor: String) async throws {
        try await database.write { tx in
            try tx.run("UPDATE enterprise SET code_issue = code_issue + 1 WHERE id = $1", id)
            try tx.note(.codeRenewed, of: id, "", by: actor)
            try tx.audit(actor: actor, action: "enterprise.renew-code", subject: id.text)
        }
    }

    /// Keeps in the audit that a list was taken as a file.
    func noteExport(query: String, count: Int, by actor: String) async throws {
        try await database.write { tx in
            try tx.audit(
                actor: actor, action: "enterprise.export", subject: "enterprises", detail: "\(count) \(query)"
            )
        }
    }

    /// The names that an enterprise had, the latest first.
    func formerNames(of id: EnterpriseID) async throws -> [FormerEnterpriseName] {
        try await database.read { try $0.formerNames(of: id) }
    }

    /// The labels of several entries, by their places in the register.
    func labels(of numbers: [Int64]) async throws -> [Int64: [String]] {
        guard !numbers.isEmpty else { return [:] }
        return try await database.read { reader in
            let rows = try reader.rows(
                "SELECT number, label FROM enterprise_label WHERE number IN "
                    + SQL.list(from: 1, count: numbers.count) + " ORDER BY number, label", values: numbers)
            return try rows.reduce(into: [:]) { labels, row in
                labels[try row["number"], default: []].append(try row["label"])
            }
        }
    }

    /// What happened with an enterprise, the latest first.
    func moments(of id: EnterpriseID, limit: Int = 20) async throws -> [Moment] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT at, kind, detail, actor
                FROM enterprise_moment
                WHERE enterprise = $1
                ORDER BY id DESC
                LIMIT $2
                """, id, limit
            ).map { row in
                Moment(
                    at: try row["at"], kind: try row["kind"], detail: try row["detail"],
                    actor: try row["actor"])
            }
        }
    }
}

extension Reader {
    static let entry: SQL = """
        SELECT id, number, code, name, region, industry, founded, legal_form, state, address, source,
            is_example,
            gold_reason, gold_until, code_issue, changed_at
        FROM enterprise
        """

    /// An entry of the register by its id; nil when there is none.
    public func enterprise(_ id: EnterpriseID) throws -> Enterprise? {
        try first(Self.entry + " WHERE id = $1", id).map(Enterprise.init(row:))
    }

    /// An entry of the register by its credit code; nil when there is none.
    public func enterprise(coded code: CreditCode) throws -> Enterprise? {
        try first(Self.entry + " WHERE code = $1", code.text).map(Enterprise.init(row:))
    }

    /// The entries of several codes, by code.
    func enterprises(coded codes: [CreditCode]) throws -> [CreditCode: Enterprise] {
        guard !codes.isEmpty else { return [:] }
        let found = try rows(
            Self.entry + " WHERE code IN " + SQL.list(from: 1, count: codes.count), values: codes.map(\.text))
        return Dictionary(
            try found.map(Enterprise.init(row:)).map { ($0.code, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The names that an enterprise had, the latest first.
    func formerNames(of id: EnterpriseID) throws -> [FormerEnterpriseName] {
        try rows(
            """
            SELECT name, until FROM enterprise_former_name
            WHERE enterprise = $1
            ORDER BY until DESC, name
            LIMIT 50
            """, id
        ).map { FormerEnterpriseName(name: try $0["name"], until: Day(number: try $0["until"])) }
    }
}

extension Enterprise {
    /// Reads a row of the register.
    init(row: Row) throws {
        let (code, region): (String, Int64) = (try row["code"], try row["region"])
        guard let code = CreditCode(codedText: code), let region = Region(number: Int32(region)) else {
            // Only what was checked is written; another program has changed the table.
            throw StoreFault.column(.otherType(name: "code, region", expected: "a credit code, a region"))
        }
        let industry: String? = try row["industry"]
        let founded: Int? = try row["founded"]
        let reason: String? = try row["gold_reason"]
        let until: Int? = try row["gold_until"]
        self.init(
            id: try row["id"], number: try row["number"], code: code, name: try row["name"], region: region,
            industry: industry.flatMap { Industry(code: $0) }, founded: founded.map { Day(number: $0) },
            legalForm: try row["legal_form"], state: try row["state"], address: try row["address"],
            source: try row["source"], isExample: try row["is_example"],
            gold: reason.flatMap { reason in
                until.map { GoldMark(reason: reason, until: Day(number: $0)) }
            },
            codeIssue: try row["code_issue"], changedAt: try row["changed_at"])
    }
}

extension Transaction {
    /// Records what a source says of an enterprise: adds it, changes it, or leaves it as it is. A former name
    /// is kept, what people find by words follows, and what is new is told to those who judge by it.
    @discardableResult
    public func record(
        _ entry: RegisterEntry, by actor: String
    ) throws -> (id: EnterpriseID, outcome: RegisterOutcome) {
        let known = try enterprise(coded: entry.code)
        let recorded = try record(entry, over: known, by: actor)
        if recorded.outcome != .unchanged {
            try publish(
                FactsChanged.topic, FactsChanged(enterprises: [recorded.id], words: entry.words(over: known)))
        }
        return recorded
    }

    /// The same when the present entry was read in this transaction, for those who tell of many at once.
    func record(
        _ entry: RegisterEntry, over known: Enterprise?, by actor: String
    ) throws -> (id: EnterpriseID, outcome: RegisterOutcome) {
        guard let known else { return (try add(entry, by: actor), .added) }
        guard entry.changes(known) else { return (known.id, .unchanged) }
        try change(known, to: entry, by: actor)
        return (known.id, .changed)
    }

    private func add(_ entry: RegisterEntry, by actor: String) throws -> EnterpriseID {
        let id: EnterpriseID = ground.id()
        let number = Enterprise.number(of: id)
        let now = ground.now()
        try run(
            """
            INSERT INTO enterprise (id, number, code, name, name_key, region, section, division,
                industry, founded,
                legal_form, state, address, source, is_example, code_issue, recorded_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $16)
            """, id, number, entry.code.text, entry.name, Han.folded(entry.name), Int64(entry.region.number),
            entry.industry?.section.code, entry.industry?.divisionNumber, entry.industry?.code,
            entry.founded?.number, entry.legalForm ?? "", entry.state ?? .active, entry.address ?? "",
            entry.source, entry.isExample, now)
        try index(number, names: [entry.name], region: entry.region)
        try note(.registered, of: id, entry.source, by: actor)
        return id
    }

    private func change(_ known: Enterprise, to entry: RegisterEntry, by actor: String) throws {
        let industry = entry.industry ?? known.industry
        try run(
            """
            UPDATE enterprise
            SET name = $2, name_key = $3, region = $4, section = $5, division = $6, industry = $7,
                founded = $8,
                legal_form = $9, state = $10, address = $11, source = $12, changed_at = $13
            WHERE id = $1
            """, known.id, entry.name, Han.folded(entry.name), Int64(entry.region.number),
            industry?.section.code, industry?.divisionNumber, industry?.code,
            (entry.founded ?? known.founded)?.number, entry.legalForm ?? known.legalForm,
            entry.state ?? known.state, entry.address ?? known.address, entry.source, ground.now())
        try keepPast(of: known, before: entry, by: actor)
        if entry.name != known.name { try keepFormer(known, by: actor) }
        if entry.region != known.region {
            try run(
                "UPDATE enterprise_label SET region = $1 WHERE number = $2", Int64(entry.region.number),
                known.number)
        }
        if entry.name != known.name || entry.region != known.region {
            let former = try formerNames(of: known.id).map(\.name).filter { $0 != entry.name }
            try index(known.number, names: [entry.name] + former, region: entry.region)
        }
        try note(.changed, of: known.id, entry.source, by: actor)
    }

    private func keepFormer(_ known: Enterprise, by actor: String) throws {
        let today = Day(milliseconds: ground.now())
        try run(
            """
            INSERT INTO enterprise_former_name (enterprise, name, until) VALUES ($1, $2, $3)
            ON CONFLICT (enterprise, name) DO UPDATE SET until = excluded.until
            """, known.id, known.name, today.number)
        try note(.renamed, of: known.id, known.name, by: actor)
    }

    private func index(_ number: Int64, names: [String], region: Region) throws {
        let tokens = SearchTerms.tokens(names: names, region: region)
        switch dialect {
        case .sqlite:
            try run(
                "INSERT OR REPLACE INTO enterprise_search (rowid, terms) VALUES ($1, $2)", number,
                tokens.joined(separator: " "))
        case .postgres:
            let lexemes = tokens.enumerated().map { "'\($1)':\($0 + 1)" }.joined(separator: " ")
            try run(
                """
                INSERT INTO enterprise_search (number, terms) VALUES ($1, CAST($2 AS tsvector))
                ON CONFLICT (number) DO UPDATE SET terms = excluded.terms
                """, number, lexemes)
        }
    }

    /// Keeps that something happened with an enterprise, for its timeline.
    func note(_ kind: Moment.Kind, of id: EnterpriseID, _ detail: String, by actor: String) throws {
        let moment: ID<Moment> = ground.id()
        try run(
            """
            INSERT INTO enterprise_moment (id, enterprise, at, kind, detail, actor)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, moment, id, ground.now(), kind, String(detail.prefix(500)), actor)
    }
}

/// Something that happened with an enterprise, for its timeline.
struct Moment: Hashable, Sendable {
    let at: Int64
    let kind: Kind
    let detail: String
    let actor: String

    enum Kind: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        case registered, changed, renamed
        case factStated = "fact-stated"
        case factCorrected = "fact-corrected"
        case factWithdrawn = "fact-withdrawn"
        case consentGiven = "consent-given"
        case consentWithdrawn = "consent-withdrawn"
        case visitBegun = "visit-begun"
        case visitFinished = "visit-finished"
        case goldGiven = "gold-given"
        case goldEnded = "gold-ended"
        case codeRenewed = "code-renewed"
        case shown
    }
}

extension Enterprise {
    /// The place in the register: the 41 bits of time, the 12 of the counter and 10 random bits of the id, so
    /// that later entries have larger places on all servers.
    static func number(of id: EnterpriseID) -> Int64 {
        let digits = id.text.filter { $0 != "-" }
        let time = Int64(digits.prefix(12), radix: 16) ?? 0
        let counter = Int64(digits.dropFirst(13).prefix(3), radix: 16) ?? 0
        let chance = Int64(digits.suffix(3), radix: 16) ?? 0
        return (time & 0x1FF_FFFF_FFFF) << 22 | counter << 10 | chance & 0x3FF
    }
}

extension Industry {
    /// The two digits of its division; nil for a section.
    var divisionNumber: Int? { level == .section ? nil : Int(code.prefix(2)) }
}
