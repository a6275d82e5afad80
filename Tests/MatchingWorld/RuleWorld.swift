// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// A vocabulary of every kind of word, random rules written as officials write them, and random enterprises
/// whose facts lie on, beside and between the numbers of the rules.
package struct RuleWorld {
    static let vocabulary = """
        词表: 测试
        词:
          注册地: {英文: region, 含义: 地, 类型: 地区, 问: 地？, 问英: where}
          所属行业: {英文: industry, 含义: 业, 类型: 行业, 问: 业？, 问英: what}
          成立日期: {英文: founded, 含义: 日, 类型: 日期, 问: 日？, 问英: when}
          营业收入: {英文: revenue, 含义: 收, 类型: 数量, 单位: 万元, 期间: 年度, 问: 收？, 问英: q}
          研发费用: {英文: rd, 含义: 研, 类型: 数量, 单位: 万元, 期间: 年度, 问: 研？, 问英: q}
          利润总额: {英文: profit, 含义: 利, 类型: 数量, 单位: 万元, 期间: 年度, 问: 利？, 问英: q}
          负债总额: {英文: debt, 含义: 债, 类型: 数量, 单位: 万元, 期间: 年末, 问: 债？, 问英: q}
          资产总额: {英文: assets, 含义: 产, 类型: 数量, 单位: 万元, 期间: 年末, 问: 产？, 问英: q}
          资产负债率: {英文: leverage, 含义: 率, 类型: 数量, 单位: "%", 期间: 年末, 问: 率？, 问英: q, 推算: 负债总额 / 资产总额}
          从业人员: {英文: staff, 含义: 人, 类型: 数量, 单位: 人, 期间: 年末, 问: 人？, 问英: q}
          从事年限: {英文: years, 含义: 年, 类型: 数量, 单位: 年, 期间: 年末, 问: 年？, 问英: q}
          研发人员占比: {英文: share, 含义: 比, 类型: 数量, 单位: "%", 问: 比？, 问英: q}
          知识产权数量: {英文: patents, 含义: 权, 类型: 数量, 单位: 项, 问: 权？, 问英: q}
          有自主品牌: {英文: brand, 含义: 牌, 类型: 是非, 问: 牌？, 问英: q}
          被列入经营异常名录: {英文: abnormal, 含义: 异, 类型: 是非, 问: 异？, 问英: q}
          机构级别: {英文: level, 含义: 级, 类型: 选项, 选项: [无, 市级, 省级, 国家级], 有序: 是, 问: 级？, 问英: q}
          已获称号: {英文: titles, 含义: 号, 类型: 多选, 选项: [甲, 乙, 丙], 问: 号？, 问英: q}
          企业规模: {英文: size, 含义: 模, 类型: 选项, 选项: [微型, 小型, 中型, 大型], 有序: 是, 问: 模？, 问英: q, 由规则: 划型}
        """

    static let classification = """
        规则: 划型
        英文: size
        代码: size
        类别: 划型
        适用: [{用途: 新申请, 自: 2020-01-01}]
        地域: 全国
        结论: 已划型
        结论英: classed
        依据: {文件: 测试, 发文: 测试, 可信: 全文}
        原文: [{号: "1", 文: 一}]
        分类:
          结果: 企业规模
          按: 所属行业
          组:
            - 名: 工业
              据: "1"
              属于: B、C
              下限:
                上年末.从业人员: {大型: 1000人, 中型: 300人, 小型: 20人}
                上年度.营业收入: {大型: 40000万元, 中型: 2000万元, 小型: 300万元}
            - 名: 仓储
              据: "1"
              属于: "591"
              下限:
                上年末.从业人员: {大型: 200人, 中型: 100人, 小型: 20人}
          否则: {需人工判断: 未列明}
        """

    static let regions = ["320508", "320500", "320000", "370000", "371500", "110101"]
    static let industries = ["C3670", "C36", "C", "5910", "59", "591", "I65", "I6510", "G"]
    package static let today = Day(year: 2026, month: 6, day: 15) ?? .earliest

    package var library: Library
    package var rules: [Rule]
    package var faults: [RuleFault]
    package var enterprises: [Facts]

    package init(seed: UInt64, rules count: Int, enterprises size: Int) {
        var dice = Dice(seed)
        var files = [
            SourceFile(path: "t/pack.yaml", text: "包: 测试\n英文: test\n地域: 全国\n依赖: []\n"),
            SourceFile(path: "t/vocabulary/all.yaml", text: RuleWorld.vocabulary),
            SourceFile(path: "t/rules/a-size.yaml", text: RuleWorld.classification),
        ]
        for number in 0..<count {
            files.append(
                SourceFile(path: "t/rules/r\(number).yaml", text: RuleWorld.rule(number, &dice)))
        }
        (library, faults) = Library.read(files)
        rules = library.rules
        enterprises = []
        for _ in 0..<size { enterprises.append(RuleWorld.facts(library.vocabulary, &dice)) }
    }

    static func rule(_ number: Int, _ dice: inout Dice) -> String {
        let region = dice.chance(0.4) ? dice.pick(["江苏省", "江苏省苏州市", "山东省聊城市"]) : "全国"
        let clauses = (0..<1 + dice.roll(5)).map { _ in "    - " + clause(&dice, depth: 2, indent: 6) }
        let scoring = number % 3 == 0 ? scoringText(&dice) : ""
        let score =
            number % 3 == 0
            ? "    - {据: \"1\", 当: 得分 ≥ \(20 + dice.roll(50))}\n    - {据: \"1\", 当: 得分.甲组 ≥ \(dice.roll(30))}\n"
            : ""
        return """
            规则: 规则\(number)
            英文: rule
            代码: rule-\(number)
            类别: 资助
            适用: [{用途: 新申请, 自: 2020-01-01}]
            地域: \(region)
            结论: 可以
            结论英: may
            依据: {文件: 测试, 发文: 测试, 可信: 全文}
            原文: [{号: "1", 文: 一}]
            \(scoring)条件:
              全部:
            \(clauses.joined(separator: "\n"))
            \(score)
            """
    }

    static func scoringText(_ dice: inout Dice) -> String {
        """
        评分:
          满分: 100
          组:
            - 组: 甲组
              满分: 40
              指标:
                - {名: 占比, 据: "1", 满分: 20, 按: 上年度.研发费用 / 上年度.营业收入, 档: {5%以上: 20, 3%以上: 15, 1%以上: 5, 其余: 0}}
                - 名: 权
                  据: "1"
                  满分: 20
                  取高:
                    - {当: 知识产权数量 ≥ \(1 + dice.roll(4))项, 分: 20}
                    - {当: 有自主品牌, 分: 5}
                    - {其余: 0}
            - 组: 乙组
              满分: 60
              指标:
                - 名: 加
                  据: "1"
                  满分: 8
                  累加:
                    - {当: 有自主品牌, 分: 5}
                    - {当: 已获称号 包含 甲, 分: 6}
                - {名: 年, 据: "1", 满分: 10, 每: {按: 上年末.从事年限, 满: 2年, 分: 2}}
                - 名: 择
                  据: "1"
                  满分: 30
                  择一:
                    - {按: 上年度.研发费用, 档: {100万元以上: 30, 其余: 0}}
                    - {按: 研发人员占比, 档: {超过30%: 30, 10%以上: 12, 其余: 0}}
                - {名: 专, 据: "1", 满分: 12, 专家评分: [\(dice.roll(8)), 12]}

        """
    }

    /// A clause: a line, a list, or a judgement, sometimes with an exemption or for one purpose.
    static func clause(_ dice: inout Dice, depth: Int, indent: Int) -> String {
        let pad = String(repeating: " ", count: indent)
        var head = "据: \"1\"\n"
        if dice.chance(0.15) { head += "\(pad)除非: \(line(&dice))\n" }
        if dice.chance(0.1) { head += "\(pad)仅用于: \(dice.pick(["新申请", "复核"]))\n" }
        if dice.chance(0.08) { return head + "\(pad)需人工判断: 是否较好" }
        if depth == 0 || dice.chance(0.6) { return head + "\(pad)当: \(line(&dice))" }
        let kind = dice.pick(["全部", "任一", "均不", "至少2项"])
        let parts = (0..<2 + dice.roll(2)).map { _ in
            "\(pad)  - " + clause(&dice, depth: depth - 1, indent: indent + 4)
        }
        return head + "\(pad)\(kind):\n" + parts.joined(separator: "\n")
    }

    static func line(_ dice: inout Dice) -> String {
        let parts = (0..<1 + dice.roll(3)).map { _ in atom(&dice) }
        switch dice.roll(5) {
        case 0: return parts.joined(separator: " 且 ")
        case 1: return parts.joined(separator: " 或 ")
        case 2: return "非 （\(parts.joined(separator: " 或 "))）"
        default: return parts[0]
        }
    }

    static func atom(_ dice: inout Dice) -> String {
        let sign = dice.pick(["≥", "≤", ">", "<", "=", "≠"])
        let money = dice.pick(["营业收入", "研发费用", "利润总额"])
        let amount = dice.pick(["100", "300", "1500.5", "2000", "0", "33.3333"])
        let share = dice.pick(["3", "5", "33.3", "0.01", "70", "-10", "100"])
        switch dice.roll(19) {
        case 0: return "上年度.\(money) \(sign) \(amount)万元"
        case 1: return "近2年.\(money) \(dice.pick(["均", "任一"])) \(sign) \(amount)万元"
        case 2:
            return "近3年.\(money) \(dice.pick(["合计", "平均", "最高", "最低"])) \(dice.pick(["≥", "<"])) \(amount)万元"
        case 3: return "上年度.研发费用 / 上年度.营业收入 \(sign) \(share)%"
        case 4: return "近2年.研发费用 / 近2年.营业收入 均 \(sign) \(share)%"
        case 5: return "上年度.\(money) 增长率 \(sign) \(share)%"
        case 6: return "近2年.\(money) \(dice.pick(["复合增长率", "平均增长率"])) \(sign) \(share)%"
        case 7: return "上年末.资产负债率 \(sign) \(share)%"
        case 8: return "上年末.从事年限 \(sign) \(dice.pick(["2", "3", "2.99"]))年"
        case 9: return "（上年度.利润总额 ＋ 上年度.研发费用） / 上年度.营业收入 \(sign) \(share)%"
        case 10: return "研发人员占比 \(sign) \(share)%"
        case 11: return dice.pick(["有自主品牌", "被列入经营异常名录"])
        case 12:
            return dice.pick([
                "机构级别 ≥ 省级", "机构级别 是 市级", "机构级别 < 国家级", "企业规模 是 小型", "企业规模 ≤ 中型", "企业规模 ≥ 小型",
                "机构级别 不是 无",
            ])
        case 13: return dice.pick(["已获称号 包含 甲", "已获称号 包含任一 甲、丙", "已获称号 包含全部 甲、乙", "已获称号 不包含 乙"])
        case 14:
            return dice.pick(["所属行业 属于 C", "所属行业 属于 591、I65", "所属行业 不属于 C36", "注册地 属于 江苏省苏州市", "注册地 不属于 江苏省"])
        case 15: return "成立日期 \(sign) 2020-02-29"
        case 16:
            let step = dice.pick(["2年", "10年", "18个月", "365天"])
            return "成立日期 \(dice.pick(["距今", "至上年末"])) \(sign) \(step)"
        case 17: return "符合《规则\(dice.roll(3))》"
        default: return "上年度.营业收入 × 3 － 上年度.利润总额 \(sign) 上年末.从业人员 × 10万元 / 3人"
        }
    }
}
