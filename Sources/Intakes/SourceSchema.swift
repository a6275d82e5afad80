// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of watched sources.
enum SourceSchema {
    static let sources = Migration(
        date: "2026-11-29", name: "intakes: 2 sources",
        both: """
            CREATE TABLE intake_source (
                id text NOT NULL PRIMARY KEY,
                name text NOT NULL,
                address text NOT NULL UNIQUE,
                kind text NOT NULL CHECK (kind IN ('feed', 'list')),
                pattern text NOT NULL,
                region bigint NOT NULL,
                department text REFERENCES department (id),
                interval_hours bigint NOT NULL CHECK (interval_hours BETWEEN 1 AND 720),
                is_active boolean NOT NULL,
                etag text NOT NULL,
                modified text NOT NULL,
                next_at bigint NOT NULL,
                tried_at bigint,
                succeeded_at bigint,
                fault text NOT NULL,
                failures bigint NOT NULL
            );
            CREATE INDEX intake_source_due ON intake_source (is_active, next_at);
            CREATE TABLE intake_page (
                id text NOT NULL PRIMARY KEY,
                source text NOT NULL REFERENCES intake_source (id),
                address text NOT NULL,
                title text NOT NULL,
                etag text NOT NULL,
                modified text NOT NULL,
                body text,
                fault text NOT NULL,
                listed_at bigint NOT NULL,
                checked_at bigint,
                UNIQUE (source, address)
            );
            CREATE INDEX intake_page_by_check ON intake_page (source, checked_at);
            CREATE TABLE intake_finding (
                id text NOT NULL PRIMARY KEY,
                page text NOT NULL REFERENCES intake_page (id),
                title text NOT NULL,
                body text NOT NULL,
                before text,
                found_at bigint NOT NULL,
                state text NOT NULL CHECK (state IN ('open', 'taken', 'same', 'ignored')),
                reason text NOT NULL,
                policy_number bigint,
                version text REFERENCES policy_version (id),
                decided_by text,
                decided_name text,
                decided_at bigint,
                CHECK (state <> 'ignored' OR reason <> ''),
                CHECK (state <> 'same' OR policy_number IS NOT NULL),
                CHECK (state <> 'taken' OR version IS NOT NULL)
            );
            CREATE INDEX intake_finding_by_state ON intake_finding (state, id);
            """)
}
