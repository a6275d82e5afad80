// SPDX-License-Identifier: Apache-2.0
import Rules
import Standards

/// Which enterprises somebody has chosen, for instance to be told something. What is nil does not restrict.
/// Only those whose registration is active belong to it.
public struct EnterpriseChoice: Hashable, Sendable {
    /// The region and all in it.
    public var region: Region
    /// A section of industries: `C`.
    public var section: String?
    /// A class or title that a fact states.
    public var label: String?
    /// The first day of registration.
    public var foundedSince: Day?

    /// All active enterprises of a region.
    public init(in region: Region, section: String? = nil, label: String? = nil, foundedSince: Day? = nil) {
        self.region = region
        self.section = section
        self.label = label
        self.foundedSince = foundedSince
    }
}

extension Enterprises {
    /// All classes and titles that there can be, with their English names, in the vocabulary's order.
    public var labels: [(label: String, english: String)] { book.allLabels }
}
