// SPDX-License-Identifier: Apache-2.0
import Store

/// A human being with an account.
public struct Person: Hashable, Sendable {
    /// Their id.
    public let id: ID<Person>
    /// The name that others see.
    public let name: String

    /// A person.
    public init(id: ID<Person>, name: String) {
        self.id = id
        self.name = name
    }
}
