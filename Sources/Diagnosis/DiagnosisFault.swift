// SPDX-License-Identifier: Apache-2.0

/// What keeps the room from being set up.
public enum DiagnosisFault: Error, Hashable, Sendable {
    /// Two words have the same short key; renaming one of them mends it.
    case wordsShareKey(String, String)
}
