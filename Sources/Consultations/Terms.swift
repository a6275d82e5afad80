// SPDX-License-Identifier: Apache-2.0
import Standards

/// A term: two neighbouring characters, or a word of letters and digits, as a number.
typealias Term = UInt64

/// Cuts texts into terms: Chinese has no blanks between words, so each two characters that stand together
/// count.
enum Terms {
    /// The terms of a text in their order.
    static func terms(of text: String) -> [Term] { runs(of: text).flatMap(terms(ofRun:)) }

    /// Stretches of Chinese and stretches of letters and digits, folded.
    static func runs(of text: String) -> [[Unicode.Scalar]] {
        var runs: [[Unicode.Scalar]] = []
        var run: [Unicode.Scalar] = []
        var isHan = false
        for scalar in Han.folded(text).unicodeScalars {
            let kind = kind(of: scalar)
            if !run.isEmpty, kind == nil || kind != isHan {
                runs.append(run)
                run = []
            }
            guard let kind else { continue }
            isHan = kind
            run.append(scalar)
        }
        return run.isEmpty ? runs : runs + [run]
    }

    /// The terms of one stretch; a single Chinese character has none.
    static func terms(ofRun run: [Unicode.Scalar]) -> [Term] {
        guard let first = run.first else { return [] }
        guard kind(of: first) == true else {
            // FNV-1a, with the high bit set so that no word meets a pair of characters.
            let hash = run.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1.value)) &* 0x100_0000_01b3
            }
            return [hash | 1 << 63]
        }
        return zip(run, run.dropFirst()).map { UInt64($0.value) << 32 | UInt64($1.value) }
    }

    /// True for Chinese, false for letters and digits, nil for what separates.
    private static func kind(of scalar: Unicode.Scalar) -> Bool? {
        if (0x3400...0x9FFF).contains(scalar.value) || scalar.value == 0x3007 { return true }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? false : nil
    }
}
