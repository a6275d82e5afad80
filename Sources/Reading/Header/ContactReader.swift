// SPDX-License-Identifier: Apache-2.0

/// Finds telephone numbers and whose they are. A number counts only where the text says that it is one.
struct ContactReader {
    let flow: Flow
    let outline: Outline

    func read() -> [PolicyRecord.Contact] {
        var contacts: [PolicyRecord.Contact] = []
        var seen: Set<String> = []
        var isOpen = false
        for paragraph in flow.paragraphs {
            let isLabelled = paragraph.label?.purpose == .contact
            if paragraph.label != nil { isOpen = isLabelled }
            let text = flow.stretch(paragraph.range)
            let isHeading = SectionNames.purpose(ofHeading: flow.stretch(paragraph.body)) == .contact
            defer {
                if isHeading {
                    isOpen = true
                } else if paragraph.mark != nil, !isLabelled, text.count > 60 {
                    isOpen = false
                }
            }
            for number in Self.numbers(text) {
                guard isOpen || isLabelled || Self.isAnnounced(text, number) else { continue }
                let digits = flow.stretch(number).text.filter(\.isNumber)
                guard seen.insert(digits).inserted else { continue }
                contacts.append(
                    PolicyRecord.Contact(
                        name: name(text.upTo(number.lowerBound), paragraph), phone: flow.excerpt(number),
                        span: flow.span(number)))
            }
        }
        return contacts
    }

    // MARK: Numbers

    /// Telephone numbers in a text: 0575-85131234, 85157000, 400-123-4567, 13912345678, 12345.
    static func numbers(_ text: Stretch) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var at = text.startIndex
        while at < text.endIndex {
            guard text[at].isDigit || (text[at] == "(" && text.after(at + 1).first == "0") else {
                at += 1
                continue
            }
            let end = run(text, at)
            if let number = number(text, at..<end) { found.append(number) }
            at = max(end, at + 1)
        }
        return found
    }

    /// Digits with the signs that join a number's parts.
    private static func run(_ text: Stretch, _ start: Int) -> Int {
        var end = start
        while end < text.endIndex {
            let glyph = text[end]
            let next = end + 1 < text.endIndex ? text[end + 1] : " "
            if glyph.isDigit || (glyph == "(" && end == start) || (glyph == ")" && text[start] == "(") {
                end += 1
            } else if glyph == "-" || glyph == " ", next.isDigit, end > start {
                end += 1
            } else if glyph == "转", next.isDigit {
                end += 1
            } else {
                break
            }
        }
        return end
    }

    private static func number(_ text: Stretch, _ range: Range<Int>) -> Range<Int>? {
        let before = range.lowerBound > text.startIndex ? text[range.lowerBound - 1] : Glyph(" ")
        let after = range.upperBound < text.endIndex ? text[range.upperBound] : Glyph(" ")
        let lead = text.upTo(range.lowerBound).trimmed(":").suffix(8)
        if noPhones.occurs(in: lead) || after.isLatin { return nil }
        if before.isLatin || before == "." || before == "_" || before == "="
            || "元万年月日%号个项人家户".unicodeScalars.contains(after)
            || after == "." && text.after(range.upperBound + 1).first?.isDigit == true
        {
            return nil
        }
        let main = text[range].prefix { $0 != "转" }
        let digits = main.filter(\.isDigit)
        let count = digits.count
        guard let first = digits.first else { return nil }
        let isPlausible =
            switch count {
            case 7, 8:
                first >= "2" && first <= "9" && !main.contains("-")
                    || main.contains("-") && main.prefix(while: \.isDigit).count >= 7
            case 10: first == "4" || first == "8" || first == "0"
            case 11: first == "1" && !main.contains("-") || first == "0" || main.contains("-")
            case 12: first == "0"
            case 9, 13...17: main.contains("-") && (first == "0" || main.prefix(while: \.isDigit).count >= 7)
            case 5:
                first == "1"
                    && (digits[digits.index(digits.startIndex, offsetBy: 1)] == "2"
                        || digits[digits.index(digits.startIndex, offsetBy: 1)] == "1")
            default: false
            }
        guard isPlausible, main.first != "-" else { return nil }
        // 2023-05-10 is a day.
        let parts = main.split(separator: "-")
        if parts.count == 3, parts[0].count == 4, parts[1].count <= 2 { return nil }
        return range
    }

    /// The words just before say that a telephone number follows; or it stands behind a body's name.
    private static func isAnnounced(_ text: Stretch, _ number: Range<Int>) -> Bool {
        let before = text.upTo(number.lowerBound).suffix(40)
        if words.occurs(in: before) { return true }
        let core = before.trimmed(":,、(")
        let hasArea = text[number].first == "0" && text[number].contains("-")
        return Organisations.endings.ends(core) != nil && (hasArea || text.count <= 40) && number.count >= 7
    }

    /// What is told in digits and is no telephone.
    private static let noPhones: Lexicon = [
        "代码", "编号", "帐号", "账号", "邮编", "邮政编码", "QQ", "证号", "序号", "备案号", "文号", "编码", "传真",
    ]

    private static let words: Lexicon = [
        "电话", "热线", "联系人", "咨询", "联系方式", "手机", "座机", "传真电话", "致电", "拨打", "联络", "客服", "电 话", "Tel", "tel",
        "TEL", "联系",
    ]

    // MARK: Names

    /// The words between the last sign and the number, without those that only say telephone.
    private func name(_ before: Stretch, _ paragraph: Paragraph) -> String? {
        var text = before.trimmed(":,、(;。-")
        // A second number of the same office stands behind the first.
        while let last = text.last, last.isDigit || last == "-" || last == "/" { text = text.dropLast() }
        text = text.trimmed(":,、(;")
        while let word = Self.phoneWords.ends(text) { text = text.dropLast(word.count).trimmed(":,、(;。") }
        let start =
            text.lastIndex { $0 == "," || $0 == ";" || $0 == "。" || $0 == "、" || $0.isDigit || $0 == ")" }.map
        { $0 + 1 } ?? text.startIndex
        var name = text.after(start).trimmed(":()")
        while let word = Self.personWords.begins(name) {
            name = name.after(name.startIndex + word.count).trimmed(":")
        }
        guard name.count >= 2, name.count <= 30,
            name.allSatisfy({ $0.isHan || $0.isLatin || $0 == "(" || $0 == ")" })
        else { return nil }
        return flow.excerpt(name.startIndex..<name.endIndex)
    }

    private static let phoneWords: Lexicon = [
        "联系电话", "咨询电话", "电话", "热线", "咨询热线", "服务热线", "联系方式", "联络方式", "手机", "办公电话", "监督电话", "受理电话", "咨询",
    ]
    private static let personWords: Lexicon = ["联系人", "经办人", "咨询电话", "联系方式", "咨询"]
}
