// SPDX-License-Identifier: Apache-2.0
import Store

/// The table by which policies are known again.
enum PolicyMarkSchema {
    static let marks = Migration(
        date: "2026-11-28", name: "policies: 2 marks",
        both: """
            CREATE TABLE policy_mark (
                mark text NOT NULL,
                policy text NOT NULL REFERENCES policy (id),
                PRIMARY KEY (mark, policy)
            );
            CREATE INDEX policy_mark_by_policy ON policy_mark (policy);
            CREATE TABLE policy_tagging (
                version text NOT NULL REFERENCES policy_version (id),
                name text NOT NULL,
                PRIMARY KEY (version, name)
            );
            CREATE INDEX policy_tagging_by_name ON policy_tagging (name, version);
            """)
}
