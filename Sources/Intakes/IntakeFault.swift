// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// What a person can get wrong with policies from elsewhere.
enum IntakeFault: Error, Hashable, CaseIterable, Sendable {
    /// What goes into the library as released is begun by another person than the one who sent the file.
    case samePerson
    /// The file that was asked for cannot be a workbook, because a text is longer than a cell bears.
    case tooLongForWorkbook
    /// The address of a source is declared already.
    case known
    /// Somebody else has decided about a finding.
    case decided
    /// There is no policy with this number.
    case noSuchPolicy
}

extension IntakeFault: ExplainedFault {
    var status: HTTPResponse.Status { .conflict }
    var kind: String { "intakes." + key }

    private var key: String {
        switch self {
        case .samePerson: "samePerson"
        case .tooLongForWorkbook: "tooLongForWorkbook"
        case .known: "known"
        case .decided: "decided"
        case .noSuchPolicy: "noSuchPolicy"
        }
    }

    func explanation(in words: Words) -> FaultExplanation {
        let base = "intakes.fault." + key
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }
}
