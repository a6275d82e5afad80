// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum GuideSchema {
    static let migrations = [catalogue, shares]

    /// `change` grows with every policy that came, changed or went, so that each server can ask what is new.
    private static let catalogue = Migration(
        date: "2026-11-29", name: "guides: 1 catalogue",
        both: """
            CREATE TABLE guide_entry (
                policy text NOT NULL PRIMARY KEY REFERENCES policy (id),
                change bigint NOT NULL UNIQUE
            );
            """)

    private static let shares = Migration(
        date: "2026-11-29", name: "guides: 2 shares, zones",
        both: """
            CREATE TABLE guide_share (
                code text NOT NULL PRIMARY KEY,
                policy text NOT NULL REFERENCES policy (id),
                person text NOT NULL,
                name text NOT NULL,
                made_at bigint NOT NULL,
                opens bigint NOT NULL,
                UNIQUE (policy, person)
            );
            CREATE TABLE guide_zone (
                name text NOT NULL PRIMARY KEY,
                place bigint NOT NULL,
                title text NOT NULL,
                title_en text NOT NULL,
                intro text NOT NULL,
                intro_en text NOT NULL,
                query text NOT NULL,
                numbers text NOT NULL,
                revision bigint NOT NULL
            );
            """)
}
