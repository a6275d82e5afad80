// SPDX-License-Identifier: Apache-2.0
import Audience
import Policies
import Standards

/// A search as a whole: words, what it is narrowed to, and the order.
struct GuideQuery: Hashable, Sendable {
    /// In which order policies come.
    enum Order: String, CaseIterable, Sendable {
        /// Words × fit × days left.
        case best
        /// Those that close first.
        case days
        /// Those that give most.
        case amount
        /// The latest.
        case newest
    }

    var typed = ""
    var filter = GuideFilter()
    var order = Order.best
}

extension GuideQuery {
    /// The same search, with the theme under the name that is managed.
    func folded(by tags: TagBook) -> GuideQuery {
        var query = self
        query.filter.theme = filter.theme.map(tags.name(of:))
        return query
    }
}

/// What a search found.
struct GuideFindings: Sendable {
    private let catalogue: Catalogue
    private let places: [Int]
    /// For each facet how many each choice would leave, the other facets kept.
    let counts: [GuideFilter.Facet: [String: Int]]
    /// Words that were meant, when those typed are found nowhere.
    let suggestions: [String]
    /// The words that the entries were found by, when they are not those typed.
    let usedInstead: String?
    /// The words within what was typed by which the entries were found; nil when the whole is found.
    let parts: [String]
    /// Whether each entry holds all of these, and nothing that was typed was left aside.
    let isWhole: Bool

    init(
        _ catalogue: Catalogue, _ places: [Int], counts: [GuideFilter.Facet: [String: Int]],
        suggestions: [String], usedInstead: String?, parted: PartedSearch? = nil
    ) {
        self.catalogue = catalogue
        self.places = places
        self.counts = counts
        self.suggestions = suggestions
        self.usedInstead = usedInstead
        parts = parted?.parts ?? []
        isWhole = parted?.isWhole ?? true
    }

    /// How many there are.
    var count: Int { places.count }
    /// All of them, in order.
    var entries: [GuideEntry] { places.map { catalogue.entries[$0] } }

    /// Some of them, in order.
    func entries(from start: Int, most: Int) -> [GuideEntry] {
        places.dropFirst(max(0, start)).prefix(most).map { catalogue.entries[$0] }
    }
}

extension Catalogue {
    /// Finds policies.
    ///
    /// - Parameters:
    ///   - day: today.
    ///   - fits: how well policies fit the enterprise, by number; empty for a stranger.
    func find(_ query: GuideQuery, on day: Day, fits: [Int64: PolicyFit] = [:]) -> GuideFindings {
        let query = query.folded(by: tags)
        let terms = SearchTerm.terms(of: query.typed, otherNames: otherNames)
        var scores = search(terms)
        var (suggestions, usedInstead): ([String], String?) = ([], nil)
        var parted: PartedSearch?
        if let found = scores, !found.contains(where: { $0 > 0 }) {
            let parting = parting(query.typed)
            parted = parting.search(isLoose: false)
            if parted == nil { suggestions = nearest(to: terms) }
            if let first = suggestions.first {
                usedInstead = first
                scores = search(SearchTerm.terms(of: first, otherNames: otherNames))
            } else {
                // Whoever parts words by blanks wants all of them.
                if parted == nil, terms.count == 1 { parted = parting.search(isLoose: true) }
                if let parted { scores = parted.scores }
            }
        }
        let filter = RowFilter(query.filter, self)
        var tally = FacetTally(self)
        var ranked: [(place: Int, score: Float)] = []
        for place in rows.indices where isLive[place] {
            let words = scores?[place] ?? 1
            guard words > 0 else { continue }
            let row = rows[place]
            let standing = row.window.standing(on: day)
            let left = standing == .open ? row.window.applyTo.map { day.days(until: $0) } : nil
            let misses = filter.misses(row, standing, left)
            // Two facets missed: no single other choice would bring it in.
            guard misses.nonzeroBitCount <= 1 else { continue }
            tally.add(row, standing, left, missing: misses)
            guard misses == 0 else { continue }
            let fit = fits.isEmpty ? nil : fits[row.number]?.group
            ranked.append((place, words * Self.rank(standing, left, fit)))
        }
        var counts = tally.counts
        for tag in tags.tags where !tag.isOffered && tag.name != query.filter.theme {
            counts[.theme]?[tag.name] = nil
        }
        return GuideFindings(
            self, sorted(ranked, by: query.order, on: day), counts: counts, suggestions: suggestions,
            usedInstead: usedInstead, parted: parted)
    }

    /// What does not depend on the words: how well it fits, and how soon it closes.
    private static func rank(_ standing: Standing, _ left: Int?, _ fit: PolicyFit.Group?) -> Float {
        let urgency: Float
        switch standing {
        case .open: urgency = 1 + 7.5 / Float(15 + (left ?? 0))
        case .always, .automatic: urgency = 1.1
        case .coming: urgency = 1.05
        case .pending: urgency = 1
        case .reading: urgency = 0.9
        case .closed: urgency = 0.6
        case .ended: urgency = 0.3
        }
        switch fit {
        case .eligible: return urgency * 1.6
        case .near: return urgency * 1.4
        case .incomplete, .person: return urgency * 1.2
        case .missed: return urgency * 0.5
        case nil: return urgency
        }
    }

    private func sorted(
        _ ranked: [(place: Int, score: Float)], by order: GuideQuery.Order, on day: Day
    ) -> [Int] {
        func rising(_ key: (GuideRow) -> Int64) -> [Int] {
            ranked.map { (place: $0.place, key: key(rows[$0.place]), score: -$0.score) }
                .sorted { ($0.key, $0.score, $0.place) < ($1.key, $1.score, $1.place) }.map(\.place)
        }
        switch order {
        case .best: return ranked.sorted { ($0.score, $0.place) > ($1.score, $1.place) }.map(\.place)
        case .days: return rising { Int64($0.window.daysLeft(on: day) ?? 100_000) }
        case .amount: return rising { -($0.mostFen ?? 0) }
        case .newest: return rising { -Int64($0.publishedOn?.number ?? -1_000_000) }
        }
    }
}
