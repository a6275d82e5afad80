// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Testing

@testable import Rules

@Suite("Checks against the official words: each found, and silent beside its right twin")
struct CheckingTests {
    /// Faults of fidelity of a rule with one text and one clause.
    private func fidelity(_ text: String, _ clause: String, basis: String = "测试〔2026〕1号") -> [RuleFault
        .Fidelity]
    {
        let rule = """
            规则: 甲
            代码: a
            类别: 资助
            依据: {文件: 办法, 文号: \(basis)}
            适用: [{用途: 新申请, 自: 2026-01-01}]
            地域: 全国
            结论: x
            原文: [{号: "1", 文: "\(text)"}]
            条件: {全部: [{据: "1", \(clause)}]}
            """
        let (library, faults) = Fixture.read(rule, (try? Fixture.file("good/size.yaml")) ?? "")
        #expect(faults.isEmpty, "\(faults.map { $0.message(english: false) })")
        return library.check().compactMap { if case .fidelity(let found) = $0.problem { found } else { nil } }
    }

    @Test(
        "may is not must",
        arguments: [
            ("有自主品牌的，择优认定。", "当: 有自主品牌", "择优"), ("有自主品牌的，可给予支持。", "当: 有自主品牌", "可给予"),
            ("有自主品牌的可以适当放宽。", "当: 有自主品牌", "可以适当"), ("择优认定。", "需人工判断: 是否择优", nil),
            ("有自主品牌的可以申请，拥有发明专利即可。", "当: 有自主品牌 且 发明专利数 ≥ 1项", nil), ("可持续发展的认可机构有自主品牌。", "当: 有自主品牌", nil),
            ("有自主品牌的可视情放宽。", "任一: [有自主品牌, 研发机构级别 ≥ 省级]", nil),
        ])
    func discretion(test: (text: String, clause: String, word: String?)) {
        #expect(fidelity(test.text, test.clause) == (test.word.map { [.mayReadAsMust(word: $0)] } ?? []))
    }

    @Test(
        "an exclusion must exclude",
        arguments: [
            ("未被列入异常名录。", "当: 被列入异常名录", "未被"), ("未被列入异常名录。", "当: 非 被列入异常名录", nil),
            ("未被列入异常名录。", "均不: [被列入异常名录]", nil), ("被列入异常名录的，不予支持。", "当: 被列入异常名录", "不予"),
            ("没有自主品牌的企业除外。", "当: 有自主品牌", nil), ("研发费用不得低于3%。", "当: 上年度.研发费用 / 上年度.营业收入 ≥ 3%", nil),
            ("资产总额，不含商誉。", "当: 上年末.资产总额 ≥ 0元", "不含"), ("有自主品牌，合伙企业除外。", "{当: 有自主品牌, 除非: 组织形式 是 合伙企业}", nil),
            ("非因采购而有自主品牌的，不予受理。", "当: 有自主品牌", nil), ("不属于合伙企业。", "当: 组织形式 不是 合伙企业", nil),
        ])
    func exclusion(test: (text: String, clause: String, word: String?)) {
        let clause = test.clause.hasPrefix("{") ? String(test.clause.dropFirst().dropLast()) : test.clause
        #expect(fidelity(test.text, clause) == (test.word.map { [.exclusionWithoutEffect(word: $0)] } ?? []))
    }

    @Test(
        "a term must be compared, or be named by a word",
        arguments: [
            ("近三年发明专利3项以上。", "当: 发明专利数 ≥ 3项", "近三年"), ("近两年营业收入为正。", "当: 近2年.营业收入 均 > 0元", nil),
            ("成立三年以内。", "当: 成立日期 距今 3年以内", nil), ("成立36个月以内。", "当: 成立日期 距今 3年以内", nil),
            ("成立1年以上。", "当: 成立日期 距今 ≥ 365天", nil), ("有自主品牌，在15个工作日内报送。", "当: 有自主品牌", "15个工作日"),
            ("有自主品牌，有效期3年。", "当: 有自主品牌", "3年"), ("近三年复合增长率为正。", "当: 近2年.营业收入 复合增长率 > 0%", nil),
            ("2026年4月1日起，有自主品牌。", "当: 有自主品牌", nil), ("近一年营业收入为正。", "当: 上年度.营业收入 > 0元", nil),
        ])
    func terms(test: (text: String, clause: String, term: String?)) {
        #expect(fidelity(test.text, test.clause) == (test.term.map { [.termNotCompared($0)] } ?? []))
    }

    @Test(
        "numbers of the words and of the clause are the same ones",
        arguments: [
            ("营业收入1500万元以上。", "当: 上年度.营业收入 ≥ 1500万元", []), ("营业收入0.15亿元以上。", "当: 上年度.营业收入 ≥ 1500万元", []),
            ("营业收入一千五百万元以上。", "当: 上年度.营业收入 ≥ 1500万元", []), ("营业收入1,500万元以上。", "当: 上年度.营业收入 ≥ 15000000元", []),
            (
                "营业收入1200万元以上。", "当: 上年度.营业收入 ≥ 1500万元",
                [.numberUnused("1200万元"), .numberNotInText("1500万元")]
            ), ("研发占比百分之三以上。", "当: 上年度.研发费用 / 上年度.营业收入 ≥ 3%", []),
            ("研发占比万分之五以上。", "当: 上年度.研发费用 / 上年度.营业收入 ≥ 0.05%", []),
            ("研发占比5%—10%。", "当: 上年度.研发费用 / 上年度.营业收入 在 5% 至 10% 之间", []),
            ("从业人员5-10人。", "当: 上年末.从业人员 在 5人 至 10人 之间", []), ("拥有两项以上发明专利。", "当: 发明专利数 ≥ 2项", []),
            ("拥有两项以上发明专利。", "当: 发明专利数 ≥ 3项", [.numberUnused("两项"), .numberNotInText("3项")]),
            ("拥有1项以上发明专利。", "当: 有自主品牌", []), ("前三名，全国50强，GB/T 4754，第2条，附件1，有自主品牌。", "当: 有自主品牌", []),
            ("满足两项以上。", "至少2项: [有自主品牌, 被列入异常名录]", []),
            ("满足三项以上。", "至少2项: [有自主品牌, 被列入异常名录]", [.numberUnused("三项"), .numberNotInText("至少2项")]),
        ] as [(String, String, [RuleFault.Fidelity])])
    func numbers(test: (text: String, clause: String, found: [RuleFault.Fidelity])) {
        #expect(Set(fidelity(test.text, test.clause)) == Set(test.found), "\(test.text)")
    }

    @Test("words of another version of the same series are noticed, others and repeals are not")
    func documents() {
        let basis = "工信部企业〔2026〕2号"
        let find = { (text: String) in self.fidelity(text, "当: 有自主品牌", basis: basis) }
        #expect(find("按工信部企业〔2022〕50号，有自主品牌。") == [.otherDocument("工信部企业〔2022〕50号")])
        #expect(find("按工信部企业〔2026〕2号，有自主品牌。").isEmpty)
        #expect(find("按国科发火〔2016〕32号，有自主品牌。").isEmpty)
        #expect(find("有自主品牌；工信部企业〔2022〕50号同时废止。").isEmpty)
    }

    @Test("不重复享受 asks for 不与 or 就高")
    func stacking() {
        let rule = { (extra: String) in
            Fixture.rule(
                "原文: [{号: \"1\", 文: 同一项目不重复享受。}]\n条件: {全部: [{据: \"1\", 当: 有自主品牌}]}\n\(extra)")
        }
        let find = { (extra: String) in
            Fixture.read(rule(extra)).library.check().contains {
                $0.problem == .fidelity(.stackingIgnored(word: "不重复享受"))
            }
        }
        #expect(find(""))
        #expect(!find("不与: [other]"))
        #expect(!find("金额: {合并: 就高, 项: [{名: 奖, 据: \"1\", 算: 1元}]}"))
        #expect(find("金额: {合并: 累加, 项: [{名: 奖, 据: \"1\", 算: 1元}]}"))
    }

    @Test("coverage counts each text once, never more than was checked")
    func coverage() throws {
        let text = try Fixture.file("good/clauses.yaml").components(separatedBy: "=== rules/clauses.yaml\n")[
            1]
        let coverage = Coverage(rule: try Fixture.library(text).rules[0])
        #expect(coverage.total == 8)
        #expect(
            coverage.count(.checked) == 6 && coverage.count(.person) == 1 && coverage.count(.procedure) == 1)
        #expect(coverage.texts(.person).map(\.number) == ["6"])
        #expect(coverage.unchecked.map(\.text.number) == ["6", "8"])
        #expect(coverage.entries[0].citedBy == ["收入"])
        #expect(
            coverage.summary(english: true) == "8 texts: 6 checked by program, 1 need a person, 1 procedure")
        #expect(coverage.summary(english: false) == "8 条原文：6 条由程序判断，1 条需人工判断，1 条属于办事程序")
        let bad = try Fixture.file("bad/citations.yaml").components(separatedBy: "=== rules/a.yaml\n")[1]
        let other = Coverage(rule: try #require(Fixture.read(bad).library.rules.first))
        // Text 3 is cited and marked: it counts as left out. Text 2 is a gap.
        #expect(other.texts(.skipped).map(\.number) == ["3"] && other.texts(.open).map(\.number) == ["2"])
    }
}
