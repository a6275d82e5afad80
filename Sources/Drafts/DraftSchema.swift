// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum DraftSchema {
    static let migrations = [desk, proposals]

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

    /// What a model was asked and what it proposed. One question at a time for a version, one for each
    /// revision of it.
    private static let proposals = Migration(
        date: "2026-11-30", name: "drafts: 2 proposals",
        both: """
            CREATE TABLE draft_proposal_run (
                id text NOT NULL PRIMARY KEY,
                version text NOT NULL REFERENCES policy_version (id),
                revision bigint NOT NULL,
                model text NOT NULL,
                state text NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
                fault text NOT NULL,
                tries bigint NOT NULL CHECK (tries >= 1),
                person text NOT NULL,
                person_name text NOT NULL,
                asked_at bigint NOT NULL,
                ended_at bigint,
                UNIQUE (version, revision),
                CHECK ((state = 'waiting') = (ended_at IS NULL)),
                CHECK ((state = 'failed') = (fault <> ''))
            );
            CREATE UNIQUE INDEX draft_proposal_run_waiting
                ON draft_proposal_run (version) WHERE state = 'waiting';
            CREATE TABLE draft_proposal (
                id text NOT NULL PRIMARY KEY,
                run text NOT NULL REFERENCES draft_proposal_run (id),
                version text NOT NULL REFERENCES policy_version (id),
                place bigint NOT NULL,
                item text NOT NULL,
                quote text NOT NULL,
                line text NOT NULL,
                was text NOT NULL,
                state text NOT NULL CHECK (state IN ('open', 'taken', 'mended', 'refused', 'unfit')),
                problem text NOT NULL,
                became text NOT NULL,
                person_name text NOT NULL,
                decided_at bigint,
                UNIQUE (run, place),
                CHECK ((state = 'unfit') = (problem <> '')),
                CHECK ((state IN ('open', 'unfit')) = (decided_at IS NULL))
            );
            CREATE INDEX draft_proposal_by_version ON draft_proposal (version, id);
            """)
}
