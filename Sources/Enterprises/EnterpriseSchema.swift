// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum EnterpriseSchema {
    static let migrations = [register, search, facts, consents, visits, imports]

    private static let register = Migration(
        date: "2026-11-22", name: "enterprises: 1 register",
        both: """
            CREATE TABLE enterprise (
                id text NOT NULL PRIMARY KEY,
                number bigint NOT NULL UNIQUE,
                code text NOT NULL UNIQUE,
                name text NOT NULL,
                name_key text NOT NULL,
                region bigint NOT NULL,
                section text,
                division bigint,
                industry text,
                founded bigint,
                legal_form text NOT NULL,
                state text NOT NULL CHECK (state IN ('active', 'dormant', 'revoked', 'closed', 'moved')),
                address text NOT NULL,
                source text NOT NULL,
                is_example boolean NOT NULL,
                gold_reason text,
                gold_until bigint,
                code_issue bigint NOT NULL,
                recorded_at bigint NOT NULL,
                changed_at bigint NOT NULL,
                CHECK ((gold_reason IS NULL) = (gold_until IS NULL))
            );
            CREATE INDEX enterprise_by_region ON enterprise (region, number);
            CREATE INDEX enterprise_by_section ON enterprise (section, region, number);
            CREATE INDEX enterprise_by_division ON enterprise (division, region, number);
            CREATE INDEX enterprise_by_name ON enterprise (name_key);
            CREATE TABLE enterprise_former_name (
                enterprise text NOT NULL REFERENCES enterprise (id),
                name text NOT NULL,
                until bigint NOT NULL,
                PRIMARY KEY (enterprise, name)
            );
            CREATE TABLE enterprise_label (
                label text NOT NULL,
                region bigint NOT NULL,
                number bigint NOT NULL,
                PRIMARY KEY (label, region, number)
            );
            CREATE INDEX enterprise_label_by_number ON enterprise_label (number);
            CREATE TABLE enterprise_moment (
                id text NOT NULL PRIMARY KEY,
                enterprise text NOT NULL REFERENCES enterprise (id),
                at bigint NOT NULL,
                kind text NOT NULL,
                detail text NOT NULL,
                actor text NOT NULL
            );
            CREATE INDEX enterprise_moment_by_enterprise ON enterprise_moment (enterprise, id);
            """)

    /// What is found by words. SQLite: an FTS5 table; PostgreSQL: a tsvector under a GIN index. Both hold the
    /// same tokens, see `SearchTerms`.
    private static let search = Migration(
        date: "2026-11-22", name: "enterprises: 2 search",
        sqlite: """
            CREATE VIRTUAL TABLE enterprise_search USING fts5(
                terms, tokenize = 'unicode61 remove_diacritics 0', columnsize = 0
            );
            """,
        postgres: """
            CREATE TABLE enterprise_search (
                number bigint NOT NULL PRIMARY KEY,
                terms tsvector NOT NULL
            );
            CREATE INDEX enterprise_search_terms ON enterprise_search USING gin (terms);
            """)

    private static let facts = Migration(
        date: "2026-11-22", name: "enterprises: 3 facts",
        both: """
            CREATE TABLE enterprise_fact (
                id text NOT NULL PRIMARY KEY,
                enterprise text NOT NULL REFERENCES enterprise (id),
                word text NOT NULL,
                year bigint NOT NULL,
                value text NOT NULL,
                source text NOT NULL,
                evidence text REFERENCES store_file (id),
                reason text NOT NULL,
                recorded_at bigint NOT NULL,
                recorded_by text NOT NULL,
                ended_at bigint,
                ended_by text,
                ended_as text CHECK (ended_as IN ('replaced', 'corrected', 'withdrawn')),
                ended_reason text,
                CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
                CHECK (ended_at >= recorded_at)
            );
            CREATE INDEX enterprise_fact_by_enterprise ON enterprise_fact (enterprise, word, year);
            CREATE UNIQUE INDEX enterprise_fact_standing
                ON enterprise_fact (enterprise, word, year, source) WHERE ended_at IS NULL;
            """)

    private static let consents = Migration(
        date: "2026-11-22", name: "enterprises: 4 consents",
        both: """
            CREATE TABLE enterprise_consent (
                id text NOT NULL PRIMARY KEY,
                enterprise text NOT NULL REFERENCES enterprise (id),
                recipient text NOT NULL,
                recipient_name text NOT NULL,
                purpose text NOT NULL,
                items text NOT NULL,
                valid_from bigint NOT NULL,
                valid_until bigint NOT NULL,
                text_version text NOT NULL,
                text_digest text NOT NULL,
                given_by text NOT NULL,
                given_at bigint NOT NULL,
                withdrawn_by text,
                withdrawn_at bigint,
                CHECK (valid_until > valid_from)
            );
            CREATE INDEX enterprise_consent_by_enterprise ON enterprise_consent (enterprise, id);
            CREATE INDEX enterprise_consent_by_recipient ON enterprise_consent (recipient, id);
            CREATE TABLE enterprise_access (
                id text NOT NULL PRIMARY KEY,
                enterprise text NOT NULL REFERENCES enterprise (id),
                consent text REFERENCES enterprise_consent (id),
                actor text NOT NULL,
                actor_name text NOT NULL,
                at bigint NOT NULL,
                items text NOT NULL,
                reason text NOT NULL
            );
            CREATE INDEX enterprise_access_by_enterprise ON enterprise_access (enterprise, id);
            """)

    private static let visits = Migration(
        date: "2026-11-22", name: "enterprises: 5 visits",
        both: """
            CREATE TABLE enterprise_visit (
                id text NOT NULL PRIMARY KEY,
                enterprise text NOT NULL REFERENCES enterprise (id),
                official text NOT NULL,
                official_name text NOT NULL,
                purpose text NOT NULL,
                note text NOT NULL,
                begun_at bigint NOT NULL,
                finished_at bigint
            );
            CREATE INDEX enterprise_visit_by_enterprise ON enterprise_visit (enterprise, id);
            """)

    private static let imports = Migration(
        date: "2026-11-22", name: "enterprises: 6 imports",
        both: """
            CREATE TABLE enterprise_import (
                id text NOT NULL PRIMARY KEY,
                file text NOT NULL REFERENCES store_file (id),
                file_name text NOT NULL,
                source text NOT NULL,
                columns text NOT NULL,
                regions text NOT NULL,
                is_example boolean NOT NULL,
                total bigint NOT NULL,
                place bigint NOT NULL,
                added bigint NOT NULL,
                changed bigint NOT NULL,
                unchanged bigint NOT NULL,
                refused bigint NOT NULL,
                state text NOT NULL CHECK (state IN ('shown', 'running', 'done')),
                actor text NOT NULL,
                actor_name text NOT NULL,
                made_at bigint NOT NULL,
                ended_at bigint
            );
            CREATE INDEX enterprise_import_by_actor ON enterprise_import (actor, id);
            CREATE TABLE enterprise_refusal (
                import text NOT NULL REFERENCES enterprise_import (id),
                line bigint NOT NULL,
                place bigint NOT NULL,
                header text NOT NULL,
                found text NOT NULL,
                chinese text NOT NULL,
                english text NOT NULL,
                PRIMARY KEY (import, line, place)
            );
            CREATE TABLE enterprise_refused_row (
                import text NOT NULL REFERENCES enterprise_import (id),
                line bigint NOT NULL,
                cells text NOT NULL,
                PRIMARY KEY (import, line)
            );
            """)
}
