// SPDX-License-Identifier: Apache-2.0
import Standards

/// One enterprise as a file states it.
public struct StatedEnterprise: Sendable {
    public let name: String
    public let creditCode: String
    public let facts: Facts
    public let place: Place
}

extension Library {
    /// Reads enterprises from YAML, JSON, or JSON Lines (one enterprise a line). Keys are 企业, 统一社会信用代码 and
    /// 事实; facts may also stand at the top. 上年度 is seen from `day`.
    public func enterprises(
        in file: SourceFile, asOf day: Day
    ) -> (enterprises: [StatedEnterprise], faults: [RuleFault]) {
        let log = FaultLog()
        let reader = EnterpriseReader(vocabulary: vocabulary, year: day.year, log: log)
        return (reader.read(file), log.faults)
    }
}

struct EnterpriseReader {
    let vocabulary: Vocabulary
    let year: Int
    let log: FaultLog

    func read(_ file: SourceFile) -> [StatedEnterprise] {
        if file.path.hasSuffix(".jsonl") || file.path.hasSuffix(".ndjson") { return lines(of: file) }
        guard let tree = TreeReader(file: file, log: log).read() else { return [] }
        if case .list(let items, _) = tree { return items.compactMap { enterprise($0) } }
        return enterprise(tree).map { [$0] } ?? []
    }

    /// A faulty line is reported at its own number and leaves the others alone.
    private func lines(of file: SourceFile) -> [StatedEnterprise] {
        var found: [StatedEnterprise] = []
        for (index, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            let inner = FaultLog()
            let source = SourceFile(path: file.path, text: String(line))
            let reader = EnterpriseReader(vocabulary: vocabulary, year: year, log: inner)
            if let tree = TreeReader(file: source, log: inner).read(), let read = reader.enterprise(tree) {
                found.append(read)
            }
            for fault in inner.faults {
                let place = fault.place
                log.report(
                    fault.problem,
                    at: Place(file: place.file, line: index + 1, column: place.column, length: place.length))
            }
        }
        return found
    }

    private func enterprise(_ tree: Tree) -> StatedEnterprise? {
        guard case .map(let entries, let place) = tree else {
            log.report(.expected(.mapping, found: tree.summary), at: tree.place)
            return nil
        }
        var (name, code) = ("", "")
        var facts = Facts()
        var stated: [(key: Tree.Text, value: Tree)] = []
        for (key, value) in entries {
            switch (key.string, value) {
            case ("企业", .text(let text)): name = text.string
            case ("统一社会信用代码", .text(let text)): code = text.string
            case ("事实", .map(let inner, _)): stated += inner
            default: stated.append((key, value))
            }
        }
        FactsReader(vocabulary: vocabulary, log: log, year: year).read(.map(stated, place), into: &facts)
        return StatedEnterprise(name: name, creditCode: code, facts: facts, place: place)
    }
}
