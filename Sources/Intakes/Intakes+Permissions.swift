// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site

extension Permission {
    /// Imports policies.
    public static let intakeImport = Permission("intakes.import")
    /// Takes all policies as a file.
    public static let intakeExport = Permission("intakes.export")
    /// Declares source pages, and decides about what they bring.
    public static let intakeWatch = Permission("intakes.watch")
}

extension Intakes {
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .intakeImport: .roles([.editor, .official]),
        .intakeExport: .roles([.editor, .official, .supervisor]),
        .intakeWatch: .roles([.editor, .official]),
    ]
}
