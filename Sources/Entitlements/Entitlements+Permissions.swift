// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site

extension Permission {
    /// Reads what one's own enterprise is entitled to.
    public static let entitlementOwn = Permission("entitlements.own")
    /// Reads what an enterprise is entitled to, on its file.
    public static let entitlementRead = Permission("entitlements.read")
    /// Reads the figures of policies in the regions of the grant.
    public static let entitlementFigures = Permission("entitlements.figures")
    /// Brings in what became of applications.
    public static let entitlementOutcomes = Permission("entitlements.outcomes")
}

extension Entitlements {
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .entitlementOwn: .members(.view),
        .entitlementRead: .any([.roles([.official, .supervisor, .specialist]), .members(.view)]),
        .entitlementFigures: .roles([.official, .supervisor]),
        .entitlementOutcomes: .roles([.official]),
    ]
}
