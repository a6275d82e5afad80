// SPDX-License-Identifier: Apache-2.0
import Standards

extension Library {
    /// Reads packs from their files, whose paths begin with the pack's folder:
    /// `national/rules/zjtx-2026.yaml`.
    ///
    /// Never throws: whatever is faulty is in the list of faults, and the rest is usable. Cost grows with the
    /// size of the files; about a millisecond a rule.
    public static func read(_ files: [SourceFile]) -> (library: Library, faults: [RuleFault]) {
        let log = FaultLog()
        let library = LibraryReader(log: log).read(files.sorted { $0.path < $1.path })
        return (library, log.faults.sorted { $0.place < $1.place })
    }
}

/// Reads vocabularies first, then rules, then rules that build on others.
struct LibraryReader {
    let log: FaultLog

    func read(_ files: [SourceFile]) -> Library {
        let vocabularyFiles = files.filter { $0.folder(1) == "vocabulary" }
        let vocabulary = VocabularyReader(log: log).read(vocabularyFiles)
        let lexicon = Lexicon(vocabulary: vocabulary)
        let trees = files.filter { $0.folder(1) == "rules" }.compactMap { file in
            TreeReader(file: file, log: log).read().map { (file: file, tree: $0) }
        }
        var rules: [Int: Rule] = [:]
        for buildsOnOthers in [false, true] {
            let bases = rules.keys.sorted().compactMap { rules[$0] }
            for (index, part) in trees.enumerated() where part.tree.has("沿用") == buildsOnOthers {
                var reader = RuleReader(
                    vocabulary: vocabulary, lexicon: lexicon, pack: part.file.folder(0), bases: bases,
                    log: log)
                rules[index] = reader.read(part.tree, file: part.file)
            }
        }
        return Library(
            packs: packs(files), vocabulary: vocabulary, rules: rules.keys.sorted().compactMap { rules[$0] })
    }

    private func packs(_ files: [SourceFile]) -> [Pack] {
        let heads = files.filter { $0.folder(1) == "pack.yaml" }
        let folders = Set(heads.map { $0.folder(0) })
        for folder in Set(files.map { $0.folder(0) }).subtracting(folders).sorted() {
            log.report(
                .missingKey("pack.yaml", context: folder),
                at: Place(file: "\(folder)/pack.yaml", line: 1, column: 1))
        }
        return heads.compactMap { file in
            guard let tree = TreeReader(file: file, log: log).read(),
                let fields = Fields(tree, context: "包", log: log)
            else { return nil }
            defer { fields.finish() }
            _ = fields.texts("地域")
            let dependencies = fields.texts("依赖")
            for name in dependencies where !folders.contains(name.string) {
                let near = Nearest.nearest(to: name.string, in: folders.sorted(), limit: 2)
                log.report(.unknownRule(name.string, near: near), at: name.place)
            }
            return Pack(
                folder: file.folder(0), title: fields.required("包")?.string ?? file.folder(0),
                titleEnglish: fields.string("英文"), dependencies: dependencies.map(\.string))
        }
    }
}

extension SourceFile {
    /// The n-th part of the path, or an empty text.
    func folder(_ index: Int) -> String {
        let parts = path.split(separator: "/")
        return parts.indices.contains(index) ? String(parts[index]) : ""
    }
}

extension Tree {
    /// Whether it is a mapping with that key.
    func has(_ key: String) -> Bool {
        if case .map(let entries, _) = self { return entries.contains { $0.key.string == key } }
        return false
    }
}

extension Library {
    /// Reads and checks further rule files with the words and rules of this library, which stays as it is.
    ///
    /// Costs about a millisecond a rule, however large the library is.
    public func reading(_ files: [SourceFile]) -> (rules: [Rule], faults: [RuleFault]) {
        let log = FaultLog()
        let lexicon = Lexicon(vocabulary: vocabulary)
        let rules = files.compactMap { file -> Rule? in
            guard let tree = TreeReader(file: file, log: log).read() else { return nil }
            var reader = RuleReader(
                vocabulary: vocabulary, lexicon: lexicon, pack: file.folder(0), bases: self.rules, log: log)
            return reader.read(tree, file: file)
        }
        let paths = Set(files.map(\.path))
        let found = adding(rules).check(last: rules.count).filter { paths.contains($0.place.file) }
        return (rules, Set(log.faults + found).sorted { $0.place < $1.place })
    }

    /// This library with further rules, for instance those of policies.
    public func adding(_ rules: [Rule]) -> Library {
        Library(packs: packs, vocabulary: vocabulary, rules: self.rules + rules)
    }
}
