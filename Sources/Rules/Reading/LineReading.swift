// SPDX-License-Identifier: Apache-2.0

/// Reads single lines of the language with the words of a library, for tools that write rules. Made once,
/// used for many lines.
public struct LineReading: Sendable {
    let vocabulary: Vocabulary
    private let lexicon: Lexicon

    /// Lines are read with the words of the library's vocabulary.
    public init(library: Library) {
        vocabulary = library.vocabulary
        lexicon = Lexicon(vocabulary: library.vocabulary)
    }

    /// What the line asks; throws the first fault, whose place is within the line.
    public func condition(_ line: String) throws(RuleFault) -> Condition {
        var grammar = ConditionGrammar(vocabulary: vocabulary, lexicon: lexicon, scoreGroups: nil)
        let place = Place(file: "", line: 1, column: 1, length: line.unicodeScalars.count)
        return try grammar.condition(Tree.Text(string: line, place: place, isLiteral: true))
    }

    /// The first fault of the line, or nil when it reads.
    public func fault(_ line: String) -> RuleFault? {
        do throws(RuleFault) {
            _ = try condition(line)
            return nil
        } catch {
            return error
        }
    }
}
