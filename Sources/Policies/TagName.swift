// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The name of a tag as it may be: short, and without the signs that part tags in a line.
public enum TagName {
    /// How many characters it has at most.
    public static let mostCharacters = 20

    /// What is wrong with a name.
    public enum Fault: String, CaseIterable, Sendable {
        /// Nothing was typed.
        case missing
        /// Longer than twenty characters.
        case long
        /// Holds a sign that parts tags, a line break or a sign that cannot be seen.
        case marks
    }

    /// The name as it is kept: without spaces around it.
    public static func trimmed(_ typed: String) -> String {
        typed.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What is wrong with a name; nil for one that may be.
    public static func fault(in name: String) -> Fault? {
        if name.isEmpty { return .missing }
        if name.count > mostCharacters { return .long }
        let isParted = name.unicodeScalars.contains { scalar in
            "、，,;；/|".unicodeScalars.contains(scalar) || scalar.properties.generalCategory == .control
                || scalar.properties.generalCategory == .format
        }
        return isParted ? .marks : nil
    }
}
