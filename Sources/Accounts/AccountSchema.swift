// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of accounts. Regions are kept as codes of six digits, times as milliseconds since 1970, tokens
/// only as digests.
enum AccountSchema {
    static let migrations = [people, rights, entrances, claims]

    private static let people = Migration(
        date: "2026-11-21", name: "accounts: people and departments",
        both: """
            CREATE TABLE person (
                id text NOT NULL PRIMARY KEY,
                name text NOT NULL CHECK (name <> ''),
                sign_in_name text UNIQUE,
                password_hash text,
                password_changed_at bigint NOT NULL,
                state text NOT NULL CHECK (state IN ('active', 'suspended')),
                is_example boolean NOT NULL,
                created_at bigint NOT NULL
            );
            CREATE TABLE department (
                id text NOT NULL PRIMARY KEY,
                name text NOT NULL CHECK (name <> ''),
                region text NOT NULL,
                parent text REFERENCES department (id),
                depth bigint NOT NULL CHECK (depth BETWEEN 1 AND 3),
                is_park boolean NOT NULL,
                created_at bigint NOT NULL,
                ended_at bigint
            );
            CREATE UNIQUE INDEX department_name ON department (region, name) WHERE ended_at IS NULL;
            CREATE TABLE second_factor (
                person text NOT NULL PRIMARY KEY REFERENCES person (id),
                sealed_secret bytea NOT NULL,
                made_at bigint NOT NULL,
                confirmed_at bigint,
                last_step bigint NOT NULL
            );
            CREATE TABLE recovery_code (
                person text NOT NULL REFERENCES person (id),
                digest text NOT NULL,
                used_at bigint,
                PRIMARY KEY (person, digest)
            );
            CREATE TABLE external_identity (
                issuer text NOT NULL,
                subject text NOT NULL,
                person text NOT NULL REFERENCES person (id),
                linked_at bigint NOT NULL,
                PRIMARY KEY (issuer, subject)
            );
            CREATE INDEX external_identity_person ON external_identity (person);
            """)

    /// Nobody holds two of the three administrators' roles: the database itself refuses the second.
    private static let rights = Migration(
        date: "2026-11-21", name: "accounts: rights",
        both: """
            CREATE TABLE role_grant (
                id text NOT NULL PRIMARY KEY,
                person text NOT NULL REFERENCES person (id),
                role text NOT NULL,
                region text NOT NULL,
                department text REFERENCES department (id),
                valid_from bigint NOT NULL,
                valid_until bigint,
                granted_by text NOT NULL,
                granted_at bigint NOT NULL,
                ended_at bigint,
                ended_by text
            );
            CREATE INDEX role_grant_person ON role_grant (person);
            CREATE INDEX role_grant_region ON role_grant (region, person);
            CREATE UNIQUE INDEX role_grant_administrator ON role_grant (person)
                WHERE ended_at IS NULL
                AND role IN ('system-administrator', 'security-administrator', 'audit-administrator');
            CREATE TABLE membership (
                id text NOT NULL PRIMARY KEY,
                enterprise text NOT NULL,
                enterprise_name text NOT NULL,
                region text NOT NULL,
                person text NOT NULL REFERENCES person (id),
                may_manage boolean NOT NULL,
                may_apply boolean NOT NULL,
                since bigint NOT NULL,
                added_by text NOT NULL,
                ended_at bigint,
                ended_by text
            );
            CREATE UNIQUE INDEX membership_person ON membership (person, enterprise) WHERE ended_at IS NULL;
            CREATE INDEX membership_enterprise ON membership (enterprise);
            CREATE TABLE invitation (
                id text NOT NULL PRIMARY KEY,
                digest text NOT NULL UNIQUE,
                kind text NOT NULL CHECK (kind IN ('official', 'member', 'password', 'set-up')),
                note text NOT NULL,
                content text NOT NULL,
                region text,
                enterprise text,
                made_by text NOT NULL,
                made_at bigint NOT NULL,
                expires_at bigint NOT NULL,
                used_at bigint,
                used_by text,
                withdrawn_at bigint
            );
            CREATE INDEX invitation_enterprise ON invitation (enterprise, made_at);
            CREATE INDEX invitation_region ON invitation (region, made_at);
            """)

    private static let entrances = Migration(
        date: "2026-11-21", name: "accounts: sessions, tokens, throttles",
        both: """
            CREATE TABLE sign_in_session (
                digest text NOT NULL PRIMARY KEY,
                id text NOT NULL UNIQUE,
                person text NOT NULL REFERENCES person (id),
                created_at bigint NOT NULL,
                last_seen_at bigint NOT NULL,
                idle_milliseconds bigint NOT NULL,
                ends_at bigint NOT NULL,
                user_agent text NOT NULL,
                strong_since bigint,
                proven_at bigint NOT NULL,
                enterprise text
            );
            CREATE INDEX sign_in_session_person ON sign_in_session (person);
            CREATE INDEX sign_in_session_end ON sign_in_session (ends_at);
            CREATE TABLE sign_in_throttle (
                bucket text NOT NULL PRIMARY KEY,
                failures bigint NOT NULL,
                last_at bigint NOT NULL,
                blocked_until bigint NOT NULL
            );
            CREATE INDEX sign_in_throttle_age ON sign_in_throttle (last_at);
            CREATE TABLE spent_token (
                digest text NOT NULL PRIMARY KEY,
                expires_at bigint NOT NULL
            );
            CREATE TABLE api_token (
                id text NOT NULL PRIMARY KEY,
                digest text NOT NULL UNIQUE,
                person text NOT NULL REFERENCES person (id),
                name text NOT NULL,
                scopes text NOT NULL,
                made_at bigint NOT NULL,
                expires_at bigint NOT NULL,
                last_used_at bigint,
                ended_at bigint
            );
            CREATE INDEX api_token_person ON api_token (person);
            """)

    private static let claims = Migration(
        date: "2026-11-21", name: "accounts: enterprise claims",
        both: """
            CREATE TABLE enterprise_claim (
                id text NOT NULL PRIMARY KEY,
                credit_code text NOT NULL,
                enterprise_name text NOT NULL,
                region text NOT NULL,
                person text NOT NULL REFERENCES person (id),
                evidence text NOT NULL,
                state text NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'withdrawn')),
                made_at bigint NOT NULL,
                decided_at bigint,
                decided_by text,
                reason text NOT NULL
            );
            CREATE UNIQUE INDEX enterprise_claim_open ON enterprise_claim (person, credit_code)
                WHERE state = 'waiting';
            CREATE INDEX enterprise_claim_state ON enterprise_claim (state, region, made_at);
            """)
}
