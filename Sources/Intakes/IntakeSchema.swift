// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum IntakeSchema {
    static let migrations = [imports, SourceSchema.sources]

    private static let imports = Migration(
        date: "2026-11-29", name: "intakes: 1 imports",
        both: """
            CREATE TABLE intake_run (
                id text NOT NULL PRIMARY KEY,
                file text NOT NULL REFERENCES store_file (id),
                file_name text NOT NULL,
                is_release boolean NOT NULL,
                region bigint NOT NULL,
                regions text NOT NULL,
                total bigint NOT NULL CHECK (total >= 1),
                place bigint NOT NULL,
                added bigint NOT NULL,
                revised bigint NOT NULL,
                unchanged bigint NOT NULL,
                refused bigint NOT NULL,
                state text NOT NULL CHECK (state IN ('checking', 'shown', 'running', 'done')),
                actor text NOT NULL,
                actor_name text NOT NULL,
                made_at bigint NOT NULL,
                begun_by text,
                begun_name text,
                ended_at bigint,
                CHECK (place BETWEEN 0 AND total)
            );
            CREATE INDEX intake_run_by_region ON intake_run (region, id);
            CREATE TABLE intake_refusal (
                run text NOT NULL REFERENCES intake_run (id),
                place bigint NOT NULL,
                ordinal bigint NOT NULL,
                line bigint NOT NULL,
                position bigint NOT NULL,
                header text NOT NULL,
                found text NOT NULL,
                chinese text NOT NULL,
                english text NOT NULL,
                PRIMARY KEY (run, place, ordinal)
            );
            CREATE TABLE intake_seen (
                run text NOT NULL REFERENCES intake_run (id),
                mark text NOT NULL,
                line bigint NOT NULL,
                PRIMARY KEY (run, mark)
            );
            """)
}
