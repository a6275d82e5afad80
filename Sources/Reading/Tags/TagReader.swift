// SPDX-License-Identifier: Apache-2.0
import Standards

/// Proposes tags in the eleven dimensions, each with the places that it was read from.
struct TagReader {
    let flow: Flow
    let outline: Outline
    let title: TitleReader.Title
    let record: PolicyRecord

    /// At most so many themes: more say nothing.
    private static let mostThemes = 5
    /// At most so many places of a tag are kept.
    private static let mostSpans = 8

    func read() -> [PolicyTag] {
        var tags: [PolicyTag] = []
        for issuer in record.issuers { tags.append(tag(.issuer, issuer.value, issuer.spans)) }
        if let region = record.region { tags.append(tag(.region, region.value.name, region.spans)) }
        tags += kinds() + themes() + places()
        tags += found(.industry, TagWords.industries, in: told())
        tags += found(.park, TagWords.parks, in: told())
        tags += figures(.staff, TagWords.staff, unit: "人")
        tags += figures(.revenue, TagWords.revenue, unit: "元")
        tags += figures(.assets, TagWords.assets, unit: "元")
        tags += found(.ladder, TagWords.ladder, in: told())
        return unique(tags).filter { !$0.spans.isEmpty }
    }

    private func tag(_ dimension: PolicyTag.Dimension, _ value: String, _ spans: [Span]) -> PolicyTag {
        PolicyTag(dimension: dimension, value: value, spans: Array(spans.prefix(Self.mostSpans)))
    }

    /// One tag a word; its places together.
    private func unique(_ tags: [PolicyTag]) -> [PolicyTag] {
        var order: [String] = []
        var merged: [String: PolicyTag] = [:]
        for tag in tags {
            let key = tag.dimension.rawValue + "\n" + tag.value
            if let known = merged[key] {
                let spans = known.spans + tag.spans.filter { !known.spans.contains($0) }
                merged[key] = self.tag(tag.dimension, tag.value, spans)
            } else {
                order.append(key)
                merged[key] = tag
            }
        }
        return order.compactMap { merged[$0] }
    }

    // MARK: Where to look

    /// What the policy says of itself: title, names of measures, amounts, conditions. Background and duties
    /// of offices name every industry there is.
    private func told() -> [Range<Int>] {
        var ranges: [Range<Int>] = title.range.map { [$0] } ?? []
        ranges += outline.measures.compactMap(\.name)
        for passage in outline.passages {
            switch passage.purpose {
            case nil, .support, .conditions: ranges.append(passage.range)
            default: break
            }
        }
        return ranges
    }

    private func found(
        _ dimension: PolicyTag.Dimension, _ table: [(String, Lexicon)], in ranges: [Range<Int>]
    ) -> [PolicyTag] {
        table.compactMap { value, words in
            var spans: [Span] = []
            for range in ranges where spans.count < Self.mostSpans {
                for hit in words.all(flow.stretch(range)) {
                    let span = flow.span(hit.at..<(hit.at + hit.word.count))
                    if !spans.contains(span) { spans.append(span) }
                }
            }
            return spans.isEmpty ? nil : tag(dimension, value, spans.sorted { $0.start < $1.start })
        }
    }

    // MARK: Dimensions

    private func kinds() -> [PolicyTag] {
        let ranges = told()
        return record.kinds.compactMap { kind in
            guard let words = TagWords.kinds[kind] else { return nil }
            return found(.kind, [(kind.rawValue, words)], in: ranges).first
        }
    }

    /// A theme counts for more in the title and in the names of measures; once in passing is no theme.
    private func themes() -> [PolicyTag] {
        let heads = (title.range.map { [$0] } ?? []) + outline.measures.compactMap(\.name)
        let ranges = told()
        let weighed = TagWords.themes.compactMap { value, words -> (PolicyTag, Int)? in
            guard let tag = found(.theme, [(value, words)], in: ranges).first else { return nil }
            let inHeads = heads.filter { words.occurs(in: flow.stretch($0)) }.count
            let weight = tag.spans.count + inHeads * 3
            return weight >= 2 ? (tag, weight) : nil
        }
        let kept = weighed.sorted { $0.1 > $1.1 }.prefix(Self.mostThemes).map(\.0.value)
        return weighed.map(\.0).filter { kept.contains($0.value) }
    }

    private func places() -> [PolicyTag] {
        let conditions = record.items.flatMap(\.conditions)
        return conditions.filter { $0.comparison == .eq && $0.subject == "注册地" }.flatMap { condition in
            let low = flow.origin.firstIndex { $0 >= condition.span.start } ?? 0
            let high = flow.origin.firstIndex { $0 >= condition.span.end } ?? flow.origin.count
            return Gazetteer.find(flow.stretch(low..<max(low, high)), short: true).compactMap {
                found -> PolicyTag? in
                guard let region = found.regions.first, found.regions.count == 1 else { return nil }
                return tag(.registration, region.name, [flow.span(found.range)])
            }
        }
    }

    /// 从业人员300人以下, 营业收入2000万元以上: the threshold is the tag.
    private func figures(_ dimension: PolicyTag.Dimension, _ words: Lexicon, unit: String) -> [PolicyTag] {
        record.items.flatMap(\.conditions).compactMap { condition in
            guard condition.unit == unit, !condition.isJudgement, case .number(let value) = condition.value,
                words.occurs(in: PolicyText(condition.subject + condition.text).glyphs[...])
            else { return nil }
            let side: String
            switch condition.comparison {
            case .ge: side = "以上"
            case .gt: side = "以上（不含）"
            case .le: side = "以下"
            case .lt: side = "以下（不含）"
            default: return nil
            }
            return tag(dimension, Self.written(value, unit) + side, [condition.span])
        }
    }

    private static func written(_ value: Rational, _ unit: String) -> String {
        for (scale, word) in [(100_000_000, "亿"), (10_000, "万")] where unit == "元" {
            let scaled = value.divided(by: Rational(scale)) ?? value
            if value >= Rational(scale) { return scaled.decimalText(places: 4) + word + unit }
        }
        return value.decimalText(places: 2) + unit
    }
}

/// Picks the stretches that a summary may quote.
struct HighlightReader {
    let text: PolicyText
    let record: PolicyRecord

    func read() -> [Highlight] {
        var result: [Highlight] = []
        let conditions = record.items.flatMap(\.conditions)
        let who = conditions.first { $0.comparison == .in && !$0.isJudgement && $0.text.count <= 80 }
        let place = conditions.first { $0.subject == "注册地" }
        let fact = conditions.first { !$0.isJudgement && $0.comparison != .not }
        if let span = (who ?? place ?? fact)?.span { result.append(highlight(.who, span)) }
        let supports = record.items.flatMap(\.supports)
        let most = supports.max { ceiling($0) < ceiling($1) }
        if let most { result.append(highlight(.amount, most.span)) }
        if let until = record.applyTo ?? record.validTo, let span = until.spans.first {
            result.append(highlight(.until, span))
        }
        return result
    }

    private func ceiling(_ support: Support) -> Rational {
        support.cap ?? support.amount ?? support.floor ?? Rational(0)
    }

    private func highlight(_ question: Highlight.Question, _ span: Span) -> Highlight {
        Highlight(question: question, span: span, text: text.excerpt(span))
    }
}
