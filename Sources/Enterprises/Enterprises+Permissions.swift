// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site

extension Permission {
    /// Sees lists of enterprises, in the regions of the grant.
    public static let enterpriseList = Permission("enterprises.list")
    /// Reads an enterprise's file.
    public static let enterpriseRead = Permission("enterprises.read")
    /// Sees sensitive values in the clear, with a reason that is kept.
    public static let enterpriseUnmask = Permission("enterprises.unmask")
    /// Adds entries, records and corrects facts for the office, gives the gold mark.
    public static let enterpriseRecord = Permission("enterprises.record")
    /// Imports sheets.
    public static let enterpriseImport = Permission("enterprises.import")
    /// Exports lists.
    public static let enterpriseExport = Permission("enterprises.export")
    /// States facts for the own enterprise.
    public static let enterpriseDeclare = Permission("enterprises.declare")
    /// States facts through the API: members for their own enterprise, officials for a source.
    public static let enterpriseState = Permission("enterprises.state")
    /// Gives and takes back consents for the own enterprise.
    public static let enterpriseConsent = Permission("enterprises.consent")
    /// Shows the enterprise's code.
    public static let enterpriseCode = Permission("enterprises.code")
    /// Makes earlier codes invalid.
    public static let enterpriseRenewCode = Permission("enterprises.renew-code")
    /// Visits enterprises.
    public static let enterpriseVisit = Permission("enterprises.visit")
    /// Reads what an enterprise consented to.
    public static let enterpriseConsented = Permission("enterprises.consented")
    /// Goes to the own enterprise's file.
    public static let enterpriseMine = Permission("enterprises.mine")
}

extension Enterprises {
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .enterpriseList: .roles([.official, .supervisor, .specialist]),
        .enterpriseRead: .any([.roles([.official, .supervisor, .specialist]), .members(.view)]),
        .enterpriseUnmask: .roles([.official]),
        .enterpriseRecord: .roles([.official]),
        .enterpriseImport: .roles([.official]),
        .enterpriseExport: .roles([.official, .supervisor]),
        .enterpriseDeclare: .members(.apply),
        .enterpriseState: .any([.roles([.official]), .members(.apply)]),
        .enterpriseConsent: .members(.manage),
        .enterpriseCode: .any([.roles([.official, .specialist]), .members(.view)]),
        .enterpriseRenewCode: .any([.roles([.official]), .members(.manage)]),
        .enterpriseVisit: .roles([.official, .specialist]),
        .enterpriseConsented: .roles([.bank]),
        .enterpriseMine: .members(.view),
    ]
}
