// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// Drafts rules from a document in the words of a library: one for each measure that asks something.
///
/// Each official sentence is a clause with its words and place. A sentence of which every word is
/// understood becomes a line; all others stay as `需人工判断` with their words and the reason. Numbers, years,
/// comparisons, regions, 且 and 或 come from the sentence or not at all.
///
/// ```swift
/// let drafts = Drafting(library: library).drafts(of: try Document.read(bytes))
/// print(drafts.first?.text ?? "")
/// ```
public struct Drafting: Sendable {
    private let book: PhraseBook
    private let lines: LineReading
    private let formatting: Formatting

    /// Takes a few milliseconds; one serves for many documents.
    public init(library: Library) {
        lines = LineReading(library: library)
        formatting = Formatting(library: library)
        book = PhraseBook(library.vocabulary)
    }

    /// The drafts in the order of the document; empty when it asks nothing. Never fails.
    public func drafts(of text: PolicyText) -> [DraftRule] {
        let parts = Reader.parts(text)
        let articles = ArticleReader.read(parts.flow)
        var results: [(measure: Int, result: ClauseDrafting.Result)] = []
        let drafting = clauseDrafting(parts, articles)
        for measure in parts.outline.measures.indices {
            var own = drafting
            let result = own.read(measure: measure)
            if result.isAsked { results.append((measure, result)) }
        }
        // What stands under no measure, and a heading that only rules out, hold for all of them.
        var common: [(measure: Int, conditions: [DraftPart])] = []
        for (measure, result) in results where !result.conditions.isEmpty {
            let onlyRulesOut = result.amounts.isEmpty && result.conditions.allSatisfy(\.isExclusion)
            if measure == 0 || onlyRulesOut { common.append((measure, result.conditions)) }
        }
        let others = results.filter { found in
            !found.result.amounts.isEmpty || !common.contains { $0.measure == found.measure }
        }
        if !others.isEmpty { results = others }
        return results.enumerated().compactMap { index, found in
            let shared = common.filter { $0.measure != found.measure }.enumerated().flatMap { place, part in
                part.conditions.map { $0.renumbered(prefix: place == 0 ? "共" : "共\(place + 1)-") }
            }
            let writer = RuleWriter(
                parts: parts, lines: lines, formatting: formatting, name: name(found.measure, parts),
                index: index + 1)
            return writer.draft(found.result, common: shared)
        }
    }

    private func clauseDrafting(_ parts: Reader.Parts, _ articles: [Int: String]) -> ClauseDrafting {
        let home = parts.record.region?.value.code.flatMap { Region(code: $0) }
        let reader = RequirementReader(
            book: book, flow: parts.flow, figures: parts.figures, home: home,
            defined: DefinitionReader.read(parts.flow))
        return ClauseDrafting(
            parts: parts, articles: articles, reader: reader,
            amounts: AmountReader(flow: parts.flow, figures: parts.figures, book: book))
    }

    private func name(_ measure: Int, _ parts: Reader.Parts) -> String {
        let range = parts.outline.measures[measure].name ?? parts.title.range
        let text = range.map { parts.flow.excerpt($0) } ?? ""
        return text.isEmpty ? "未命名" : text
    }
}

/// The marks of articles and items that a paragraph stands under: 第五条(一).
enum ArticleReader {
    static func read(_ flow: Flow) -> [Int: String] {
        var stack: [(style: ListMark.Style, text: String)] = []
        var articles: [Int: String] = [:]
        for (index, paragraph) in flow.paragraphs.enumerated() {
            if let mark = paragraph.mark {
                while let last = stack.last, last.style >= mark.style { stack.removeLast() }
                let range = paragraph.range.lowerBound..<(paragraph.range.lowerBound + mark.length)
                stack.append((mark.style, flow.stretch(range).trimmed("、.:。").text))
            }
            articles[index] = stack.map(\.text).joined()
        }
        return articles
    }
}

/// The words that a document defines for itself: 小微企业是指….
enum DefinitionReader {
    private static let cues: Lexicon = ["是指", ",指", "所称"]
    private static let longest = 16

    static func read(_ flow: Flow) -> [Stretch] {
        var terms: [Stretch] = []
        for paragraph in flow.paragraphs {
            let text = flow.stretch(paragraph.range)
            for cue in cues.all(text) {
                let term =
                    cue.word == "所称"
                    ? text.after(cue.at + 2).trimmed("的").prefix { $0.isHan }.prefix(longest)
                    : text[max(text.startIndex, cue.at - longest)..<cue.at].trimmed(",\"")
                let start = term.lastIndex { !$0.isHan }.map { $0 + 1 } ?? term.startIndex
                let core = term.after(start)
                if core.count >= 2 { terms.append(core) }
            }
        }
        return terms
    }
}
