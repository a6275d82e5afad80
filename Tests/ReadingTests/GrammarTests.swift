// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Reading

/// Sentences as they occur in policies, each with what it must yield.
@Suite struct GrammarTests {
    private func supports(_ sentence: String) -> [Support] {
        Reader.read(PolicyText("二、扶持政策\n（一）示例事项\n" + sentence)).items.flatMap(\.supports)
    }

    private func conditions(_ sentence: String) -> [Condition] {
        Reader.read(PolicyText("二、申报条件\n1．" + sentence)).items.flatMap(\.conditions)
    }

    // MARK: Amounts

    @Test func aShareTakesItsCeiling() throws {
        let support = try #require(supports("对购置设备的企业，按设备投资额的15%给予补助，最高不超过300万元。").first)
        #expect(support.ratio == Rational(15, over: 100) && support.cap == 3_000_000 && support.amount == nil)
    }

    @Test func severalSumsAreSeveralEntries() {
        let found = supports("对新认定的国家级、省级平台，分别给予200万元、80万元奖励。")
        #expect(found.map(\.amount) == [2_000_000, 800_000])
    }

    @Test func aSecondCeilingStandsAlone() {
        let found = supports("对参展企业，按展位费的50%给予补贴，单个展位最高2万元，每家企业每年最高10万元。")
        #expect(found.map(\.cap) == [20_000, 100_000])
        #expect(found.map(\.ratio) == [Rational(1, over: 2), nil])
    }

    @Test func classesWithACeilingEachRepeatTheShare() {
        let found = supports("按审定投资额的40%给予补助，重点项目最高500万元，一般项目最高200万元。")
        #expect(found.map(\.ratio) == [Rational(2, over: 5), Rational(2, over: 5)])
        #expect(found.map(\.cap) == [5_000_000, 2_000_000])
    }

    @Test func aSumPerPersonKnowsItsUnit() throws {
        let support = try #require(supports("企业每吸纳1名毕业生就业的，按每人1500元给予补贴。").first)
        #expect(support.amount == 1_500 && support.per == "人" && support.form == .perUnit)
    }

    @Test func aSumBetweenTwoValuesHasBothEnds() throws {
        let support = try #require(supports("对优秀项目给予5万元—20万元资金支持。").first)
        #expect(
            support.form == .range && support.floor == 50_000 && support.cap == 200_000
                && support.amount == nil)
    }

    @Test func paymentSchedulesAndBudgetsAreNoSupport() {
        #expect(supports("项目立项后拨付资金总额的60%，验收后拨付剩余40%。").isEmpty)
        #expect(supports("市财政每年安排专项资金2000万元。").isEmpty)
        #expect(supports("主管部门每年随机抽查10%的企业。").isEmpty)
    }

    @Test func thresholdsAreNoSupport() {
        let found = supports("对年营业收入1亿元以上且增长20%以上的企业，给予30万元奖励。")
        #expect(found.count == 1 && found.first?.amount == 300_000)
    }

    @Test func fullAmountIsAShareOfOne() throws {
        #expect(try #require(supports("对首次贷款的企业，给予全额贴息补助。").first).ratio == 1)
    }

    @Test func aCeilingOfSeveralSumsIsOfAllTogether() {
        let found = supports("对主导制定标准的企业，分别奖励100万元、50万元，年度总额最高200万元。")
        #expect(found.map(\.amount) == [1_000_000, 500_000, nil])
        #expect(found.map(\.cap) == [nil, nil, 2_000_000])
    }

    @Test func aNewConditionBeginsANewPromise() {
        let found = supports("按实际支出的70%给予补贴，为员工购买保险的，每人补贴不超过100元。")
        #expect(found.map(\.ratio) == [Rational(7, over: 10), nil])
        #expect(found.map(\.cap) == [nil, 100])
    }

    @Test func newsOfThePastPromisesNothing() {
        #expect(supports("今年以来累计发放补贴资金300万元，惠及企业50家。").isEmpty)
    }

    // MARK: Conditions

    @Test(
        arguments: [
            ("上年度营业收入不低于2000万元", "ge", Rational(20_000_000), "元"), ("资产负债率低于65%", "lt", 65, "%"),
            ("职工人数超过50人", "gt", 50, "人"), ("成立时间不超过5年", "le", 5, "年"), ("连续缴纳社会保险费满6个月", "ge", 6, "月"),
            ("拥有有效发明专利3项以上", "ge", 3, "项"), ("研发费用占营业收入比重达到4%以上", "ge", 4, "%"),
            ("申请人年龄在45周岁以下", "le", 45, "年"),
            ("从业人员超过100人（含100人）", "ge", 100, "人"), ("毕业两年内的高校毕业生", "le", 2, "年"), ("注册满三年", "ge", 3, "年"),
        ] as [(String, String, Rational, String)])
    func numbersAreCompared(sentence: String, comparison: String, value: Rational, unit: String) throws {
        let condition = try #require(conditions(sentence + "。").first)
        #expect(condition.comparison.rawValue == comparison && condition.unit == unit)
        guard case .number(let number) = condition.value else {
            Issue.record("no number in \(condition)")
            return
        }
        #expect(number == value)
    }

    @Test func numbersOfASeriesShareComparisonAndSubject() {
        let found = conditions("年度纳税额首次超过500万元（含）、1000万元（含）的企业。")
        #expect(found.map(\.comparison) == [.ge, .ge])
        #expect(Set(found.map(\.subject)) == ["年度纳税额首次"])
    }

    @Test func aProhibitionTurnsItsNumberRound() throws {
        let record = Reader.read(PolicyText("第一条 风险补偿\n第二条 银行不良率超过5%的，暂停办理新业务。"))
        let condition = try #require(record.items.flatMap(\.conditions).first)
        #expect(condition.comparison == .le && condition.unit == "%")
    }

    @Test func fromToIsTwoComparisons() {
        let found = conditions("申请人年龄在18至60周岁之间。")
        #expect(found.map(\.comparison) == [.ge, .le])
    }

    @Test func aWindowThatLooksBackIsAProhibition() throws {
        let condition = try #require(conditions("近3年未发生重大安全生产事故。").first)
        #expect(condition.comparison == .not && conditions("近3年未发生重大安全生产事故。").count == 1)
    }

    @Test func whatNeedsAPersonIsMarked() throws {
        #expect(try #require(conditions("企业经营状况良好。").first).isJudgement)
        #expect(try #require(conditions("具有独立法人资格。").first).isJudgement == false)
    }

    @Test func aListOfWhichOneIsEnoughIsOneEntry() throws {
        let record = Reader.read(
            PolicyText("申请条件\n申请人应符合下列条件之一：\n（1）退役军人；\n（2）残疾人；\n（3）毕业3年内的高校毕业生。"))
        let list = try #require(
            record.items.flatMap(\.conditions).first { $0.comparison == .in && $0.text.contains("（1）") })
        guard case .list(let members) = list.value else {
            Issue.record("no list")
            return
        }
        #expect(members == ["退役军人", "残疾人", "毕业3年内的高校毕业生"])
    }

    @Test func casesThatRuleOutAreProhibitions() {
        let record = Reader.read(PolicyText("申报要求\n二、申报条件\n有下列情形之一的，不予支持：\n（一）提供虚假材料的；\n（二）列入失信名单的。"))
        let found = record.items.flatMap(\.conditions)
        #expect(found.map(\.text) == ["提供虚假材料", "列入失信名单"])
        #expect(found.allSatisfy { $0.comparison == .not })
    }
}
