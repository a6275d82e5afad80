// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// What an enterprise allows one recipient to see, for one purpose, for a while.
public struct Consent: Hashable, Sendable {
    /// Its id.
    public let id: ID<Consent>
    /// Who gave it.
    public let enterprise: EnterpriseID
    /// Who may see: the id of a bank or another institution as accounts know it.
    public let recipient: String
    /// Its name as it was shown.
    public let recipientName: String
    /// What for.
    public let purpose: Purpose
    /// Names of the words that may be seen.
    public let items: [String]
    /// From when on, in milliseconds since 1970.
    public let validFrom: Int64
    /// Until when, not included.
    public let validUntil: Int64
    /// Which version of the text was shown.
    public let textVersion: String
    /// SHA-256 of the text as it was shown, in hex.
    public let textDigest: String
    /// Who gave it: the id of a person.
    public let givenBy: String
    /// When it was given.
    public let givenAt: Int64
    /// When it was taken back; nil while it was not.
    public let withdrawnAt: Int64?

    /// What data may be used for; nothing else.
    public enum Purpose: String, CaseIterable, Codable, Sendable, SQLBindable, SQLReadable {
        /// 贷款申请与审批.
        case loan
        /// 信用评价.
        case credit
        /// 担保.
        case guarantee
        /// 服务对接.
        case service
    }

    /// Whether it allows a read at a moment, in milliseconds since 1970.
    public func isLive(at moment: Int64) -> Bool {
        withdrawnAt == nil && validFrom <= moment && moment < validUntil
    }
}

/// Somebody to whom an enterprise can give consent.
public struct ConsentRecipient: Hashable, Sendable {
    /// The id under which accounts know it.
    public let id: String
    /// Its full name.
    public let name: String

    /// A recipient.
    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// A look at data that is not everybody's, as it is shown to the enterprise.
struct DataAccess: Hashable, Sendable {
    let at: Int64
    let actorName: String
    let consent: ID<Consent>?
    let items: [String]
    let reason: String
}
