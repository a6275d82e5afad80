// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// Something that a person follows: a saved search, a theme, a department. The room that knows what it is
/// names its kind and key.
public struct Interest: Hashable, Sendable {
    /// Who follows it.
    public let person: ID<Person>
    /// What kind of thing it is: `search`, `theme`, `department`.
    public let kind: String
    /// Which one, in the words of its room.
    public let key: String
    /// What it is called.
    public let title: String
    /// The page that shows it, below the base path.
    public let path: String
}
