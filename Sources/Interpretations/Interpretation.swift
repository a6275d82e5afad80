// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Standards
import Store

/// A department's reading of a policy: what it means for enterprises, in text, sound, film or a picture.
struct Interpretation: Hashable, Sendable {
    let id: ID<Interpretation>
    let policy: ID<Policy>
    let policyNumber: Int64
    let policyTitle: String
    let region: Region
    let department: ID<Department>?
    let kind: Kind
    let title: String
    let author: String
    /// The text itself; of sound and film every word that is spoken, of a picture what it shows.
    let text: String
    let file: File?
    let madeAt: Int64
    /// Why it was taken back; nil while it is shown.
    let removal: String?

    /// In what it is given.
    enum Kind: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
        case text, sound, film, picture

        /// The files that it may be, known by their first bytes.
        var files: Set<FileKind> {
            switch self {
            case .text: []
            case .sound: [.mp3, .m4a, .ogg]
            case .film: [.mp4, .webm]
            case .picture: [.png, .jpeg, .webp]
            }
        }

        /// The least that its text says: a transcript is longer than the description of a picture.
        var leastCharacters: Int {
            switch self {
            case .text, .sound, .film: 20
            case .picture: 5
            }
        }
    }

    /// The file as the vault keeps it.
    struct File: Hashable, Sendable {
        let digest: String
        let sizeBytes: Int64
        let kind: FileKind
    }

    /// The way to its page.
    var path: String { "/interpretations/\(id.text)" }
}

/// What somebody sends as a new interpretation.
struct NewInterpretation: Sendable {
    let policy: ID<Policy>
    let kind: Interpretation.Kind
    let title: String
    let author: String
    let text: String
    let file: ReceivedFile?
    let fileName: String
}

/// That a department owes the reading of a released policy, within two working days.
struct InterpretationDuty: Hashable, Sendable {
    let version: ID<PolicyVersion>
    let policy: ID<Policy>
    let policyNumber: Int64
    let title: String
    let region: Region
    let department: ID<Department>?
    let departmentName: String?
    let releasedOn: Day
    /// The last day; nil while the year's working days are not published.
    let dueOn: Day?

    /// Working days that a department has, as Qingdao asks of its offices.
    static let workingDays = 2

    /// Whether its last day is past.
    func isOverdue(on day: Day) -> Bool { dueOn.map { $0 < day } ?? false }
}
