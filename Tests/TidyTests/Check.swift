// SPDX-License-Identifier: Apache-2.0
import Testing

/// A place where the project does not keep to its style.
struct Finding: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let words: String

    var description: String { "\(path):\(line): \(words)" }
}

/// One habit of the house, how to see that it is broken, and a control that proves that it is seen.
struct Check: Sendable, CustomTestStringConvertible {
    /// What always holds, as a sentence.
    let claim: String
    /// Projects of a few lines in which the claim is broken, each in exactly as many places as it says.
    let bad: [Control]
    /// Projects that look alike and are as they should be.
    let good: [[String: String]]
    let find: @Sendable (Project) -> [Finding]

    /// A small project with faults planted in it.
    struct Control: Sendable {
        let texts: [String: String]
        /// The lines on which the check must find something, in order.
        let lines: [Int]
    }

    var testDescription: String { claim }

    init(
        _ claim: String, bad: [Control], good: [[String: String]],
        find: @escaping @Sendable (Project) -> [Finding]
    ) {
        self.claim = claim
        self.bad = bad
        self.good = good
        self.find = find
    }

    /// Every check there is. A new one is added to the list of its file.
    static let all: [Check] =
        sizes + names + safety + imports + comments + documentation + wholeTree + markdown + facts + tests

    /// The control of a check that reads one Swift file.
    static func swift(_ text: String, at path: String = "Sources/Rules/Thing.swift", lines: [Int]) -> Control
    {
        Control(texts: [path: text], lines: lines)
    }
}
