// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum PolicySchema {
    static let migrations = [
        library, PolicyCounterSchema.counters, hands, stepsByTime, PolicyMarkSchema.marks, TagSchema.tags,
    ]

    /// What lists filter and sort by stands in columns beside the content, written by the same statement.
    private static let library = Migration(
        date: "2026-11-28", name: "policies: 1 library",
        both: """
            CREATE TABLE policy (
                id text NOT NULL PRIMARY KEY,
                number bigint NOT NULL UNIQUE,
                region bigint NOT NULL,
                department text REFERENCES department (id),
                created_at bigint NOT NULL
            );
            CREATE TABLE policy_version (
                id text NOT NULL PRIMARY KEY,
                policy text NOT NULL REFERENCES policy (id),
                version bigint NOT NULL CHECK (version >= 1),
                stage text NOT NULL CHECK (stage IN (
                    'draft', 'checking', 'commenting', 'approved', 'released', 'superseded', 'expired',
                    'withdrawn')),
                revision bigint NOT NULL,
                title text NOT NULL,
                place bigint NOT NULL,
                level text NOT NULL,
                published_on bigint,
                apply_from bigint,
                apply_to bigint,
                content text NOT NULL,
                made_by text NOT NULL,
                made_at bigint NOT NULL,
                changed_at bigint NOT NULL,
                first_released_by text,
                released_by text,
                released_at bigint,
                in_force_from bigint,
                in_force_to bigint,
                CHECK (released_by IS NULL OR first_released_by <> released_by),
                CHECK (in_force_to IS NULL OR in_force_to >= in_force_from),
                UNIQUE (policy, version)
            );
            CREATE UNIQUE INDEX policy_version_open ON policy_version (policy)
                WHERE stage IN ('draft', 'checking', 'commenting', 'approved');
            CREATE UNIQUE INDEX policy_version_released ON policy_version (policy) WHERE stage = 'released';
            CREATE INDEX policy_version_by_stage ON policy_version (stage, id);
            CREATE INDEX policy_version_by_window ON policy_version (stage, apply_to);
            CREATE TABLE policy_step (
                id text NOT NULL PRIMARY KEY,
                version text NOT NULL REFERENCES policy_version (id),
                at bigint NOT NULL,
                actor text NOT NULL,
                actor_name text NOT NULL,
                stage text NOT NULL,
                note text NOT NULL
            );
            CREATE INDEX policy_step_by_version ON policy_step (version, id);
            """)

    /// Who wrote at a version, so that nobody checks their own work; and until when comments are taken.
    private static let hands = Migration(
        date: "2026-11-28", name: "policies: 2 hands",
        both: """
            ALTER TABLE policy_version ADD COLUMN comment_to bigint;
            CREATE TABLE policy_hand (
                version text NOT NULL REFERENCES policy_version (id),
                person text NOT NULL,
                PRIMARY KEY (version, person)
            );
            CREATE INDEX policy_version_by_change ON policy_version (changed_at, id);
            """)

    /// What decided lately what is in force is asked for every few seconds.
    private static let stepsByTime = Migration(
        date: "2026-11-28", name: "policies: 4 steps by time",
        both: "CREATE INDEX policy_step_by_time ON policy_step (at);")
}
