// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site

extension Permission {
    /// Asks, reads and rates the own questions.
    public static let consultationAsk = Permission("consultations.ask")
    /// Answers questions that lie at the own desk.
    public static let consultationAnswer = Permission("consultations.answer")
    /// Sees to it that dissatisfied people are called back.
    public static let consultationSupervise = Permission("consultations.supervise")
    /// Works on public comments on drafts.
    public static let consultationOpinions = Permission("consultations.opinions")
    /// Sees the red and black list: supervisors of their regions, officials of their departments' policies.
    public static let consultationBoard = Permission("consultations.board")
    /// Sees the questions of an enterprise.
    public static let consultationEnterprise = Permission("consultations.enterprise")
}

extension Consultations {
    /// Who is admitted to what this room does.
    public static let admissions: [Permission: Admission] = [
        .consultationAsk: .signedIn,
        .consultationAnswer: .roles([.official, .operator]),
        .consultationSupervise: .roles([.supervisor]),
        .consultationOpinions: .roles([.editor, .official]),
        .consultationBoard: .roles([.supervisor, .official]),
        .consultationEnterprise: .any([.roles([.official, .supervisor, .specialist]), .members(.view)]),
    ]
}
