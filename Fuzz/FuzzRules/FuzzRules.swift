// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Standards

/// Feeds bytes to the reader, the checker, the formatter and the judge. Under `Fuzz/run.sh` libFuzzer makes
/// the bytes up; in a plain build the command replays files: `swift run FuzzRules Fuzz/corpus/*`.
enum Feed {
    /// The first byte chooses what the others are: a rule, a vocabulary, an enterprise's facts in an
    /// example, or a line alone.
    static func eat(_ bytes: some Collection<UInt8>) {
        guard let first = bytes.first else { return }
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        switch first % 4 {
        case 0: judge([rule(text)])
        case 1: judge([SourceFile(path: "fuzz/vocabulary/fuzz.yaml", text: text)])
        case 2: judge([rule(head + "条件: {当: 有自主品牌}\n例: {表: [{情形: x, 日: 2026-01-01, 事实: {\(text)}}]}\n")])
        default: judge([rule(head + "条件:\n  全部:\n    - |-\n      " + text.filter { $0 != "\n" } + "\n")])
        }
    }

    private static func rule(_ text: String) -> SourceFile {
        SourceFile(path: "fuzz/rules/fuzz.yaml", text: text)
    }

    private static func judge(_ own: [SourceFile]) {
        let files = own + fixed
        let (library, faults) = Library.read(files)
        let drawing = FaultDrawing(files: files)
        for fault in (faults + library.check()).prefix(20) {
            _ = drawing.text(fault, english: false) + drawing.text(fault, english: true)
        }
        for file in own {
            let formatted = library.formatted(file)
            let again = library.formatted(SourceFile(path: file.path, text: formatted))
            precondition(again == formatted, "Formatting twice must be formatting once.")
        }
        guard let day = Day(year: 2026, month: 6, day: 1) else { return }
        for rule in library.rules.prefix(5) {
            _ = library.runExamples(of: rule)
            _ = Coverage(rule: rule)
            for facts in [Facts()] + rule.examples.prefix(3).map(\.facts) {
                _ = library.judge(facts, by: rule, asOf: day)
            }
        }
    }

    private static let head = """
        规则: 甲
        代码: a
        依据: {文件: 办法}
        适用: [{用途: 新申请, 自: 2026-01-01}]
        地域: 全国
        评分: {满分: 5, 组: [{组: 组, 满分: 5, 指标: [{名: 一, 满分: 5, 专家评分: [0, 5]}]}]}

        """

    private static let fixed = [
        SourceFile(path: "fuzz/pack.yaml", text: "包: 测试\n依赖: []\n"),
        SourceFile(
            path: "fuzz/vocabulary/words.yaml",
            text: """
                词表: 测试
                词:
                  营业收入: {英文: x, 含义: x, 类型: 数量, 单位: 万元, 期间: 年度, 问: x}
                  资产总额: {英文: x, 含义: x, 类型: 数量, 单位: 万元, 期间: 年末, 问: x}
                  资产负债率: {英文: x, 含义: x, 类型: 数量, 单位: "%", 期间: 年末, 推算: 1元 / 资产总额, 问: x}
                  发明专利数: {英文: x, 含义: x, 类型: 数量, 单位: 项, 问: x}
                  有自主品牌: {英文: x, 含义: x, 类型: 是非, 问: x}
                  机构级别: {英文: x, 含义: x, 类型: 选项, 选项: [无, 市级, 省级], 有序: 是, 问: x}
                  称号: {英文: x, 含义: x, 类型: 多选, 选项: [甲, 乙], 问: x}
                  成立日期: {英文: x, 含义: x, 类型: 日期, 问: x}
                  所属行业: {英文: x, 含义: x, 类型: 行业, 问: x}
                  注册地: {英文: x, 含义: x, 类型: 地区, 问: x}
                """),
    ]
}

#if FUZZ
    /// What libFuzzer calls.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
        Feed.eat(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    }
#else
    @main
    struct Replay {
        static func main() throws {
            let names = CommandLine.arguments.dropFirst()
            for name in names { Feed.eat([UInt8](try Data(contentsOf: URL(fileURLWithPath: name)))) }
            print("\(names.count) inputs")
        }
    }
#endif
