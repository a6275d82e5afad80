// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum DraftSchema {
    static let migrations = [desk]

    /// Originals as they came, what became of each clause, and phrases that an editor put right.
    private static let desk = Migration(
        date: "2026-11-29", name: "drafts: 1 desk",
        both: """
            CREATE TABLE draft_original (
                policy text NOT NULL REFERENCES policy (id),
                digest text NOT NULL,
                name text NOT NULL,
                size_bytes bigint NOT NULL CHECK (size_bytes > 0),
                file text REFERENCES store_file (id),
                content bytea,
                person text NOT NULL,
                at bigint NOT NULL,
                PRIMARY KEY (policy, digest),
                CHECK ((file IS NULL) <> (content IS NULL))
            );
            CREATE TABLE draft_decision (
                id text NOT NULL PRIMARY KEY,
                version text NOT NULL REFERENCES policy_version (id),
                item text NOT NULL,
                kind text NOT NULL CHECK (kind IN ('accepted', 'mended', 'judged', 'removed')),
                was text NOT NULL,
                became text NOT NULL,
                reason text NOT NULL,
                person text NOT NULL,
                person_name text NOT NULL,
                at bigint NOT NULL
            );
            CREATE INDEX draft_decision_by_version ON draft_decision (version, id);
            CREATE TABLE draft_phrase (
                id text NOT NULL PRIMARY KEY,
                phrase text NOT NULL UNIQUE,
                words text NOT NULL,
                was text NOT NULL,
                line text NOT NULL,
                person text NOT NULL,
                person_name text NOT NULL,
                at bigint NOT NULL,
                uses bigint NOT NULL CHECK (uses >= 0)
            );
            """)
}
