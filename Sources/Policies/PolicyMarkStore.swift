// SPDX-License-Identifier: Apache-2.0
import Store

extension Transaction {
    /// Keeps by what a version is known again and which tags it bears, with the version itself.
    func mark(_ content: PolicyContent, in version: ID<PolicyVersion>) throws {
        for mark in [content.numberMark, content.titleMark] {
            guard let mark else { continue }
            try run(
                """
                INSERT INTO policy_mark (mark, policy)
                SELECT CAST($1 AS text), policy FROM policy_version WHERE id = $2
                ON CONFLICT (mark, policy) DO NOTHING
                """, mark.text, version)
        }
        try run("DELETE FROM policy_tagging WHERE version = $1", version)
        for tag in Set(content.tags) {
            try run("INSERT INTO policy_tagging (version, name) VALUES ($1, $2)", version, tag)
        }
    }
}

extension Reader {
    /// Policies that a content may be another version of, by its 文号; without a match, by title and issuers
    /// among those of which no other 文号 is known. More than one where that does not tell them apart.
    public func policies(like content: PolicyContent) throws -> [ID<Policy>] {
        if let number = content.numberMark {
            let found = try policies(marked: number)
            if !found.isEmpty { return found }
            return try policies(marked: content.titleMark).filter { try !hasNumber($0) }
        }
        return try policies(marked: content.titleMark)
    }

    private func policies(marked mark: PolicyMark) throws -> [ID<Policy>] {
        try rows("SELECT policy FROM policy_mark WHERE mark = $1 ORDER BY policy LIMIT 10", mark.text)
            .map { try $0["policy"] }
    }

    private func hasNumber(_ policy: ID<Policy>) throws -> Bool {
        try first("SELECT 1 AS one FROM policy_mark WHERE policy = $1 AND mark LIKE 'n:%' LIMIT 1", policy)
            != nil
    }
}
