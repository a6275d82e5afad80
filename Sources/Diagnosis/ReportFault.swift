// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Paper
import Site

/// What keeps a person from a kept report.
enum ReportFault: Error, Hashable, Sendable {
    /// The account acts for no enterprise.
    case noEnterprise
    /// The link has ended or was taken back.
    case shareEnded
    /// The report cannot be printed.
    case unprintable(PaperFault)
}

extension ReportFault: ExplainedFault {
    var status: HTTPResponse.Status {
        switch self {
        case .noEnterprise: .conflict
        case .shareEnded: .gone
        case .unprintable: .internalServerError
        }
    }

    var kind: String {
        switch self {
        case .noEnterprise: "reports.no-enterprise"
        case .shareEnded: "reports.share-ended"
        case .unprintable: "reports.unprintable"
        }
    }

    func explanation(in words: Words) -> FaultExplanation {
        let base: String =
            switch self {
            case .noEnterprise: "diagnosis.fault.noEnterprise"
            case .shareEnded: "diagnosis.fault.shareEnded"
            case .unprintable: "diagnosis.fault.unprintable"
            }
        return FaultExplanation(
            title: words(base), reason: words(base + ".reason"), advice: words(base + ".advice"))
    }
}
