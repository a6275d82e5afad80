// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of kept reports and of the links by which they are shared.
enum ReportSchema {
    static let migrations = [
        Migration(
            date: "2026-11-21", name: "diagnosis: reports",
            both: """
                CREATE TABLE diagnosis_report (
                    id text NOT NULL PRIMARY KEY,
                    enterprise text NOT NULL,
                    purpose text NOT NULL,
                    as_of bigint NOT NULL,
                    made_at bigint NOT NULL,
                    made_by text NOT NULL,
                    made_by_name text NOT NULL,
                    eligible bigint NOT NULL CHECK (eligible >= 0),
                    near bigint NOT NULL CHECK (near >= 0),
                    content text NOT NULL
                );
                CREATE INDEX diagnosis_report_by_enterprise ON diagnosis_report (enterprise, purpose, id);
                CREATE TABLE diagnosis_share (
                    id text NOT NULL PRIMARY KEY,
                    digest text NOT NULL UNIQUE,
                    report text NOT NULL REFERENCES diagnosis_report (id),
                    made_at bigint NOT NULL,
                    made_by text NOT NULL,
                    made_by_name text NOT NULL,
                    until bigint NOT NULL CHECK (until > made_at),
                    ended_at bigint,
                    opened bigint NOT NULL CHECK (opened >= 0),
                    opened_at bigint
                );
                CREATE INDEX diagnosis_share_by_report ON diagnosis_share (report, id);
                """)
    ]
}
