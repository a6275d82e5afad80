// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules
import Standards

/// `yumiao size`: the size class of one enterprise from three figures.
struct SizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "size",
        abstract: "按《中小企业划型标准规定》判断企业规模。 The size class of an enterprise.",
        discussion: "例：yumiao size --industry C36 --employees 280 --revenue 2500万元 --assets 1亿元")

    @Option(name: .long, help: "行业代码或名称，如 C36、软件和信息技术服务业。 Industry, by code or official name.")
    var industry: String

    @Option(name: .long, help: "上年末从业人员。 Employees at the end of last year.")
    var employees: String = ""

    @Option(name: .long, help: "上年度营业收入，带单位。 Revenue of last year, with its unit.")
    var revenue: String = ""

    @Option(name: .long, help: "上年末资产总额，带单位。 Assets at the end of last year, with the unit.")
    var assets: String = ""

    @OptionGroup var options: JudgingOptions

    func run() throws {
        let library = try options.library()
        let day = try options.day()
        var facts = Facts()
        let year = day.year - 1
        let stated = [
            ("所属行业", industry, 0), ("从业人员", employees, year), ("营业收入", revenue, year), ("资产总额", assets, year),
        ]
        for (name, text, year) in stated {
            guard let word = library.vocabulary.word(named: name) else {
                throw ValidationError("内容包的词表里没有“\(name)”。 The packs' vocabulary has no “\(name)”.")
            }
            do {
                guard let value = try word.value(from: text) else { continue }
                facts.set(
                    Facts.Report(value: value),
                    for: Facts.Key(word: word.id, year: word.isPeriodic ? year : 0))
            } catch {
                throw ValidationError(
                    ValueFaultWords(word: word, fault: error).text(english: options.english))
            }
        }
        guard let verdict = library.judge(facts, byRuleNamed: "enterprise-size", asOf: day) else {
            throw ValidationError("那一天没有有效的划型标准。 No size standard is in force on that day.")
        }
        let entry = Report.Entry(verdict: verdict, group: .eligible, advice: [:])
        print(ReportText(library: library, english: options.english).entry(entry).joined(separator: "\n"))
        let wording = Wording(library, english: options.english)
        for fact in verdict.classes?.trace.used ?? [] { print("    \(wording.text(fact))") }
        for key in verdict.classes?.trace.missing ?? [] { print("    ? \(wording.name(key))") }
        if let question = verdict.classes?.question { print("    ☐ \(question.text)") }
    }
}
