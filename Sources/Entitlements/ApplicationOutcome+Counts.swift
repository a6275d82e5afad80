// SPDX-License-Identifier: Apache-2.0
import Policies
import Standards
import Store

extension ApplicationOutcome {
    /// Counts what it says for its policy, or takes it back with -1 when it is said otherwise now. A payment
    /// counts where its working days are known: the day of approval is stated, and the calendars published.
    func count(in tx: Transaction, times: Int64) throws {
        try tx.count(.applications, ofPolicyNumbered: policy, by: times, on: appliedOn)
        guard result == .approved else { return }
        try tx.count(.approvals, ofPolicyNumbered: policy, by: times, on: decidedOn ?? appliedOn)
        guard let decidedOn, let paidOn,
            let days = try? WorkCalendar.standard.workingDays(from: decidedOn, to: paidOn)
        else { return }
        try tx.count(.payments, ofPolicyNumbered: policy, by: times, on: paidOn)
        try tx.count(.paidDays, ofPolicyNumbered: policy, by: times * Int64(days), on: paidOn)
    }
}
