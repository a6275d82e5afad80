// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Rules

@Suite("Words of faults")
struct WordingTests {
    private static let place = Place(file: "test/rules/a.yaml", line: 2, column: 3, length: 4)
    private static let near = ["近一", "近二"]

    /// One of each kind.
    private static let problems: [RuleFault.Problem] = [
        .yaml("x"), .notUTF8, .fileTooLarge(limitKiB: 1024), .nestedTooDeep(limit: 40), .anchor,
        .expected(.mapping, found: "x"), .expected(.list, found: "x"), .expected(.text, found: "x"),
        .expected(.clause, found: "x"), .unknownKey("x", context: "y", near: near),
        .missingKey("x", context: "y"),
        .duplicateName("x", first: place), .badValue("x", key: "y", expected: "z"),
        .unexpected("x", expected: "y"),
        .unknownWord("x", near: near), .unknownOption("x", word: "y", near: near),
        .unknownCode("x", set: "y", near: near), .unknownRule("x", near: near), .unknownUnit("x", near: near),
        .dimensions(left: "x", right: "y"), .missingUnit(digits: "1", expected: "元"),
        .windowNeedsQuantifier(count: 2),
        .quantifierWithoutWindow, .windowsDiffer(2, 3), .needsPeriod(word: "x", forms: near),
        .hasNoPeriod(word: "x"), .wrongKind(word: "x", kind: "y", expected: "z"), .notOrdered(word: "x"),
        .growthNeedsYears(word: "x"), .scoreMissing, .scoreNotAlone, .compoundNotAlone(word: "x"),
        .unknownGroup("x", near: near), .lineTooLong(limit: 2000), .groupedTooDeep(limit: 30),
        .countOutOfRange(3, of: 2), .circular(["x", "y"]), .versionsOverlap(code: "x", other: place),
        .windowEndsBeforeItBegins, .bandUnreachable("x"), .bandsWithoutRest,
        .pointsAboveFull(points: "2", full: "1"),
        .groupsDoNotAddUp(sum: "2", full: "3"), .baseMissing(code: "x"), .citeUnknown("x", near: near),
        .examplesFew(count: 1, wanted: 10), .clauseWithoutCite, .textUnlinked("x"), .textLinkedAndMarked("x"),
        .wordUnused("x"), .unreachableClause(.contradicts("x")), .unreachableClause(.neverMet),
        .unreachableClause(.alwaysMet), .unreachableClause(.alwaysMetWith("x")),
        .unreachableClause(.repeats(place)),
        .unreachableClause(.exemptsItself), .unreachableClause(.otherPurpose(.review)),
        .fidelity(.mayReadAsMust(word: "x")), .fidelity(.exclusionWithoutEffect(word: "x")),
        .fidelity(.termNotCompared("x")), .fidelity(.stackingIgnored(word: "x")),
        .fidelity(.numberNotInText("x")),
        .fidelity(.numberUnused("x")), .fidelity(.otherDocument("x")),
    ]

    @Test(
        "each fault says something else, in Chinese and in English, without a full stop", arguments: problems)
    func words(problem: RuleFault.Problem) {
        let fault = RuleFault(problem, at: Self.place)
        for english in [false, true] {
            let message = fault.message(english: english)
            #expect(message.count > 3 && !message.hasSuffix("。") && !message.hasSuffix("."))
            let same = Self.problems.filter {
                RuleFault($0, at: Self.place).message(english: english) == message
            }
            #expect(same.count == 1)
            #expect(fault.mend(english: english)?.isEmpty != true)
        }
        #expect(fault.message(english: true).contains { $0.isASCII && $0.isLetter })
        #expect((fault.mend(english: true) == nil) == (fault.mend(english: false) == nil))
    }

    @Test("what is near is offered", arguments: problems)
    func nearest(problem: RuleFault.Problem) {
        guard "\(problem)".contains("near: [\"近一\"") else { return }
        #expect(RuleFault(problem, at: Self.place).mend(english: false) == "是否想写：近一、近二？")
        #expect(RuleFault(problem, at: Self.place).mend(english: true) == "did you mean 近一, 近二?")
    }

    @Test("a fault is drawn under its words, two columns for a Chinese character, wherever it stands")
    func drawing() {
        let text = "规则: 甲\n当: 上年度 ≥ x\n"
        let drawing = FaultDrawing(files: [SourceFile(path: "a", text: text)])
        let fault = RuleFault(.wordUnused("上年度"), at: Place(file: "a", line: 2, column: 4, length: 3))
        #expect(
            drawing.text(fault, english: false)
                == "a:2:4: 提醒: 词“上年度”没有任何规则用到\n 2 | 当: 上年度 ≥ x\n   |     ^^^^^^")
        for (line, column, length) in [
            (0, 0, 0), (1, 99, 9), (3, 1, 1), (99, 1, 1), (-5, -5, -5), (2, 1, 1_000_000),
        ] {
            let odd = RuleFault(.anchor, at: Place(file: "a", line: line, column: column, length: length))
            #expect(drawing.text(odd, english: true).contains("error: YAML anchors"))
        }
        #expect(
            drawing.text(RuleFault(.anchor, at: Place(file: "b", line: 1, column: 1)), english: true)
                .contains("b:1:1"))
    }
}
