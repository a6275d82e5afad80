// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of managed tags.
enum TagSchema {
    /// A name belongs to one tag, as its own or as another name. `change` grows with every change of any tag,
    /// so that each server can ask what is new.
    static let tags = Migration(
        date: "2026-11-30", name: "policies: 5 tags",
        both: """
            CREATE TABLE policy_tag (
                id text NOT NULL PRIMARY KEY,
                dimension text NOT NULL CHECK (dimension IN (
                    'issuer', 'region', 'kind', 'theme', 'registration', 'industry', 'park', 'staff',
                    'revenue', 'assets', 'ladder')),
                is_offered boolean NOT NULL,
                revision bigint NOT NULL,
                change bigint NOT NULL UNIQUE
            );
            CREATE TABLE policy_tag_name (
                name text NOT NULL PRIMARY KEY,
                tag text NOT NULL REFERENCES policy_tag (id),
                is_own boolean NOT NULL
            );
            CREATE UNIQUE INDEX policy_tag_name_own ON policy_tag_name (tag) WHERE is_own;
            CREATE INDEX policy_tag_name_by_tag ON policy_tag_name (tag);
            """)
}
