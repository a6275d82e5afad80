// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules

/// `yumiao test`: the examples that stand beside the rules.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "跑规则旁边的例子。 Run the examples beside the rules.")

    @Argument(help: "内容包的文件夹；不写则是 Packs 下的全部。 Folders of packs; all under Packs by default.")
    var packs: [String] = []

    @Flag(
        name: .long,
        help: "把每个数字上下改一步，看有没有例子变红。 Change each number by one step and see whether an example fails.")
    var mutate = false

    @Option(name: .long, help: "只跑这个代码的规则。 Only the rule of this code.")
    var rule: String?

    func run() throws {
        let sources = try PackFiles(packs)
        let (library, faults) = Library.read(sources.files)
        let drawing = FaultDrawing(files: sources.files)
        let errors = (sources.unreadable + faults).filter { !$0.isWarning }
        for fault in errors { print(drawing.text(fault, english: false)) }
        let rules = library.rules.filter { tested in
            sources.asked.contains(tested.pack) && (rule == nil || tested.code == rule)
        }
        let failures = rules.flatMap { library.runExamples(of: $0) }
        for failure in failures { print(failure.text) }
        let count = rules.map(\.examples.count).reduce(0, +)
        print(
            "\(rules.count) 条规则，\(count) 个例子，\(failures.count) 个没有通过。 \(count - failures.count) passed, \(failures.count) failed"
        )
        let survivors = mutate ? mutants(library, rules, sources) : 0
        if !errors.isEmpty || !failures.isEmpty || survivors > 0 { throw ExitCode(1) }
    }

    private func mutants(_ library: Library, _ rules: [Rule], _ sources: PackFiles) -> Int {
        var tried = 0
        var survivors: [MutationRun.Mutant] = []
        for rule in rules {
            guard let file = sources.files.first(where: { $0.path == rule.place.file }) else { continue }
            let run = library.mutate(rule, in: file)
            tried += run.tried
            survivors += run.survivors
        }
        for mutant in survivors {
            let place = mutant.place
            print("\(place.file):\(place.line):\(place.column): \(mutant.before) 改成 \(mutant.after)，没有例子变红")
        }
        print("变异 \(tried) 处，发现 \(tried - survivors.count) 处，漏过 \(survivors.count) 处")
        return survivors.count
    }
}

extension ExampleFailure {
    /// One line a difference, with the place.
    var text: String {
        differences.map { difference in
            "\(place.file):\(place.line): 《\(rule)》例“\(example)”：\(difference.part.rawValue)应为 \(difference.expected)，得到 \(difference.found)"
        }.joined(separator: "\n")
    }
}
