// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// 企业认证: somebody says that they act for an enterprise, and brings evidence; an official of its region
/// decides.
public struct EnterpriseClaim: Sendable {
    /// Where a claim stands.
    enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case waiting, accepted, refused, withdrawn
    }

    let id: ID<EnterpriseClaim>
    let creditCode: CreditCode
    let enterpriseName: String
    let region: Region
    let person: ID<Person>
    let evidence: ID<AttachedFile>
    let state: State
    /// Milliseconds since 1970.
    let madeAt: Int64
    let decidedAt: Int64?
    let reason: String

    /// Published in the transaction in which an official accepts a claim. The register takes it up: it finds
    /// the enterprise by its code, or adds it, and calls `Transaction.join` with the right to manage.
    public static let accepted = EventTopic<AcceptedClaim>("accounts.claim-accepted")

    /// What may be brought as evidence.
    static let evidenceLimits = FileLimits(kinds: [.pdf, .jpeg, .png], sizeBytes: 10 << 20)
}

/// A claim that was accepted.
public struct AcceptedClaim: Codable, Sendable, Equatable {
    /// The claim.
    public let claim: ID<EnterpriseClaim>
    /// The unified social credit code, valid.
    public let creditCode: String
    /// The name as it was claimed and checked.
    public let name: String
    /// The code of the region, six digits.
    public let region: String
    /// Who acts for the enterprise.
    public let person: ID<Person>
    /// Who decided.
    public let decidedBy: ID<Person>

    /// A claim that an official accepted.
    public init(
        claim: ID<EnterpriseClaim>, creditCode: String, name: String, region: String, person: ID<Person>,
        decidedBy: ID<Person>
    ) {
        self.claim = claim
        self.creditCode = creditCode
        self.name = name
        self.region = region
        self.person = person
        self.decidedBy = decidedBy
    }
}
