// SPDX-License-Identifier: Apache-2.0

/// A clause of a draft with what it holds, as it will stand under 条件.
indirect enum DraftPart: Sendable {
    case clause(DraftClause, line: String?, questions: [String], isDenied: Bool)
    /// With the line that announces it.
    case group(Kind, DraftClause?, [DraftPart])

    /// How the members of a list belong together.
    enum Kind: Equatable, Sendable {
        case all
        case any
        case none
        case atLeast(Int)

        /// The key of the rule language.
        var key: String {
            switch self {
            case .all: "全部"
            case .any: "任一"
            case .none: "均不"
            case .atLeast(let count): "至少\(count)项"
            }
        }
    }

    /// The same with every line given back to a person.
    var asQuestions: DraftPart {
        switch self {
        case .group(let kind, let intro, let parts): return .group(kind, intro, parts.map(\.asQuestions))
        case .clause(let clause, let line, _, let isDenied):
            guard line != nil else { return self }
            let stayed = DraftClause(
                number: clause.number, article: clause.article, text: clause.text, span: clause.span,
                outcome: .person(.severalApplicants))
            return .clause(stayed, line: nil, questions: [clause.text], isDenied: isDenied)
        }
    }

    /// All clauses in it, without the lines that only announce lists.
    var clauses: [DraftClause] {
        switch self {
        case .clause(let clause, _, _, _): [clause]
        case .group(_, _, let parts): parts.flatMap(\.clauses)
        }
    }

    /// The lines that announce lists.
    var announcements: [DraftClause] {
        switch self {
        case .clause: []
        case .group(_, let intro, let parts): [intro].compactMap { $0 } + parts.flatMap(\.announcements)
        }
    }

    /// Whether it only says what rules out.
    var isExclusion: Bool { if case .group(.none, _, _) = self { true } else { false } }
}

/// What an announcing line says of the list below it.
enum ListKind {
    /// 之一, 任意两项, 不予支持; all of them where nothing else is said.
    static func read(_ intro: Stretch, isExclusion: Bool) -> DraftPart.Kind {
        if isExclusion { return .none }
        if let count = count(intro) { return count == 1 ? .any : .atLeast(count) }
        return oneOf.occurs(in: intro) ? .any : .all
    }

    /// 任意两项, 其中3项, 至少满足2项, 两项以上.
    private static func count(_ intro: Stretch) -> Int? {
        for at in intro.indices {
            guard let number = NumberCues.small[intro[at]] ?? larger[intro[at]],
                let unit = units.match(intro, at: at + 1)
            else { continue }
            let before = intro.upTo(at).suffix(6)
            let after = intro.after(at + 1 + unit.count)
            if chosen.occurs(in: before) || after.hasPrefix("以上") || after.hasPrefix("及以上") { return number }
        }
        return nil
    }

    private static let larger: [Glyph: Int] = ["六": 6, "七": 7, "八": 8, "6": 6, "7": 7, "8": 8]
    private static let units: Lexicon = ["项", "个条件", "条", "个", "种"]
    private static let chosen: Lexicon = ["任", "任意", "其中", "至少", "中的", "中"]
    private static let oneOf: Lexicon = ["之一", "任一", "任意一", "其中一", "中的一"]
}
