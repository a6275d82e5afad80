// SPDX-License-Identifier: Apache-2.0

/// Walks the paragraphs once with a stack of open headings, labels and list announcements.
struct OutlineReader {
    private struct Frame {
        /// The depth of the mark, doubled; nil until the first item tells how deep an announced list is.
        var rank: Int?
        var purpose: Purpose?
        var measure: Int?
        var alternatives: Int?
        var isExclusion = false
        /// Which announcement opened it.
        var scope: Int?
        /// The name of a measure under a heading of requirements: what follows is told in running text.
        var isMixed = false
        var isLabel = false
        /// An inline label (补贴对象：…) ends with its list; a label of its own line stays until the next one.
        var isInline = false
    }

    private let flow: Flow
    private var stack: [Frame] = []
    private var outline = Outline()
    private var groups = 0
    private var scopes = 0
    private var title: Range<Int>?

    static func read(_ flow: Flow, title: TitleReader.Title) -> Outline {
        var reader = OutlineReader(flow: flow)
        reader.outline.titleParagraphs = title.paragraphs
        reader.title = title.range
        reader.walk(from: title.bodyStart)
        return reader.outline
    }

    private init(flow: Flow) {
        self.flow = flow
        outline.measures.append(Measure(name: nil, isHeading: false))
    }

    private mutating func walk(from start: Int) {
        // The name of a measure in front of its first part is no part of the document's head.
        var start = start
        if let before = flow.paragraphs[safe: start - 1], let first = flow.paragraphs[safe: start],
            first.label != nil, before.label == nil, !outline.titleParagraphs.contains(start - 1),
            let last = outline.titleParagraphs.last, last < start - 1,
            MeasureCues.nouns.ends(flow.stretch(before.body)) != nil
        {
            start -= 1
        }
        for index in flow.paragraphs.indices {
            if index < start || outline.titleParagraphs.contains(index) {
                outline.head.append(index)
                continue
            }
            let paragraph = flow.paragraphs[index]
            if let label = paragraph.label {
                open(label: label.purpose, isInline: !paragraph.range.isEmpty)
            } else if let mark = paragraph.mark {
                close(mark)
            }
            if paragraph.range.isEmpty { continue }
            read(index, paragraph)
        }
    }

    // MARK: Frames

    private mutating func open(label purpose: Purpose, isInline: Bool) {
        if let last = stack.lastIndex(where: \.isLabel) { stack.removeSubrange(last...) }
        stack.append(Frame(rank: nil, purpose: purpose, isLabel: true, isInline: isInline))
    }

    /// A mark ends the frames of its own style and of deeper ones.
    private mutating func close(_ mark: ListMark) {
        let rank = mark.style.rawValue * 2
        if let same = stack.firstIndex(where: { $0.rank.map { $0 >= rank } ?? false }) {
            stack.removeSubrange(same...)
        }
        guard let top = stack.last else { return }
        // An inline label does not govern a list that stands at the level of headings.
        if top.isLabel, top.isInline, mark.style <= .hanBracket {
            stack.removeLast()
        } else if !top.isLabel, top.rank == nil {
            stack[stack.count - 1].rank = rank - 1
        }
    }

    private var purpose: Purpose? { stack.last { $0.purpose != nil || $0.isMixed }?.purpose }
    private var measure: Int { stack.last { $0.measure != nil }?.measure ?? 0 }

    // MARK: Paragraphs

    private mutating func read(_ index: Int, _ paragraph: Paragraph) {
        let body = flow.stretch(paragraph.body)
        let rank = paragraph.mark.map { $0.style.rawValue * 2 }
        if isHeading(index, paragraph) {
            heading(paragraph, index: index, rank: rank)
            return
        }
        // Running text behind an announcement without a single item ends the announcement.
        if paragraph.mark == nil, paragraph.label == nil, let top = stack.last, !top.isLabel, top.rank == nil
        {
            stack.removeLast()
        }
        var range = paragraph.body
        if let rank, let (name, rest) = inlineHeading(body, mark: paragraph.mark) {
            let purpose = SectionNames.purpose(ofHeading: flow.stretch(name))
            let measure = purpose == nil ? add(Measure(name: name, isHeading: true)) : nil
            stack.append(
                Frame(
                    rank: rank, purpose: purpose, measure: measure,
                    isMixed: measure != nil && self.purpose == .conditions))
            range = rest
        }
        range = inlineList(index, paragraph, range)
        let announced = announcement(flow.stretch(range), rank: rank)
        add(index, paragraph, range, role: announced == nil ? .text : .intro)
        if var announced {
            scopes += 1
            announced.scope = scopes
            stack.append(announced)
        }
    }

    /// 有下列情形的不予支持：列入…的；纳入…的 in one paragraph: the list is added by itself. What remains is returned.
    private mutating func inlineList(_ index: Int, _ paragraph: Paragraph, _ range: Range<Int>) -> Range<Int>
    {
        let text = flow.stretch(range)
        guard let colon = text.prefix(60).firstIndex(of: ":"), colon + 4 < text.endIndex,
            MeasureCues.cases.occurs(in: text[..<colon]) || MeasureCues.oneOf.occurs(in: text[...colon]),
            var frame = announcement(text[...colon], rank: nil)
        else { return range }
        frame.alternatives = nil
        stack.append(frame)
        add(index, paragraph, (colon + 1)..<range.upperBound, role: .text)
        stack.removeLast()
        return range.lowerBound..<(colon + 1)
    }

    private mutating func heading(_ paragraph: Paragraph, index: Int, rank: Int?) {
        let body = flow.stretch(paragraph.body)
        let purpose = SectionNames.purpose(ofHeading: body)
        if paragraph.mark == nil {
            if let purpose {
                open(label: purpose, isInline: false)
            } else {
                // The title once more, in front of the text that a notice hands on, opens nothing new.
                stack =
                    isTitle(body)
                    ? [] : [Frame(rank: -1, measure: add(Measure(name: paragraph.body, isHeading: true)))]
            }
        } else {
            let measure = purpose == nil ? add(Measure(name: paragraph.body, isHeading: true)) : nil
            // A named measure under a part's name starts afresh: what it is for is told by its own parts.
            stack.append(
                Frame(
                    rank: rank, purpose: purpose, measure: measure,
                    isMixed: measure != nil && self.purpose == .conditions))
        }
        add(index, paragraph, paragraph.body, role: .heading)
    }

    private func isTitle(_ text: Stretch) -> Bool {
        guard let title else { return false }
        return flow.stretch(title).contains(Word(text.text)) || text.contains(Word(flow.stretch(title).text))
    }

    private mutating func add(_ measure: Measure) -> Int {
        outline.measures.append(measure)
        return outline.measures.count - 1
    }

    private mutating func add(_ index: Int, _ paragraph: Paragraph, _ range: Range<Int>, role: Passage.Role) {
        guard !range.isEmpty else { return }
        let list = stack.last { $0.alternatives != nil || $0.isExclusion }
        outline.passages.append(
            Passage(
                range: range, paragraph: index, role: role, purpose: purpose, measure: measure,
                alternatives: list?.alternatives, isExclusion: list?.isExclusion ?? false,
                scope: stack.last { $0.scope != nil }?.scope, mark: paragraph.mark))
    }

    // MARK: What a paragraph is

    /// A short line without the punctuation of a sentence, which something else stands under.
    private func isHeading(_ index: Int, _ paragraph: Paragraph) -> Bool {
        let body = flow.stretch(paragraph.body)
        guard paragraph.label == nil || paragraph.mark != nil, body.count >= 2, body.count <= 40,
            let last = body.last
        else { return false }
        let core = last == "。" || last == ":" ? body.dropLast() : body
        guard !core.contains(where: { $0.isStop || $0 == "," }) else { return false }
        if SectionNames.purpose(ofHeading: core) != nil { return core.count <= 16 }
        if last == "。", paragraph.mark != nil, core.count <= 20, MeasureCues.nouns.ends(core) != nil,
            !core.contains(where: \.isDigit), let below = flow.paragraphs[safe: index + 1]?.mark,
            let own = paragraph.mark, below.style > own.style
        {
            return true
        }
        guard last != "。", last != ":", core.count <= 36 else { return false }
        guard let next = flow.paragraphs[safe: index + 1] else { return false }
        if core.filter(\.isDigit).count >= 7 { return false }
        if Organisations.ends(core) || core.allSatisfy({ !$0.isHan }) { return false }
        guard let mark = paragraph.mark else {
            return core.count <= 24 && core.filter(\.isHan).count >= 4 && !isInsideList && !isDate(core)
        }
        if mark.style == .chapter { return true }
        guard let nextMark = next.mark else { return next.label != nil || mark.style <= .number }
        return nextMark.style > mark.style
    }

    /// Under a name of its own line nothing short is a heading: it is a value in a table.
    private var isInsideList: Bool { stack.contains { $0.isLabel && !$0.isInline } }

    private func isDate(_ text: Stretch) -> Bool { text.first?.isDigit == true && text.last == "日" }

    /// 第二条 支持企业技术改造。对… : a first sentence that only names the measure.
    private func inlineHeading(_ body: Stretch, mark: ListMark?) -> (Range<Int>, Range<Int>)? {
        guard let mark, mark.style <= .number || mark.style == .ordinal else { return nil }
        guard let stop = body.prefix(32).firstIndex(where: { $0 == "。" || $0 == ":" }),
            stop > body.startIndex + 1
        else { return shortName(body) }
        let name = body[..<stop]
        let rest = body[(stop + 1)...]
        if SectionNames.purpose(ofHeading: name) != nil {
            return (name.startIndex..<name.endIndex, rest.startIndex..<rest.endIndex)
        }
        if let short = shortName(body) { return short }
        guard !rest.isEmpty, body[stop] == "。", !name.contains(where: \.isDigit) else { return nil }
        guard MeasureCues.verbs.begins(name) != nil || MeasureCues.nouns.ends(name) != nil else { return nil }
        return (name.startIndex..<name.endIndex, rest.startIndex..<rest.endIndex)
    }

    /// (二)鼓励支持网货产品开发，…: the name ends at the first comma.
    private func shortName(_ body: Stretch) -> (Range<Int>, Range<Int>)? {
        guard let comma = body.prefix(19).firstIndex(of: ","), comma + 4 < body.endIndex,
            comma - body.startIndex >= 6
        else { return nil }
        let name = body[..<comma]
        guard MeasureCues.verbs.begins(name) != nil,
            !name.contains(where: { $0.isDigit || $0 == "的" || $0 == "(" })
        else { return nil }
        guard !ConditionCues.people.occurs(in: name) || MeasureCues.nouns.ends(name) != nil else {
            return nil
        }
        return (name.startIndex..<name.endIndex, (comma + 1)..<body.endIndex)
    }

    /// A line that announces a list, and what the list holds.
    private mutating func announcement(_ text: Stretch, rank: Int?) -> Frame? {
        let isOneOf = MeasureCues.oneOf.occurs(in: text)
        guard text.last == ":" || isOneOf else { return nil }
        let ending = text.suffix(40)
        var frame = Frame(rank: rank, purpose: nil)
        if MeasureCues.exclusion.occurs(in: ending), MeasureCues.cases.occurs(in: ending) {
            frame.purpose = .conditions
            frame.isExclusion = true
        } else if MeasureCues.materials.occurs(in: ending) {
            frame.purpose = .materials
        } else if isOneOf {
            frame.purpose = .conditions
            groups += 1
            frame.alternatives = groups
        } else if MeasureCues.requirements.occurs(in: ending) {
            frame.purpose = .conditions
        } else {
            return nil
        }
        return frame
    }
}
