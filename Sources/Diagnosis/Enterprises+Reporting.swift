// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Rules
import Standards
import Store

/// The register of enterprises is what reports stand on.
extension Enterprises: EnterpriseFacts {
    /// Who the enterprise is; nil when the register has no such one.
    public func reported(_ id: EnterpriseID) async throws -> ReportedEnterprise? {
        try await enterprise(id).map { found in
            ReportedEnterprise(
                id: found.id, name: found.name, creditCode: found.code.text, region: found.region)
        }
    }

    /// Keeps what a member states, with the source of self-declaration and the day.
    public func declare(
        _ facts: [Facts.Key: String], of id: EnterpriseID, by person: Identity, once key: String
    ) async throws {
        _ = try await declare(facts, of: id, by: person.actor, once: key)
    }
}
