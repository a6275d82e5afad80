// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site

extension Permission {
    /// Writes interpretations of the office's policies, and takes them back.
    public static let interpretationWrite = Permission("interpretations.write")
    /// Sees which interpretations are owed.
    public static let interpretationDuties = Permission("interpretations.duties")
}

extension Interpretations {
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .interpretationWrite: .roles([.official, .editor]),
        .interpretationDuties: .roles([.official, .editor, .supervisor]),
    ]
}
