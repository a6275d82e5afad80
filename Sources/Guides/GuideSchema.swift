// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum GuideSchema {
    static let migrations = [catalogue, shares, tags]

    /// `change` grows with every policy that came, changed or went, so that each server can ask what is new.
    private static let catalogue = Migration(
        date: "2026-11-29", name: "guides: 1 catalogue",
        both: """
            CREATE TABLE guide_entry (
                policy text NOT NULL PRIMARY KEY REFERENCES policy (id),
                change bigint NOT NULL UNIQUE
            );
            """)

    /// Uses by the day; tags that enterprises proposed and editors accepted, beside what the policy's version
    /// says; the proposals with their clock. Names are folded when they are read, so that they may change.
    private static let tags = Migration(
        date: "2026-11-30", name: "guides: 3 uses and proposals of tags",
        both: """
            CREATE TABLE guide_tag_use (
                name text NOT NULL,
                day bigint NOT NULL,
                uses bigint NOT NULL,
                PRIMARY KEY (name, day)
            );
            CREATE INDEX guide_tag_use_by_day ON guide_tag_use (day);
            CREATE TABLE guide_policy_tag (
                policy text NOT NULL REFERENCES policy (id),
                name text NOT NULL,
                added_at bigint NOT NULL,
                PRIMARY KEY (policy, name)
            );
            CREATE TABLE guide_tag_proposal (
                id text NOT NULL PRIMARY KEY,
                number bigint NOT NULL UNIQUE,
                enterprise text NOT NULL,
                enterprise_name text NOT NULL,
                person text NOT NULL REFERENCES person (id),
                person_name text NOT NULL,
                policy text REFERENCES policy (id),
                name text NOT NULL,
                reason text NOT NULL,
                state text NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
                proposed_at bigint NOT NULL,
                due_on bigint,
                answer text NOT NULL,
                tag text NOT NULL,
                answered_by text,
                answered_by_name text NOT NULL,
                answered_at bigint,
                CHECK ((state = 'open') = (answered_at IS NULL))
            );
            CREATE UNIQUE INDEX guide_tag_proposal_open
                ON guide_tag_proposal (enterprise, (COALESCE(policy, '')), name) WHERE state = 'open';
            CREATE INDEX guide_tag_proposal_by_state ON guide_tag_proposal (state, number);
            CREATE INDEX guide_tag_proposal_by_enterprise ON guide_tag_proposal (enterprise, number);
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
