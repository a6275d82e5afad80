// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads what a document says of itself: title, issuers, number, date.
struct HeaderReader {
    let flow: Flow
    let figures: Figures
    let title: TitleReader.Title

    func read(into record: inout PolicyRecord) {
        if let range = title.range { record.title = cited(range, flow.excerpt(cleaned(range))) }
        record.number = number()
        record.published = published()
        record.issuers = issuers()
    }

    func cited<Value: Sendable>(_ range: Range<Int>, _ value: Value) -> PolicyRecord.Cited<Value> {
        PolicyRecord.Cited(value: value, spans: [flow.span(range)])
    }

    private func cleaned(_ range: Range<Int>) -> Range<Int> {
        let text = flow.stretch(range).trimmed("#*-")
        return text.startIndex..<text.endIndex
    }

    /// Values of a particular, in order.
    func values(_ purpose: Purpose) -> [Range<Int>] {
        flow.paragraphs.compactMap { $0.label?.purpose == purpose && !$0.range.isEmpty ? $0.range : nil }
    }

    // MARK: Number

    private func number() -> PolicyRecord.Cited<String>? {
        for range in values(.number) {
            if let found = DocumentNumber.find(flow.stretch(range)) { return compact(found) }
        }
        // Alone on a line at the head, or in brackets behind the title.
        for index in flow.paragraphs.indices.prefix(max(title.bodyStart + 1, 12)) {
            let text = flow.stretch(flow.paragraphs[index].range)
            guard text.count <= 60, let found = DocumentNumber.find(text) else { continue }
            if found.count + 4 >= text.count { return compact(found) }
            if title.paragraphs.contains(index), text.upTo(found.lowerBound).last == "(" {
                return compact(found)
            }
        }
        return nil
    }

    private func compact(_ range: Range<Int>) -> PolicyRecord.Cited<String> {
        cited(range, flow.excerpt(range).filter { !$0.isWhitespace })
    }

    // MARK: Date

    private func published() -> PolicyRecord.Cited<Day>? {
        if let signature = signatureDate() { return signature }
        for range in values(.published) {
            let window = range.lowerBound..<min(range.upperBound, range.lowerBound + 30)
            if let date = figures.dates(in: window).first, let day = date.day(year: nil) {
                return cited(date.range, day)
            }
        }
        // A date alone on a line at the head.
        for paragraph in flow.paragraphs.prefix(max(title.bodyStart, 6)) where paragraph.label == nil {
            if let found = lone(paragraph) { return found }
        }
        return nil
    }

    /// A line that is nothing but a date, behind a line that is nothing but a body's name.
    private func signatureDate() -> PolicyRecord.Cited<Day>? {
        for index in flow.paragraphs.indices.reversed() {
            guard let found = lone(flow.paragraphs[index]) else { continue }
            let before = flow.paragraphs[safe: index - 1].map { flow.stretch($0.range) }
            if let before, Organisations.ends(before) || SignatureReader.isList(before) { return found }
        }
        return nil
    }

    private func lone(_ paragraph: Paragraph) -> PolicyRecord.Cited<Day>? {
        let text = flow.stretch(paragraph.range).trimmed("()")
        guard text.count <= 24, let date = figures.dates(in: paragraph.range).first,
            let day = date.day(year: nil)
        else { return nil }
        let rest = text.count - date.range.count
        return rest <= 9 && text.filter(\.isHan).count - flow.stretch(date.range).filter(\.isHan).count <= 2
            ? cited(date.range, day) : nil
    }

    // MARK: Issuers

    private func issuers() -> [PolicyRecord.Cited<String>] {
        let labelled = labelled(isSource: false)
        if !labelled.isEmpty { return unique(labelled) }
        let signed = SignatureReader(flow: flow, bodyStart: title.bodyStart).ranges().flatMap { names($0) }
        if !signed.isEmpty { return unique(signed) }
        if let front = title.issuers { return unique(names(front)) }
        // 来源 is who put the page up: often the issuer under a shorter name.
        let sources = self.labelled(isSource: true)
        return unique(sources.isEmpty ? announced() : sources)
    }

    private func labelled(isSource: Bool) -> [PolicyRecord.Cited<String>] {
        flow.paragraphs.filter { paragraph in
            guard let label = paragraph.label, label.purpose == .issuer, !paragraph.range.isEmpty else {
                return false
            }
            return (IssuerCues.sources.begins(flow.stretch(label.range)) != nil) == isSource
        }.flatMap { names($0.range) }
    }

    /// The bodies in a range, cut at 、 and at the spaces of the original.
    private func names(_ range: Range<Int>) -> [PolicyRecord.Cited<String>] {
        SignatureReader.split(flow, range).compactMap { part in
            let text = IssuerCues.cleaned(flow.stretch(part))
            guard text.count >= 3, text.count <= 30, !text.contains("http") else { return nil }
            let last = Organisations.endings.ends(text) != nil
            guard last else { return nil }
            return cited(text.startIndex..<text.endIndex, flow.excerpt(text.startIndex..<text.endIndex))
        }
    }

    /// 某省人社部门推出…: the opening sentence names who made it.
    private func announced() -> [PolicyRecord.Cited<String>] {
        for paragraph in flow.paragraphs.prefix(4) where paragraph.label == nil {
            let text = flow.stretch(paragraph.range)
            guard let verb = IssuerCues.made.find(text), verb.at - text.startIndex <= 60 else { continue }
            let before = text.upTo(verb.at)
            let start =
                before.lastIndex { $0 == "," || $0 == "。" || $0 == ":" || $0.isSpace }.map { $0 + 1 }
                ?? before.startIndex
            let name = IssuerCues.cleaned(before.after(start))
            if name.count >= 4, name.count <= 24, Organisations.endings.ends(name) != nil,
                Organisations.strong.ends(name) != nil || name.hasSuffix("部门")
            {
                return [cited(name.startIndex..<name.endIndex, flow.excerpt(name.startIndex..<name.endIndex))]
            }
        }
        return []
    }

    private func unique(_ names: [PolicyRecord.Cited<String>]) -> [PolicyRecord.Cited<String>] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.value.filter { !$0.isWhitespace }).inserted }
    }
}

/// Words around issuers, as data.
enum IssuerCues {
    static let sources: Lexicon = ["来源", "信息来源", "文章来源", "内容来源", "稿源", "政策来源", "数据来源", "主管部门", "信息提供"]
    static let made: Lexicon = ["推出", "出台", "印发", "发布", "制定", "联合印发", "联合发布", "联合出台", "梳理"]
    private static let suffixes: Lexicon = [
        "官网", "官方网站", "网站", "门户网站", "微信公众号", "公众号", "官方微信", "微信", "发布", "等部门", "等四部门", "等三部门", "等五部门", "等六部门",
        "等两部门", "等七部门", "等八部门", "官微",
        "信息公开", "联合", "近日", "等单位",
    ]
    private static let prefixes: Lexicon = ["近日", "日前", "今日", "由"]

    /// Without the words that are no part of the name.
    static func cleaned(_ text: Stretch) -> Stretch {
        var text = text.trimmed("()[]、,:。")
        while let suffix = suffixes.ends(text), text.count > suffix.count + 2 {
            text = text.dropLast(suffix.count)
        }
        while let prefix = prefixes.begins(text), text.count > prefix.count + 2 {
            text = text.after(text.startIndex + prefix.count)
        }
        return text
    }
}
