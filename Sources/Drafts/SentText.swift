// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Reading

/// Official text as it may leave the house: without telephone numbers, addresses of mail, names of people
/// whom to ask, and numbers of papers. Whole sentences go rather than single words; what is cut says so.
struct SentText: Sendable {
    /// Stands where something was cut.
    static let gap = "〔略去联系方式〕"

    let text: String

    /// - Parameter content: whose contacts are looked for, besides what looks like one.
    init(_ official: String, of content: PolicyContent) {
        let record = Reader.read(PolicyText(official))
        let names = record.contacts.compactMap(\.name) + content.contacts.map(\.name)
        let people = Set(names.flatMap(Self.people))
        let phones = Set(
            (record.contacts.map(\.phone) + content.contacts.map(\.phone) + content.items.map(\.phone))
                .map { $0.filter(\.isNumber) }.filter { $0.count >= 5 })
        var lines: [[(text: String, isCut: Bool)]] = []
        for line in official.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append(
                Self.sentences(line).map { sentence in
                    (sentence, Self.isContact(sentence, people: people, phones: phones))
                })
        }
        // 王琳 in a cell of its own, beside, above or below a number.
        let hasCut = lines.map { $0.contains(where: \.isCut) }
        for index in lines.indices {
            let around = (index - 1...index + 1).filter { lines.indices.contains($0) }
            guard around.contains(where: { hasCut[$0] }) else { continue }
            for place in lines[index].indices where Self.isName(lines[index][place].text) {
                lines[index][place].isCut = true
            }
        }
        text = lines.map(Self.joined).joined(separator: "\n")
    }

    private static func joined(_ sentences: [(text: String, isCut: Bool)]) -> String {
        var text = ""
        for sentence in sentences where !(sentence.isCut && text.hasSuffix(gap)) {
            text += sentence.isCut ? gap : sentence.text
        }
        return text
    }

    private static func sentences(_ line: Substring) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        for character in line {
            sentence.append(character)
            if "。；;！!？?\t".contains(character) {
                sentences.append(sentence)
                sentence = ""
            }
        }
        if !sentence.isEmpty { sentences.append(sentence) }
        return sentences
    }

    private static func isContact(_ sentence: String, people: Set<String>, phones: Set<String>) -> Bool {
        if cues.contains(where: { sentence.contains($0) }) || hasMail(sentence) { return true }
        if people.contains(where: { sentence.contains($0) }) { return true }
        let digits = sentence.filter(\.isNumber)
        return phones.contains { digits.contains($0) } || hasLongNumber(sentence)
    }

    private static let cues = [
        "联系人", "联系电话", "联系方式", "咨询电话", "电话：", "电话:", "电 话", "手机号", "手机：", "手机:", "热线", "传真", "邮箱", "微信号",
        "微信：", "QQ", "经办人", "签发人", "承办人", "填表人", "聯繫", "聯絡", "電話", "郵箱", "身份证号", "先生", "女士", "同志",
    ]

    private static func hasMail(_ sentence: String) -> Bool {
        sentence.contains(/[A-Za-z0-9._%+-]+\s*[@＠]\s*[A-Za-z0-9-]+\.[A-Za-z]/)
    }

    /// Seven digits or more, with the signs that join the parts of a number: a telephone, an account, a
    /// paper. Dates and sums are none: 2023-07-01, 20000000元, 1,000,000.
    private static func hasLongNumber(_ sentence: String) -> Bool {
        let plain = String(String.UnicodeScalarView(sentence.unicodeScalars.map(narrow)))
        for match in plain.matches(of: /\(?\d[\d\-() ]{5,}\d/) {
            let text = match.output
            let count = text.count(where: \.isNumber)
            if count < 7 || text.wholeMatch(of: /\d{4}-\d{1,2}-\d{1,2}/) != nil { continue }
            let after = plain[match.range.upperBound...].drop { $0 == " " }.first ?? " "
            if !"元万亿千百".contains(after) { return true }
        }
        return false
    }

    /// Digits and signs of full width, and the dashes of page makers, as a keyboard types them.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x2010...0x2015, 0x2212: "-"
        default: scalar
        }
    }

    /// The people in the name of a contact; 市经信局企业处 is none.
    private static func people(_ name: String) -> [String] {
        name.split { !$0.isHan }.map(String.init).filter(isName)
    }

    /// A family name and one or two characters.
    private static func isName(_ text: String) -> Bool {
        let name = text.filter { !$0.isWhitespace }
        guard (2...4).contains(name.count), name.allSatisfy(\.isHan), let first = name.first else {
            return false
        }
        guard let last = name.last, !"局科处中心办室部委厅院会站所司股条款项件准限级类区县市省镇乡街道村台园馆校社行队组线号网案".contains(last) else {
            return false
        }
        return families.contains(first) || doubleFamilies.contains { name.hasPrefix($0) }
    }

    /// The hundred most frequent family names, and some more.
    private static let families = Set(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤施俞章鲍葛殷温祝庄纪项翁柳路季芦齐"
    )
    private static let doubleFamilies = ["欧阳", "上官", "司马", "诸葛", "慕容", "皇甫", "令狐", "尉迟", "夏侯", "东方"]
}

extension Character {
    fileprivate var isHan: Bool { unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false }
}
