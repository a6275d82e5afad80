// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Standards
import Store

/// All that the room keeps of a person, as the person takes it away (个人信息保护法第四十五条): no secrets.
private struct OwnFile: Encodable {
    struct Right: Encodable {
        let role: String
        let region: String
        let department: String?
        let from: Date
        let until: Date?
        let ended: Date?
    }
    struct Enterprise: Encodable {
        let id: String
        let name: String
        let rights: [String]
        let since: Date
    }
    struct Browser: Encodable {
        let userAgent: String
        let since: Date
        let lastSeen: Date
    }
    struct Token: Encodable {
        let name: String
        let scopes: [String]
        let made: Date
        let expires: Date
    }
    struct Claim: Encodable {
        let creditCode: String
        let name: String
        let state: String
        let made: Date
        let reason: String
    }
    struct Deed: Encodable {
        let at: Date
        let action: String
        let subject: String
        let detail: String
    }

    let id: String
    let name: String
    let signInName: String?
    let created: Date
    let passwordChanged: Date?
    let hasSecondFactor: Bool
    let roles: [Right]
    let enterprises: [Enterprise]
    let sessions: [Browser]
    let otherSites: [String]
    let tokens: [Token]
    let claims: [Claim]
    let deeds: [Deed]
}

extension Accounts {
    /// The person's own file as JSON; of their deeds the newest 1,000.
    func accountFile(_ who: Identity) async throws -> [UInt8] {
        let id = who.person
        guard let record = try await store.person(id) else { throw SiteFault.notFound }
        var question = AuditQuestion()
        question.actor = who.actor
        let (deeds, _) = try await store.audit(question, after: nil, limit: 1000)
        let file = OwnFile(
            id: id.text, name: record.person.name, signInName: record.signInName,
            created: date(record.createdAt),
            passwordChanged: record.passwordHash.map { _ in date(record.passwordChangedAt) },
            hasSecondFactor: try await store.hasFactor(id),
            roles: try await store.grants(of: id).map {
                .init(
                    role: $0.grant.role.rawValue, region: $0.grant.region.code,
                    department: $0.grant.department?.text, from: date($0.validFrom),
                    until: $0.validUntil.map(date), ended: $0.endedAt.map(date))
            },
            enterprises: try await store.memberships(of: id).map {
                .init(
                    id: $0.membership.enterprise.text, name: $0.enterpriseName,
                    rights: $0.membership.rights.map(\.rawValue).sorted(), since: date($0.since))
            },
            sessions: try await store.sessions(of: id).map {
                .init(userAgent: $0.userAgent, since: date($0.createdAt), lastSeen: date($0.lastSeenAt))
            },
            otherSites: try await store.identities(of: id).map(\.issuer),
            tokens: try await store.tokens(of: id).map {
                .init(name: $0.name, scopes: $0.scopes, made: date($0.madeAt), expires: date($0.expiresAt))
            },
            claims: try await store.claims(of: id).map {
                .init(
                    creditCode: $0.creditCode.text, name: $0.enterpriseName, state: $0.state.rawValue,
                    made: date($0.madeAt), reason: $0.reason)
            },
            deeds: deeds.map {
                .init(at: date($0.recordedAt), action: $0.action, subject: $0.subject, detail: $0.detail)
            })
        return [UInt8](try JSONConventions.encoder.encode(file))
    }

    private func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
