// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Permission {
    /// Makes a link that says who shared a policy.
    public static let guideShare = Permission("guides.share")
    /// Declares zones.
    public static let guideZones = Permission("guides.zones")
    /// Keeps the managed tags, and answers proposals.
    public static let guideTags = Permission("guides.tags")
    /// Proposes tags for an enterprise.
    public static let guideTagProposals = Permission("guides.tagProposals")
}

extension Guides {
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .guideShare: .signedIn, .guideFollow: .signedIn, .guideZones: .roles([.editor]),
        .guideTags: .roles([.editor]), .guideTagProposals: .members(.view),
    ]
}
