// SPDX-License-Identifier: Apache-2.0

/// A small pack: one word of each kind, one rule that needs each of them, one word that no rule needs.
enum Fixture {
    static let pack = """
        包: 小包
        英文: Small pack
        地域: 全国
        依赖: []
        """

    private static func word(
        _ name: String, _ english: String, _ type: String, secrecy: String = "公开"
    ) -> String {
        """
          \(name):
            英文: \(english)
            含义: \(name)的含义。
            含义英: What \(english.lowercased()) means.
        \(type.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            问: \(name)是多少？
            问英: What is the \(english.lowercased())?
            提示: 见账册。
            提示英: See the books.
            敏感: \(secrecy)
            来源: [自报]
            可填: [企业]

        """
    }

    static let vocabulary =
        "词表: 小词表\n词:\n"
        + [
            word("注册地", "Place", "类型: 地区"), word("所属行业", "Industry", "类型: 行业"),
            word("成立日期", "Founding day", "类型: 日期"),
            word("收入", "Revenue", "类型: 数量\n单位: 万元\n期间: 年度\n可改善: 增"),
            word("占比", "Share", "类型: 数量\n单位: \"%\"\n可改善: 增", secrecy: "敏感"),
            word("人数", "Staff", "类型: 数量\n单位: 人\n可改善: 增"),
            word("有资质", "Licence", "类型: 是非"),
            word("级别", "Level", "类型: 选项\n选项: [低, 高]\n选项英: [Low, High]\n有序: 是"),
            word("称号", "Titles", "类型: 多选\n选项: [甲, 乙]\n选项英: [First, Second]"),
            word("无关", "Irrelevant", "类型: 数量\n单位: 人"),
        ].joined()

    /// A rule around conditions; all of them have to hold.
    static func rule(
        _ code: String, _ conditions: [String], from: String = "2020-01-01", to: String? = nil,
        region: String = "全国",
        purposes: [String] = ["新申请", "复核"]
    ) -> String {
        let lines = conditions.enumerated().map { index, line in
            "    - {据: \"1\", 名: 条件\(index + 1), 英文: Condition \(index + 1), 当: \(line)}"
        }
        return """
            规则: 规则\(code)
            英文: Rule \(code)
            代码: \(code)
            类别: 认定
            依据:
              文件: 试验办法
              文号: 试〔2020〕1号
              发文: 试验局
              条款: 第一条
              网址: https://example.gov.cn/1
              可信: 全文
            适用:
            \(purposes.map { "  - {用途: \($0), 自: \(from)\(to.map { ", 至: " + $0 } ?? "")}" }.joined(separator: "\n"))
            地域: \(region)
            结论: 符合\(code)
            结论英: Meets \(code)
            原文:
              - {号: "1", 文: 应当满足各项条件。}
            条件:
              全部:
            \(lines.joined(separator: "\n"))
            例:
              共用:
                日: 2026-06-01
                用途: 新申请
                事实: {}
              表:
                - {情形: 什么都不知道, 结果: 未知}
            """
    }

    /// Needs every kind of word.
    static let rule = rule(
        "all",
        [
            "所属行业 属于 C", "成立日期 距今 不少于 1年", "近2年.收入 均 ≥ 1000万元", "占比 ≥ 3%", "人数 ≥ 10人",
            "有资质", "级别 ≥ 高", "称号 包含任一 甲",
        ])
}
