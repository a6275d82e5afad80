// SPDX-License-Identifier: Apache-2.0
import Standards

/// Writes the lines of a pack's files in one way, without touching comments, layout or anything but lines:
/// one space around signs and keywords, ≥ for >=, half-width signs, full-width brackets, no space at line
/// ends, one line break at the end of the file.
///
/// Each line is changed only when it reads as exactly the same condition or number before and after; a file
/// only when all of its other texts stay what they were. Formatting twice is formatting once.
public struct Formatting: Sendable {
    private let vocabulary: Vocabulary
    private let lexicon: Lexicon

    /// Lines are read with the words of the library's vocabulary.
    public init(library: Library) {
        vocabulary = library.vocabulary
        lexicon = Lexicon(vocabulary: library.vocabulary)
    }

    /// The file's text as it should be; unchanged when it cannot be read. Takes about as long as reading
    /// the file.
    public func formatted(_ file: SourceFile) -> String {
        guard let before = tree(file) else { return file.text }
        var lines = SourceLines(file.text)
        for scalar in LineScalars(before, file: file).found.reversed() {
            if let text = better(scalar) { lines.replace(scalar.text, with: text) }
        }
        let candidate = lines.text
        let tidied = SourceLines.tidied(candidate)
        for text in [tidied, candidate] where text != file.text && keepsMeaning(text, of: file, before) {
            return text
        }
        return file.text
    }

    private func tree(_ file: SourceFile) -> Tree? {
        let log = FaultLog()
        let tree = TreeReader(file: file, log: log).read()
        return log.faults.isEmpty ? tree : nil
    }

    // MARK: - One line

    /// The line in its better form, or nil when it is good already or would not read the same.
    private func better(_ scalar: LineScalars.Scalar) -> String? {
        let text = scalar.text.string
        guard text.unicodeScalars.count <= Line.lengthLimit else { return nil }
        let written = LineWriter(lexicon: lexicon, vocabulary: vocabulary).written(text)
        guard written != text, let meaning = meaning(scalar), meaning == self.meaning(scalar.holding(written))
        else {
            return nil
        }
        return written
    }

    /// What the line says, without places; nil when it cannot be read.
    private func meaning(_ scalar: LineScalars.Scalar) -> String? {
        var grammar = ConditionGrammar(
            vocabulary: vocabulary, lexicon: lexicon, scoreGroups: scalar.scoreGroups)
        if scalar.form == .derivation {
            grammar.numbers = ExpressionGrammar(
                vocabulary: vocabulary, lexicon: lexicon, scoreGroups: nil, isDerivation: true)
        }
        do throws(RuleFault) {
            switch scalar.form {
            case .condition: return try grammar.condition(scalar.text).shape
            case .number, .derivation: return try grammar.expression(scalar.text).shape
            }
        } catch {
            return nil
        }
    }

    // MARK: - The whole file

    private func keepsMeaning(_ text: String, of file: SourceFile, _ before: Tree) -> Bool {
        let changed = SourceFile(path: file.path, text: text)
        guard let after = tree(changed) else { return false }
        let (old, new) = (LineScalars(before, file: file), LineScalars(after, file: changed))
        guard old.rest == new.rest, old.found.count == new.found.count else { return false }
        return zip(old.found, new.found).allSatisfy { one, other in
            one.form == other.form && (one.text.string == other.text.string || meaning(one) == meaning(other))
        }
    }
}

extension Library {
    /// The file in the one way of writing lines; see `Formatting`.
    public func formatted(_ file: SourceFile) -> String { Formatting(library: self).formatted(file) }
}
