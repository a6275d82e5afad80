// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Sheets
import Site
import Standards
import Store

extension Consultations {
    var boardRoutes: [Route] {
        [
            .page("/policies-board", "consultations.board", .consultationBoard) { visit in
                try await boardPage(visit)
            },
            .page("/policies-board/{policy}", "consultations.board.policy", .consultationBoard) { visit in
                try await boardPolicyPage(visit)
            },
        ]
    }

    /// One line of the list.
    struct BoardLine: Sendable {
        let version: PolicyVersion
        let counts: PolicyCounts
        let standing: BoardStanding
        let before: BoardStanding

        /// How much better than in the days before, in tenths of a point; nil where one of both is unknown.
        var trend: Int64? {
            guard let now = standing.score, let then = before.score else { return nil }
            return now - then
        }
    }

    private static let counters: [PolicyCounter] = [
        .views, .matches, .questions, .complaints, .applications, .approvals, .ratings, .payments,
    ]

    private var boardListing: Listing<BoardLine> {
        typealias Column = Listing<BoardLine>.Column
        let counts = Self.counters.map { counter in
            Column("\(counter.rawValue)", "consultations.counter.\(counter.rawValue)", isNumber: true) {
                line, _ in
                .init(String(line.counts[counter]), isNumber: true)
            } export: {
                .number(String($0.counts[counter]))
            }
        }
        return Listing<BoardLine>(
            id: "board", title: "consultations.board", empty: "consultations.board.empty",
            path: "/policies-board", sort: "-score",
            columns: [
                Column("title", "consultations.policy") { line, visit in
                    .init(
                        line.version.content.title, in: .chinese,
                        href: visit.link("/policies-board/\(line.version.policy.number)"))
                },
                Column("place", "consultations.board.place") { line, visit in
                    .init(
                        visit.words("consultations.board.place.\(line.standing.place.rawValue)"),
                        status: visit.status(of: line.standing.place))
                },
                Column("score", "consultations.board.score", isNumber: true, isSortable: true) {
                    line, visit in
                    .init(
                        line.standing.scoreText ?? visit.words("consultations.board.none"), isNumber: true)
                } export: {
                    $0.standing.scoreText.map { .number($0) } ?? .text("")
                },
                Column("trend", "consultations.board.trend", isNumber: true) { line, visit in
                    .init(visit.trend(line.trend), isNumber: true)
                },
            ] + counts,
            filters: { visit in
                [
                    Field(
                        "place", visit.words("consultations.board.place"),
                        .menu(
                            [.init("", visit.words("consultations.board.all"))]
                                + BoardStanding.Place.allCases.map {
                                    .init(
                                        $0.rawValue, visit.words("consultations.board.place.\($0.rawValue)"))
                                }, chosen: visit.query["place"] ?? ""))
                ]
            })
    }

    private func boardPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let listing = boardListing
        let query = try listing.query(in: visit)
        var lines = try await boardLines(visit)
        if let place = query.filter["place"] {
            lines = lines.filter { $0.standing.place.rawValue == place }
        }
        // What has no score comes last in both directions.
        lines.sort { one, other in
            guard let left = one.standing.score else { return false }
            guard let right = other.standing.score else { return true }
            return query.isAscending ? left < right : left > right
        }
        if let format = query.export { return try listing.file(of: lines, as: format, in: visit) }
        let part = Array(lines.dropFirst(query.offset).prefix(query.size))
        var page = ConsultationPage(words("consultations.board"), in: visit)
        page.lead = words(
            "consultations.board.lead",
            [
                "days": String(formula.days), "red": String(formula.red), "black": String(formula.black),
                "weight": String(formula.leastWeight),
            ])
        page.panels = [
            Panel(
                id: "formula", title: words("consultations.board.formula"), table: formulaTable(nil, visit))
        ]
        page.list = listing.shown(part, .numbers(count: lines.count), query, in: visit)
        return .page(page)
    }

    /// The policies that the reader may see of which something was counted in the days looked at: two queries
    /// and one more for each thousand policies.
    private func boardLines(_ visit: Visit) async throws -> [BoardLine] {
        let (today, days) = (visit.today, formula.days)
        let (now, then, versions) = try await database.read { reader in
            let now = try reader.counts(from: today.adding(days: 1 - days), to: today)
            let ids = now.keys.sorted { $0.text < $1.text }
            var versions: [PolicyVersion] = []
            for start in stride(from: 0, to: ids.count, by: 1_000) {
                let part = Array(ids.dropFirst(start).prefix(1_000))
                versions += try reader.shownVersions(of: part, on: today).values
            }
            return (
                now,
                try reader.counts(
                    from: today.adding(days: 1 - 2 * days), to: today.adding(days: -days)), versions
            )
        }
        return versions.filter {
            authorisation.allows(visit.who, .consultationBoard, on: $0.policy.subject)
        }.map { version in
            BoardLine(
                version: version, counts: now[version.policy.id] ?? PolicyCounts(),
                standing: BoardStanding(now[version.policy.id] ?? PolicyCounts(), by: formula),
                before: BoardStanding(then[version.policy.id] ?? PolicyCounts(), by: formula))
        }.sorted { $0.version.policy.number < $1.version.policy.number }
    }

    /// The formula; with a standing, what it came to.
    private func formulaTable(_ standing: BoardStanding?, _ visit: Visit) -> DataTable {
        let words = visit.words
        let rows = formula.measures.map { measure in
            let part = standing?.parts.first { $0.measure == measure }
            let ratio = words(
                "consultations.board.ratio",
                [
                    "of": words("consultations.counter.\(measure.of.rawValue)"),
                    "per": words("consultations.counter.\(measure.per.rawValue)"),
                ])
            let name = words("consultations.board.measure.\(measure.name)")
            var cells: [DataTable.Cell] = [
                .init(String(measure.weight), isNumber: true),
                .init(visit.thousandths(measure.worst), isNumber: true),
                .init(visit.thousandths(measure.best), isNumber: true),
                .init(String(measure.least), isNumber: true),
            ]
            if let part {
                cells.append(.init("\(part.count) / \(part.base)", isNumber: true))
                cells.append(
                    .init(
                        part.points.map { "\($0 / 10).\($0 % 10)" } ?? words("consultations.board.tooFew"),
                        isNumber: true))
            }
            return DataTable.Row(.init("\(name)\(ratio)"), cells)
        }
        let heads =
            ["measure", "weight", "worst", "best", "least"]
            + (standing == nil ? [] : ["now", "points"])
        return DataTable(
            id: "formula-table", caption: words("consultations.board.formula"),
            columns: heads.map {
                .init(words("consultations.board.\($0)"), isNumber: $0 != "measure")
            }, rows: rows, empty: "")
    }

    // MARK: - One policy

    private func boardPolicyPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let version = try await shown(numbered: visit.parameter("policy"))
        try authorisation.require(visit, .consultationBoard, on: version.policy.subject)
        let (id, today, days) = (version.policy.id, visit.today, formula.days)
        let months = (0..<6).map { 5 - $0 }.map { back in
            (first: today.adding(days: -30 * back - 29), last: today.adding(days: -30 * back))
        }
        let (counts, series) = try await database.read { reader in
            (
                try reader.counts(of: id, from: today.adding(days: 1 - days), to: today),
                try months.map { try reader.counts(of: id, from: $0.first, to: $0.last) }
            )
        }
        let standing = BoardStanding(counts, by: formula)
        var page = ConsultationPage(
            version.content.title, in: visit,
            below: [Link(words("consultations.board"), visit.link("/policies-board"))])
        page.badges = [visit.status(of: standing.place)]
        page.summary = SummaryBox(
            label: words("consultations.board.score"),
            figure: standing.scoreText ?? words("consultations.board.none"))
        page.panels = [
            Panel(
                id: "formula", title: words("consultations.board.formula"),
                table: formulaTable(standing, visit)),
            Panel(
                id: "counts", title: words("consultations.board.counts", ["days": String(days)]),
                rows: KeyValueList(
                    PolicyCounter.allCases.map {
                        .init(words("consultations.counter.\($0.rawValue)"), String(counts[$0]))
                    })),
        ]
        let said = try await policyRatings.words(on: id, limit: 20)
        if !said.isEmpty {
            page.panels.append(
                Panel(
                    id: "said", title: words("consultations.board.said"),
                    table: DataTable(
                        id: "said-table", caption: words("consultations.board.said"),
                        columns: ["level", "words", "asked"].map { .init(words("consultations.\($0)")) },
                        rows: said.map {
                            .init(
                                .init(words("consultations.useful.\($0.level)")),
                                [.init($0.words, in: .chinese), .init(visit.text(moment: $0.at))])
                        }, empty: "")))
        }
        page.chart = Chart(
            .line, id: "views", title: words("consultations.board.views"),
            description: words("consultations.board.views.text"),
            points: zip(months, series).map { month, counts in
                .init(visit.text(month.last), Double(counts[.views]), text: String(counts[.views]))
            }, labelHead: words("consultations.board.until"),
            valueHead: words("consultations.counter.views"), empty: words("consultations.board.empty"))
        page.actions = [Link(words("consultations.policy"), visit.link(version.path))]
        return .page(page)
    }
}

extension Visit {
    /// A place on the list as a badge.
    func status(of place: BoardStanding.Place) -> Status {
        let tone: Tone =
            switch place {
            case .red: .good
            case .middle: .info
            case .black: .bad
            case .unknown: .neutral
            }
        return Status(words("consultations.board.place.\(place.rawValue)"), tone)
    }

    /// A change of the score.
    func trend(_ change: Int64?) -> String {
        guard let change else { return words("consultations.board.none") }
        let size = change.magnitude
        let sign = change > 0 ? "+" : change < 0 ? "−" : ""
        return "\(sign)\(size / 10).\(size % 10)"
    }

    /// Thousandths as a decimal without idle zeros: 20 → 0.02, 10000 → 10.
    func thousandths(_ number: Int64) -> String {
        var text = String(number % 1000 + 1000).dropFirst()
        while text.last == "0" { text = text.dropLast() }
        return text.isEmpty ? String(number / 1000) : "\(number / 1000).\(text)"
    }
}
