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
}

extension Guides {
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .guideShare: .signedIn, .guideZones: .roles([.editor]),
    ]
}
