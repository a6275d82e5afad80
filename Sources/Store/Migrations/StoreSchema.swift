// SPDX-License-Identifier: Apache-2.0

/// The store's own tables. Times are milliseconds since 1970-01-01 UTC.
enum StoreSchema {
    static let migrationTable = SQL(
        sqlite: """
            CREATE TABLE IF NOT EXISTS store_migration (
                id TEXT NOT NULL PRIMARY KEY,
                digest TEXT NOT NULL,
                is_breaking INTEGER NOT NULL,
                applied_at INTEGER NOT NULL
            ) STRICT
            """,
        postgres: """
            CREATE TABLE IF NOT EXISTS store_migration (
                id text COLLATE "C" NOT NULL PRIMARY KEY,
                digest text NOT NULL,
                is_breaking boolean NOT NULL,
                applied_at bigint NOT NULL
            )
            """)

    static let migrations = [
        Migration(date: "2026-11-21", name: "store: requests, jobs, events, files", both: work),
        Migration(
            date: "2026-11-21", name: "store: the audit chain",
            sqlite: SchemaText.sqlite(audit) + auditGuardSQLite, postgres: audit + auditGuardPostgres),
        Migration(
            date: "2026-11-21", name: "store: audit by time",
            both: "CREATE INDEX store_audit_by_time ON store_audit (recorded_at, lane, seq);"),
    ]

    private static let work = """
        CREATE TABLE store_once (
            key text NOT NULL PRIMARY KEY,
            fingerprint text NOT NULL,
            outcome text NOT NULL,
            seen_at bigint NOT NULL
        );
        CREATE INDEX store_once_by_time ON store_once (seen_at);

        CREATE TABLE store_job (
            id text NOT NULL PRIMARY KEY,
            kind text NOT NULL,
            unique_key text,
            key_lasts boolean NOT NULL,
            payload text NOT NULL,
            state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead', 'discarded')),
            due_at bigint NOT NULL,
            attempt bigint NOT NULL CHECK (attempt >= 0),
            attempt_limit bigint NOT NULL CHECK (attempt_limit >= 1),
            lease_token bigint NOT NULL,
            lease_holder text NOT NULL,
            last_error text NOT NULL,
            created_at bigint NOT NULL,
            ended_at bigint
        );
        CREATE UNIQUE INDEX store_job_once ON store_job (kind, unique_key);
        CREATE INDEX store_job_due ON store_job (due_at, id) WHERE state IN ('waiting', 'running');
        CREATE INDEX store_job_ended ON store_job (state, ended_at);

        CREATE TABLE store_effect (
            key text NOT NULL PRIMARY KEY,
            job text NOT NULL,
            state text NOT NULL CHECK (state IN ('begun', 'done')),
            result text NOT NULL,
            begun_at bigint NOT NULL,
            ended_at bigint
        );

        CREATE TABLE store_schedule (
            name text NOT NULL PRIMARY KEY,
            last_due bigint NOT NULL
        );

        CREATE TABLE store_event (
            id text NOT NULL PRIMARY KEY,
            topic text NOT NULL,
            payload text NOT NULL,
            published_at bigint NOT NULL
        );
        CREATE INDEX store_event_by_topic ON store_event (topic, id);

        CREATE TABLE store_file (
            id text NOT NULL PRIMARY KEY,
            digest text NOT NULL CHECK (length(digest) = 64),
            size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
            kind text NOT NULL,
            name text NOT NULL,
            created_at bigint NOT NULL
        );
        CREATE INDEX store_file_by_digest ON store_file (digest);

        CREATE TABLE store_proof (
            id text NOT NULL PRIMARY KEY,
            kind text NOT NULL CHECK (kind IN ('backup', 'restore')),
            archive_digest text NOT NULL,
            data_digest text NOT NULL,
            proven_at bigint NOT NULL
        );
        """

    private static let audit = """
        CREATE TABLE store_audit (
            lane bigint NOT NULL,
            seq bigint NOT NULL CHECK (seq >= 1),
            recorded_at bigint NOT NULL,
            actor text NOT NULL,
            action text NOT NULL,
            subject text NOT NULL,
            detail text NOT NULL,
            previous text NOT NULL CHECK (length(previous) = 64),
            digest text NOT NULL CHECK (length(digest) = 64),
            PRIMARY KEY (lane, seq)
        );
        CREATE INDEX store_audit_by_subject ON store_audit (subject, recorded_at);
        """

    private static let auditGuardSQLite = """
        CREATE TRIGGER store_audit_unchanged BEFORE UPDATE ON store_audit
        BEGIN SELECT RAISE(ABORT, 'append-only: store_audit'); END;
        CREATE TRIGGER store_audit_kept BEFORE DELETE ON store_audit
        BEGIN SELECT RAISE(ABORT, 'append-only: store_audit'); END;
        """

    private static let auditGuardPostgres = """
        CREATE FUNCTION store_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'append-only: store_audit'; END $$;
        CREATE TRIGGER store_audit_unchanged BEFORE UPDATE OR DELETE ON store_audit
        FOR EACH ROW EXECUTE FUNCTION store_audit_refuse();
        CREATE TRIGGER store_audit_kept BEFORE TRUNCATE ON store_audit
        FOR EACH STATEMENT EXECUTE FUNCTION store_audit_refuse();
        """
}
