// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// Turns a sentence into a condition, or says why it cannot. Strict: each glyph must be understood, or the
/// part between two signs that holds it stays with a person. Where the signs do not settle what 且 and 或
/// join, everything stays.
struct RequirementReader {
    let book: PhraseBook
    let flow: Flow
    let figures: Figures
    /// Where the document is from; 本市 means it.
    let home: Region?
    /// Words that the document defines for itself.
    let defined: [Stretch]
    /// The most telling obstacle that was met.
    var obstacle: StayReason?
    /// The number that the part before was about, for 且占….
    var subject: Subject?
    /// Phrases that were taken for words of the vocabulary.
    var used: [Stretch] = []

    /// A number of the enterprise, with the years that are meant.
    struct Subject {
        let fact: String
        let number: PhraseBook.Number
        let years: Years
    }

    /// What became of a sentence.
    enum Finding {
        case computed(DraftCondition)
        /// Some parts between commas are understood, the rest is not.
        case split(DraftCondition, rest: [Range<Int>], StayReason)
        case person(StayReason)
    }

    // MARK: Sentences

    /// A sentence, or the part of one, that states what must be true.
    mutating func read(_ range: Range<Int>) -> Finding {
        (obstacle, subject, used) = (nil, nil, [])
        let text = RequirementCues.core(flow.stretch(range))
        guard !text.isEmpty else { return .person(.unknownFact) }
        if RequirementCues.ors.begins(flow.stretch(range)) != nil { return .person(.unclearJoin) }
        if let condition = condition(text) { return checked(condition) }
        if let split = split(text) { return split }
        return .person(reason(text))
    }

    /// A case that rules out: what must not be true is stated as if it were.
    mutating func readExclusion(_ range: Range<Int>) -> Finding {
        (obstacle, subject, used) = (nil, nil, [])
        let text = RequirementCues.core(flow.stretch(range))
        guard let condition = condition(text) else { return .person(reason(text)) }
        return checked(condition)
    }

    private func checked(_ condition: DraftCondition) -> Finding {
        if condition.lacksPlace { return .person(.legalPersonAnywhere) }
        if let term = ownTerm() { return .person(.defined(term: term.text)) }
        return .computed(condition)
    }

    /// A phrase that this document defines otherwise than the vocabulary may.
    private func ownTerm() -> Stretch? {
        defined.first { term in
            used.contains { phrase in
                term.contains(Word(phrase.text)) || phrase.contains(Word(term.text))
            }
        }
    }

    /// Parts between commas that stand by themselves; none where a word ties them together.
    private mutating func split(_ text: Stretch) -> Finding? {
        guard !text.contains("的,") else { return nil }
        let parts = RequirementReader.parts(text) { $0 == "," }
        guard parts.count > 1 else { return nil }
        var found: [DraftCondition] = []
        var rest: [Range<Int>] = []
        for part in parts {
            subject = nil
            let inner = RequirementCues.core(part)
            let before = used
            if let condition = condition(inner), !condition.holdsOr {
                found.append(condition)
            } else if RequirementCues.isTied(part) {
                return nil
            } else if RequirementCues.statements.begins(inner) == nil, book.numberNames.begins(inner) == nil {
                // Another subject: what follows may be said of it.
                return nil
            } else if let last = rest.last, last.upperBound + 1 == part.startIndex {
                rest[rest.count - 1] = last.lowerBound..<part.endIndex
                used = before
            } else {
                rest.append(part.startIndex..<part.endIndex)
                used = before
            }
        }
        guard !found.isEmpty, !rest.isEmpty, ownTerm() == nil else { return nil }
        let whole = DraftCondition.joined(found)
        guard !whole.lacksPlace else { return nil }
        return .split(whole, rest: rest, reason(flow.stretch(rest[0])))
    }

    // MARK: Joining

    /// The whole stretch as a condition; nil when any of it is not understood.
    mutating func condition(_ text: Stretch, depth: Int = 0) -> DraftCondition? {
        let text = RequirementCues.core(text)
        guard !text.isEmpty, text.count <= 200, depth < 6 else { return nil }
        let before = obstacle
        if let one = test(text) { return one }
        // A list of which it is not said whether one or all are meant must not come apart at its signs.
        if obstacle == .unclearJoin, before != .unclearJoin { return nil }
        if let noun = qualified(text, depth: depth) { return noun }
        let commas = Self.parts(text) { $0 == "," }
        if commas.count > 1 { return byCommas(commas, depth: depth) }
        return byWords(text, depth: depth)
    }

    /// 甲，乙，且丙 are all meant; 甲，或乙 is one of two. Both in one sentence are not certain.
    private mutating func byCommas(_ parts: [Stretch], depth: Int) -> DraftCondition? {
        let later = parts.dropFirst()
        let alternatives = later.filter { RequirementCues.ors.begins($0) != nil }.count
        if alternatives == later.count {
            return combined(parts, as: DraftCondition.any, depth: depth)
        }
        guard alternatives == 0 else {
            obstacle = .unclearJoin
            return nil
        }
        // 甲或乙，丙: which of them the comma parts is not certain.
        if parts.contains(where: { RequirementCues.ors.occurs(in: $0) }) {
            let found = each(parts, depth: depth)
            guard let found, !found.contains(where: \.holdsOr) else {
                if found != nil { obstacle = .unclearJoin }
                return nil
            }
            return .joined(found)
        }
        return each(parts, depth: depth).map { .joined($0) }
    }

    private mutating func combined(
        _ parts: [Stretch], as make: ([DraftCondition]) -> DraftCondition, depth: Int
    ) -> DraftCondition? {
        each(parts, depth: depth).map(make)
    }

    private mutating func each(_ parts: [Stretch], depth: Int) -> [DraftCondition]? {
        var found: [DraftCondition] = []
        for part in parts {
            guard !isBareName(RequirementCues.core(part)), let next = condition(part, depth: depth + 1) else {
                return nil
            }
            found.append(next)
        }
        return found
    }

    /// 高新技术企业 without a verb is a member of a list of names, not a requirement of its own.
    private mutating func isBareName(_ text: Stretch) -> Bool {
        let isName = [book.titleNames, book.sizeNames].contains { $0.begins(text)?.count == text.count }
        if isName { obstacle = .unclearJoin }
        return isName
    }

    /// Without commas: 且 alone, 或 alone, or 、 between whole requirements.
    private mutating func byWords(_ text: Stretch, depth: Int) -> DraftCondition? {
        for (lexicon, isOr) in [(RequirementCues.ands, false), (RequirementCues.ors, true)] {
            let parts = Self.cuts(text, at: lexicon)
            guard !parts.isEmpty else { continue }
            let mark = (obstacle, subject, used)
            if isOr { subject = nil }
            if let found = each(parts, depth: depth) {
                guard !found.contains(where: { isOr ? $0.holdsAnd : $0.holdsOr }) else {
                    obstacle = .unclearJoin
                    return nil
                }
                return isOr ? .any(found) : .joined(found)
            }
            (subject, used) = (mark.1, mark.2)
        }
        guard !RequirementCues.ors.occurs(in: text), !text.contains("等") else { return nil }
        let parts = Self.parts(text) { $0 == "、" }
        guard parts.count > 1 else { return nil }
        return each(parts, depth: depth).map { .joined($0) }
    }

    /// Cut at every place where one of the words stands outside brackets; empty when there is none.
    private static func cuts(_ text: Stretch, at lexicon: Lexicon) -> [Stretch] {
        var places: [(at: Int, count: Int)] = []
        var (at, depth) = (text.startIndex, 0)
        while at < text.endIndex {
            if text[at] == "(" || text[at] == "《" { depth += 1 }
            if text[at] == ")" || text[at] == "》" { depth = max(0, depth - 1) }
            if depth == 0, at > text.startIndex, let word = lexicon.match(text, at: at) {
                places.append((at, word.count))
                at += word.count
            } else {
                at += 1
            }
        }
        guard !places.isEmpty, places.count <= 6 else { return [] }
        var parts: [Stretch] = []
        var start = text.startIndex
        for place in places {
            parts.append(text[start..<place.at])
            start = place.at + place.count
        }
        parts.append(text[start..<text.endIndex])
        return parts
    }

    /// 在某市注册的中小企业: what stands before 的, and what kind of enterprise it is.
    private mutating func qualified(_ text: Stretch, depth: Int) -> DraftCondition? {
        guard let cut = Self.lastOf(text), cut > text.startIndex, cut + 1 < text.endIndex else { return nil }
        let noun = text.after(cut + 1)
        let kind: DraftCondition?
        if RequirementCues.enterprises.begins(noun)?.count == noun.count {
            kind = nil
        } else if let test = test(noun) {
            kind = test
        } else {
            return nil
        }
        // 甲，乙的企业: the noun belongs to all of it; 甲或乙的企业 too.
        guard let quality = condition(text[text.startIndex..<cut], depth: depth + 1) else { return nil }
        return kind.map { .joined([quality, $0]) } ?? quality
    }

    private static func lastOf(_ text: Stretch) -> Int? {
        var depth = 0
        for at in text.indices.reversed() {
            if text[at] == ")" { depth += 1 }
            if text[at] == "(" { depth -= 1 }
            if depth == 0, text[at] == "的" { return at }
        }
        return nil
    }

    /// Pieces between signs outside brackets and quotation marks.
    static func parts(_ text: Stretch, at isCut: (Glyph) -> Bool) -> [Stretch] {
        var parts: [Stretch] = []
        var (start, depth) = (text.startIndex, 0)
        for at in text.indices {
            switch text[at] {
            case "(", "《", "[": depth += 1
            case ")", "》", "]": depth = max(0, depth - 1)
            default: break
            }
            guard depth == 0, isCut(text[at]) else { continue }
            if at > start { parts.append(text[start..<at]) }
            start = at + 1
        }
        if start < text.endIndex { parts.append(text[start...]) }
        return parts
    }

    // MARK: One test

    /// The whole stretch as one test of the language.
    private mutating func test(_ text: Stretch) -> DraftCondition? {
        let text = RequirementCues.core(text)
        guard !text.isEmpty else { return nil }
        if let quality = flag(text) ?? lists(text) ?? title(text) { return quality }
        if let kind = size(text) ?? industry(text) ?? listing(text) ?? legalPerson(text) { return kind }
        if let origin = place(text) ?? age(text) { return origin }
        return option(text) ?? number(text)
    }
}

extension DraftCondition {
    fileprivate var holdsOr: Bool {
        switch self {
        case .any: true
        case .all(let parts): parts.contains(where: \.holdsOr)
        case .line, .not, .legalPerson: false
        }
    }

    fileprivate var holdsAnd: Bool {
        if case .all = self { true } else { false }
    }
}
