// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum InterpretationSchema {
    static let migrations = [interpretations]

    private static let interpretations = Migration(
        date: "2026-11-29", name: "interpretations: 1 interpretations",
        both: """
            CREATE TABLE interpretation (
                id text NOT NULL PRIMARY KEY,
                policy text NOT NULL REFERENCES policy (id),
                kind text NOT NULL CHECK (kind IN ('text', 'sound', 'film', 'picture')),
                title text NOT NULL,
                author text NOT NULL,
                body text NOT NULL CHECK (body <> ''),
                file text REFERENCES store_file (id),
                made_by text NOT NULL,
                made_at bigint NOT NULL,
                removal text,
                removed_by text,
                removed_at bigint,
                CHECK ((kind = 'text') = (file IS NULL)),
                CHECK (removal IS NULL OR removal <> '')
            );
            CREATE INDEX interpretation_by_policy ON interpretation (policy, id);
            CREATE TABLE interpretation_duty (
                version text NOT NULL PRIMARY KEY REFERENCES policy_version (id),
                policy text NOT NULL REFERENCES policy (id),
                released_on bigint NOT NULL,
                due_on bigint CHECK (due_on >= released_on),
                met_at bigint,
                dropped_at bigint
            );
            CREATE INDEX interpretation_duty_open ON interpretation_duty (met_at, dropped_at, due_on);
            CREATE INDEX interpretation_duty_by_policy ON interpretation_duty (policy);
            """)
}
