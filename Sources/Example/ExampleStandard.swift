// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Rules
import Standards

/// A document that exists, of which the packs hold the rule: title, number, issuer, address and words come
/// from there, and nothing is made up. Windows for applications are not in the packs, so there are none here.
struct ExampleStandard: Sendable {
    /// Codes of the rules that the document holds; the first names the document.
    let rules: [String]
    let kinds: [PolicyKind]
    let themes: [String]
    var tiers: [String] = []
    var applying = PolicyContent.Applying.online
    /// Where one applies; empty where the packs and common knowledge do not say.
    var address = ""
    /// A sentence in everyday words.
    let summary: String
    /// The last day, where the document says one.
    var validTo: String?
    /// Whether the document's own first day is the rule's.
    var isDated = false
    var level = PolicyLevel.nation
    var department: String?

    static let all = [
        ExampleStandard(
            rules: ["zjtx", "little-giant"], kinds: [.recognition], themes: ["专精特新", "梯度培育"],
            tiers: ["zjtx", "little-giant"], address: "https://zjtx.miit.gov.cn",
            summary: "专精特新中小企业和“小巨人”企业怎样认定：专注细分市场、研发投入和知识产权达到标准的中小企业可以申请。",
            isDated: true),
        ExampleStandard(
            rules: ["innovative-sme"], kinds: [.recognition], themes: ["创新", "梯度培育"],
            tiers: ["innovative-sme"], address: "https://zjtx.miit.gov.cn",
            summary: "创新型中小企业怎样评价：企业在培育平台自评，达到分数的可以申请。"),
        ExampleStandard(
            rules: ["hightech"], kinds: [.recognition], themes: ["科技", "高新技术企业"], tiers: ["hightech"],
            summary: "高新技术企业怎样认定：注册满一年、研发费用和科技人员占比达标、评价得分超过70分。"),
        ExampleStandard(
            rules: ["tech-sme"], kinds: [.recognition], themes: ["科技"], tiers: ["tech-sme"],
            summary: "科技型中小企业怎样评价入库：满足基本条件，综合评价得分达标。"),
        ExampleStandard(
            rules: ["champion"], kinds: [.recognition], themes: ["单项冠军", "梯度培育"], tiers: ["champion"],
            summary: "制造业单项冠军企业怎样认定：长期专注一个产品，市场占有率位居前列。"),
        ExampleStandard(
            rules: ["small-low-profit"], kinds: [.other], themes: ["税费"], applying: .automatic,
            summary: "小型微利企业少缴企业所得税，纳税申报时直接享受，不用另外申请。", validTo: "2027-12-31"),
        ExampleStandard(
            rules: ["payment-complaint", "payment-interest"], kinds: [.other], themes: ["账款"],
            applying: .onSite,
            summary: "机关、事业单位和大型企业拖欠中小企业款项的，可以投诉，并可以要求逾期利息。", isDated: true),
        ExampleStandard(
            rules: ["enterprise-size"], kinds: [.other], themes: ["划型"], applying: .nothing,
            summary: "大型、中型、小型、微型企业按行业、从业人员、营业收入怎样划分。"),
        ExampleStandard(
            rules: ["suqian-title-award", "suqian-upgrade-subsidy"], kinds: [.award, .subsidy],
            themes: ["专精特新", "技术改造"], applying: .onSite,
            summary: "2023年宿迁对新获称号和技术改造项目的奖补；执行到2023年底，是否延续未见文件。",
            validTo: "2023-12-31", isDated: true, level: .city, department: "宿迁市工业和信息化局（示例）"),
        ExampleStandard(
            rules: ["unicorn", "potential-unicorn"], kinds: [.recognition], themes: ["独角兽"],
            tiers: ["unicorn"], applying: .nothing,
            summary: "宿迁公布的独角兽、潜在独角兽企业基本条件。", level: .city,
            department: "宿迁市工业和信息化局（示例）"),
    ]

    /// What it says; nil when the packs in use do not hold it.
    func content(of library: Library) throws -> (content: PolicyContent, from: Day)? {
        let held = rules.compactMap { code in
            library.versions(of: code).max { ($0.firstDay ?? .earliest) < ($1.firstDay ?? .earliest) }
        }
        guard held.count == rules.count, let first = held.first, let from = first.firstDay else { return nil }
        let basis = first.basis
        var content = PolicyContent(
            title: basis.document, level: level, region: first.regions.first ?? .nation)
        content.documentNumber = basis.number
        content.issuers = basis.issuer.split(whereSeparator: { "、；".contains($0) }).map(String.init)
        content.summary = summary
        content.kinds = kinds
        content.themes = themes
        content.tiers = tiers
        content.applying = applying
        content.validFrom = isDated ? from : nil
        content.validTo = validTo.flatMap(Day.init(isoText:))
        content.sourceAddress = basis.url
        content.items = zip(rules, held).enumerated().map { item($1.0, $1.1, number: $0 + 1) }
        content.text = text(held)
        return (content, from)
    }

    private func item(_ code: String, _ rule: Rule, number: Int) -> PolicyItem {
        var item = PolicyItem(key: String(number), name: rule.title)
        item.support = rule.conclusion
        let windows = rule.applicability.map { window in
            let end = window.to.map { ", 至: \($0.isoText)" } ?? ""
            return "  - {用途: \(window.purpose.rawValue), 自: \(window.from.isoText)\(end)}"
        }
        let lines =
            ["规则: \(rule.title)事项", "代码: example", "沿用: \(code)", "适用:"] + windows
            + [
                "地域: [\(rule.regions.map { "\"\($0 == .nation ? "全国" : $0.code)\"" }.joined(separator: ", "))]"
            ]
        item.rule = lines.joined(separator: "\n") + "\n"
        item.office = rule.basis.issuer
        item.applyAddress = address
        return item
    }

    /// What the packs quote; a paraphrase is no official text.
    private func text(_ held: [Rule]) -> String {
        let quoted = held.flatMap { rule in rule.texts.filter { !$0.isParaphrase }.map(\.text) }
        return quoted.isEmpty ? "" : "（条文摘录，全文见来源）\n" + quoted.joined(separator: "\n")
    }
}
