// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Testing

@testable import Reading
@testable import Rules

/// From sentences and documents to rules in the words of the national pack.
@Suite struct DraftingTests {
    private static let drafting = Drafting(library: Packs.library)

    /// The drafts of a document of one city with these lines under the heading of its requirements.
    private static func drafts(_ lines: String...) -> [DraftRule] {
        drafting.drafts(of: document(lines.joined(separator: "\n")))
    }

    private static func document(_ body: String) -> PolicyText {
        PolicyText("聊城市人民政府关于印发若干措施的通知\n聊政发〔2026〕5号\n二、申报条件\n" + body + "\n聊城市人民政府\n2026年3月1日\n")
    }

    private static func only(_ sentence: String) throws -> DraftClause {
        let clauses = drafts("（一）" + sentence).flatMap(\.clauses)
        try #require(clauses.count == 1, "\(clauses)")
        return clauses[0]
    }

    @Test(arguments: DraftSentences.computed.map(\.sentence))
    func aSentenceThatIsUnderstoodBecomesItsLine(sentence: String) throws {
        let expected = try #require(DraftSentences.computed.first { $0.sentence == sentence })
        let clause = try Self.only(sentence)
        guard case .computed(let line) = clause.outcome else {
            Issue.record("\(sentence) stayed: \(clause.outcome)")
            return
        }
        #expect(line == expected.line, "\(sentence)")
        _ = try Packs.lines.condition(line)
    }

    @Test(arguments: DraftSentences.person.map(\.sentence))
    func aSentenceThatIsNotCertainStaysWithAPerson(sentence: String) throws {
        let expected = try #require(DraftSentences.person.first { $0.sentence == sentence })
        let clause = try Self.only(sentence)
        guard case .person(let reason) = clause.outcome else {
            Issue.record("\(sentence) became \(clause.line ?? "")")
            return
        }
        #expect(reason.code == expected.reason, "\(sentence): \(reason)")
        #expect(clause.text + "。" == sentence)
    }

    @Test func theTablesAreLargeEnough() {
        #expect(DraftSentences.computed.count >= 60 && DraftSentences.person.count >= 20)
    }

    // MARK: Parts of a sentence

    @Test func aPartThatIsUnderstoodIsSplitFromOneThatIsNot() throws {
        let clause = try Self.only("在聊城市注册登记，财务管理制度健全，上年度营业收入1000万元以上。")
        guard case .split(let line, let rest, _) = clause.outcome else {
            Issue.record("\(clause.outcome)")
            return
        }
        #expect(line == "注册地 属于 聊城市 且 上年度.营业收入 ≥ 1000万元")
        #expect(rest == ["财务管理制度健全"])
    }

    @Test func aNumberWithoutAYearIsSplitFromOneWithIt() throws {
        let clause = try Self.only("上年度营业收入不低于300万元且不超过5000万元，从业人员不超过100人。")
        guard case .split(let line, let rest, let reason) = clause.outcome else {
            Issue.record("\(clause.outcome)")
            return
        }
        #expect(line == "上年度.营业收入 ≥ 300万元 且 上年度.营业收入 ≤ 5000万元")
        #expect(rest == ["从业人员不超过100人"] && reason == .noPeriod(word: "从业人员"))
    }

    @Test func whatFollowsAnotherSubjectIsNotSplitOff() throws {
        #expect(try Self.only("合作机构经验丰富，未被列入经营异常名录。").line == nil)
    }

    @Test func whatHangsOnAnAlternativeIsNotSplitOff() throws {
        #expect(try Self.only("管理制度健全或者信用良好，上年度营业收入1000万元以上。").line == nil)
    }

    @Test func aWordThatTheDocumentDefinesStaysWithAPerson() {
        let clauses = Self.drafts("1．为小微企业。", "2．小微企业是指纳入名录的企业。").flatMap(\.clauses)
        #expect(clauses.first?.reason?.code == "defined")
        #expect(clauses.allSatisfy { $0.line == nil })
    }

    // MARK: Lists

    @Test func oneOfAListIsAnAlternative() throws {
        let draft = try #require(
            Self.drafts("1．符合以下条件之一：", "（1）上年度营业收入1000万元以上；", "（2）注册成立满3年。").first)
        let rule = try Self.rule(draft)
        #expect(Plain.form(try #require(rule.condition).condition).hasPrefix("or["))
    }

    @Test func twoOfAListAreCounted() throws {
        let draft = try #require(
            Self.drafts(
                "1．满足下列条件中任意两项：", "（1）上年度营业收入1000万元以上；", "（2）注册成立满3年；", "（3）拥有自主品牌。"
            ).first)
        #expect(draft.text.contains("至少2项:") && draft.text.contains("满足下列条件中任意两项"))
        #expect(try Self.rule(draft).examples.isEmpty)
    }

    @Test func allOfAListAreClausesOfTheirOwn() throws {
        let draft = try #require(
            Self.drafts("1．须同时满足以下条件：", "（1）上年度营业收入1000万元以上；", "（2）注册成立满3年。").first)
        #expect(try Self.rule(draft).topClauses.count == 2)
    }

    @Test func whatRulesOutUnderAHeadingOfItsOwnHoldsForEveryMeasure() throws {
        let text = PolicyText(
            """
            某省某厅文件
            一、支持政策
            （一）鼓励做大
            对上年度营业收入1亿元以上的企业，给予20万元奖励。
            （二）鼓励创新
            对高新技术企业，给予10万元奖励。
            二、不宜申报的情况
            有下列情形之一的，不予支持：
            （一）被列入经营异常名录的；
            （二）被列入严重失信主体名单的。
            """)
        let drafts = Self.drafting.drafts(of: text)
        #expect(drafts.map(\.title) == ["鼓励做大", "鼓励创新"])
        for draft in drafts {
            #expect(draft.text.contains("均不:") && draft.text.contains("当: 被列入严重失信主体名单"))
            _ = try Self.rule(draft)
        }
    }

    @Test func aPartWithAListOfNamesIsSplitOff() throws {
        let clause = try Self.only("财务管理制度健全，未被列入经营异常名录或严重失信主体名单。")
        #expect(clause.line == "非 被列入经营异常名录 且 非 被列入严重失信主体名单")
    }

    @Test func aListOfWhatIsPreferredIsNoRequirement() throws {
        let draft = try #require(
            Self.drafts("1．有下列情形之一的，优先支持：", "（1）上年度营业收入1000万元以上；", "（2）注册成立满3年。").first)
        #expect(!draft.text.contains("当:"))
    }

    @Test func aSumBeforeAListIsPaidForTheList() throws {
        let draft = try #require(
            Self.drafts("1．符合以下条件之一的，给予10万元奖励：", "（1）上年度营业收入1000万元以上；", "（2）注册成立满3年。").first)
        let rule = try Self.rule(draft)
        #expect(Plain.form(try #require(rule.condition).condition).hasPrefix("or["))
        #expect(rule.amount?.items.count == 1)
    }

    @Test func aListWhoseMembersAreJoinedByOrIsOneQuestion() throws {
        let draft = try #require(
            Self.drafts("1．须满足以下条件：", "（1）上年度营业收入1000万元以上；或", "（2）注册成立满3年。").first)
        #expect(draft.clauses.allSatisfy { $0.line == nil || !draft.text.contains("当: " + ($0.line ?? "")) })
        #expect(!draft.text.contains("当:"))
    }

    @Test func whatRulesOutIsDenied() throws {
        let draft = try #require(
            Self.drafts("1．有下列情形之一的，不予支持：", "（1）被列入经营异常名录的；", "（2）恶意拖欠账款的。").first)
        #expect(draft.text.contains("均不:") && draft.text.contains("当: 被列入经营异常名录"))
        #expect(draft.text.contains("需人工判断: 恶意拖欠账款的"))
        _ = try Self.rule(draft)
    }

    // MARK: Amounts

    @Test func aPlainSumIsPaidWhenItsConditionHolds() throws {
        let draft = try #require(
            Self.drafting.drafts(of: Self.document("三、支持政策\n（一）鼓励做大做强\n对上年度营业收入1亿元以上的企业，给予20万元奖励。")).first)
        #expect(draft.clauses.map(\.line) == ["上年度.营业收入 ≥ 1亿元"])
        let amount = try #require(try Self.rule(draft).amount)
        #expect(amount.items.count == 1)
        #expect(draft.text.contains("算: \"20万元\""))
    }

    @Test func aShareOfAKnownNumberTakesItsCeiling() throws {
        let draft = try #require(
            Self.drafting.drafts(
                of: Self.document("三、支持政策\n（一）加大研发投入\n对高新技术企业，按上年度研发费用的10%给予补助，最高不超过100万元。")
            ).first)
        #expect(draft.text.contains("算: 上年度.研发费用 × 10%") && draft.text.contains("封顶: \"100万元\""))
        _ = try Self.rule(draft)
    }

    @Test(arguments: [
        "对高新技术企业，给予不超过10万元奖励。", "对高新技术企业，按设备投资额的10%给予补助。", "对高新技术企业，每引进1人给予5000元补贴。",
        "对高新技术企业，择优给予10万元奖励。", "对高新技术企业，分别给予10万元、20万元奖励。",
    ])
    func anAmountThatIsNotCertainIsNotComputed(sentence: String) throws {
        let drafts = Self.drafting.drafts(of: Self.document("三、支持政策\n（一）鼓励做大做强\n" + sentence))
        let draft = try #require(drafts.first)
        #expect(!draft.text.contains("算:"), "\(draft.text)")
        _ = try Self.rule(draft)
    }

    @Test func stepsOfOneNumberPayTheHighest() throws {
        let text = Self.document(
            "三、支持政策\n（一）鼓励做大做强\n对上年度营业收入1亿元以上的企业，给予20万元奖励；对上年度营业收入5亿元以上的企业，给予50万元奖励。")
        let draft = try #require(Self.drafting.drafts(of: text).first)
        let amount = try #require(try Self.rule(draft).amount)
        #expect(amount.combination == .highest && amount.items.count == 2)
    }

    @Test func sumsThatComeOnTopAreAdded() throws {
        let text = Self.document(
            "三、支持政策\n（一）鼓励做大做强\n对上年度营业收入1亿元以上的企业，给予20万元奖励；对上年度营业收入5亿元以上的企业，再给予50万元奖励。")
        let draft = try #require(Self.drafting.drafts(of: text).first)
        #expect(try Self.rule(draft).amount?.combination == .sum)
        #expect(draft.text.contains("能否同时享受"))
    }

    @Test func membersInsideAParagraphLoseTheirMarks() throws {
        let draft = try #require(
            Self.drafts("（一）有下列情形之一的，不予支持：1．被列入经营异常名录的；2．恶意拖欠账款的。").first)
        #expect(draft.text.contains("当: 被列入经营异常名录") && draft.text.contains("需人工判断: 恶意拖欠账款的"))
    }

    @Test func aCeilingInAnotherSentenceLeavesTheSumToAPerson() throws {
        let text = Self.document("三、支持政策\n（一）加大研发投入\n对高新技术企业，按上年度研发费用的10%给予补助。单家企业补助最高不超过100万元。")
        let draft = try #require(Self.drafting.drafts(of: text).first)
        #expect(!draft.text.contains("算:"))
        #expect(draft.amounts.contains { $0.reason == .ceilingElsewhere })
    }

    @Test func whatIsAskedOfEachKindIsNotAskedOfAll() throws {
        let draft = try #require(
            Self.drafts("1．属于批发业，上年度营业收入2000万元以上；属于零售业，上年度营业收入500万元以上。").first)
        #expect(draft.clauses.count == 2)
        #expect(!draft.text.contains("当:"))
    }

    @Test func listsForSeveralApplicantsStayWithAPerson() throws {
        let draft = try #require(
            Self.drafts(
                "1．一般应满足以下条件：", "（1）在聊城市注册登记。", "2．创业团队在申请时，须同时满足以下条件：", "（1）主要成员为在校学生。"
            ).first)
        #expect(!draft.text.contains("当:"))
    }

    // MARK: The rule

    @Test func theHeadSaysOnlyWhatTheDocumentSays() throws {
        let draft = try #require(Self.drafts("1．上年度营业收入1000万元以上。").first)
        let rule = try Self.rule(draft)
        #expect(rule.basis.number == "聊政发〔2026〕5号" && rule.regions.map(\.code) == ["371500"])
        #expect(rule.firstDay == Day(year: 2026, month: 3, day: 1) && draft.missing.isEmpty)
    }

    @Test func whatTheHeadLacksIsNamedAndKeepsTheRuleOpen() throws {
        let text = PolicyText("二、申报条件\n1．上年度营业收入1000万元以上。")
        let draft = try #require(Self.drafting.drafts(of: text).first)
        #expect(Set(draft.missing) == Set(DraftRule.Missing.allCases))
        let rule = try Self.rule(draft)
        #expect(rule.applicability.isEmpty)
        #expect(draft.text.contains("需人工判断: 文件没有写明适用地区"))
    }

    @Test func aTextThatAsksNothingGivesNoDraft() {
        for text in ["", "今天天气很好。", "Lorem ipsum"] {
            #expect(Self.drafting.drafts(of: PolicyText(text)).isEmpty)
        }
    }

    @Test func everyDraftOfTheOwnTextsReadsAndCitesItsWords() throws {
        for gold in Gold.all {
            let text = PolicyText(gold.text)
            for draft in Self.drafting.drafts(of: text) {
                _ = try Self.rule(draft)
                for clause in draft.clauses + draft.amounts {
                    #expect(text.excerpt(clause.span) == clause.text)
                }
            }
        }
    }

    @Test func noNumberOfADraftIsMissingFromItsWords() throws {
        for gold in Gold.all {
            let drafts = Self.drafting.drafts(of: PolicyText(gold.text))
            let files = drafts.map { SourceFile(path: "national/rules/\($0.code).yaml", text: $0.text) }
            let library = Library.read(Packs.words + files).library
            for fault in library.check() {
                guard case .fidelity(.numberNotInText(let number)) = fault.problem else { continue }
                #expect(!fault.place.file.contains("draft-"), "\(gold.name): \(number)")
            }
        }
    }

    /// 50 ms of processor time for a page of 1,000 characters.
    @Test func aPageIsDraftedQuickly() {
        let texts = Gold.all.map { PolicyText($0.text) }
        let length = texts.reduce(0) { $0 + $1.original.count }
        let start = clock()
        for text in texts { _ = Self.drafting.drafts(of: text) }
        let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
        // All threads of the test process count, hence the margin.
        #expect(seconds / Double(length) * 1_000 < 0.05 * 8)
    }

    @Test func draftingTwiceGivesTheSame() throws {
        let gold = try #require(Gold.all.first)
        let texts = (0..<2).map { _ in DraftRule.json(Self.drafting.drafts(of: PolicyText(gold.text))) }
        #expect(texts[0] == texts[1])
        #expect(try JSONSerialization.jsonObject(with: Data(texts[0].utf8)) is [String: Any])
    }

    /// The draft as the library reads it, without a fault; formatted already.
    private static func rule(_ draft: DraftRule) throws -> Rule {
        let file = SourceFile(path: "national/rules/\(draft.code).yaml", text: draft.text)
        let (library, faults) = Library.read(Packs.words + [file])
        try #require(
            faults.isEmpty,
            "\(faults.map { "\($0.place.line): \($0.message(english: false))" })\n\(draft.text)")
        #expect(library.formatted(file) == draft.text)
        let errors = library.check().filter { !$0.isWarning && $0.place.file == file.path }
        #expect(errors.isEmpty, "\(errors.map { $0.message(english: false) })")
        return try #require(library.versions(of: draft.code).first)
    }
}
