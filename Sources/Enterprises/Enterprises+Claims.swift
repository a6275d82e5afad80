// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

extension Enterprises {
    /// What this room listens to: an accepted 企业认证 makes its person a manager of the enterprise, which is
    /// added to the register when it is not there yet. Name and region of an enterprise that is there stay as
    /// the register has them; a claim does not change them.
    public static let subscriptions = [
        Subscription("enterprises", to: EnterpriseClaim.accepted) { tx, event in
            let claim = event.payload
            guard let code = CreditCode(codedText: claim.creditCode), let region = Region(code: claim.region)
            else { throw UnusableClaim(claim: claim.claim.text) }
            let actor = claim.decidedBy.text
            let enterprise =
                try tx.enterprise(coded: code)
                ?? tx.added(
                    RegisterEntry(code: code, name: claim.name, region: region, source: claimSource),
                    by: actor)
            let label = EnterpriseLabel(id: enterprise.id, name: enterprise.name, region: enterprise.region)
            try tx.join(label, claim.person, rights: [.manage, .apply], actor: actor)
        }
    ]

    /// Who stated an entry that came by a claim.
    private static let claimSource = "企业认证"
}

/// A claim whose code or region no longer reads; it waits among the dead letters for a person.
struct UnusableClaim: Error {
    let claim: String
}

extension Transaction {
    /// Adds an entry that is not there and gives it.
    fileprivate func added(_ entry: RegisterEntry, by actor: String) throws -> Enterprise {
        let (id, _) = try record(entry, by: actor)
        try audit(actor: actor, action: "enterprise.add", subject: id.text, detail: entry.code.text)
        guard let enterprise = try enterprise(id) else { throw UnusableClaim(claim: entry.code.text) }
        return enterprise
    }
}
