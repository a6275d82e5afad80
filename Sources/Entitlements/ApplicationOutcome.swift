// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// What became of one application, as the office that decided states it.
struct ApplicationOutcome: Hashable, Sendable {
    var policy: Int64
    /// The key of the item; empty when the sheet names none.
    var item: String
    var enterprise: EnterpriseID
    /// Where the enterprise was registered then.
    var region: Region
    var appliedOn: Day
    var result: Result
    /// Why it was refused, or the clause by which.
    var reason: String
    var amountFen: Int64?
    var decidedOn: Day?
    var paidOn: Day?

    /// How far it has come.
    enum Result: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        /// Under examination.
        case pending
        case approved
        case refused

        /// The words that sheets use; nil for another.
        init?(reading text: String) {
            switch text {
            case "待审", "审核中", "受理", "pending": self = .pending
            case "通过", "批准", "已通过", "同意", "approved": self = .approved
            case "不通过", "未通过", "驳回", "退回", "不予通过", "refused": self = .refused
            default: return nil
            }
        }
    }
}
