// SPDX-License-Identifier: Apache-2.0
import Store

extension Transaction {
    /// Hands over a message in the transaction in which its reason arose: both are kept, or neither. A key
    /// that was told before is passed over; gives whether it is new.
    @discardableResult
    public func tell(_ message: NewMessage) throws -> Bool {
        false
    }
}
