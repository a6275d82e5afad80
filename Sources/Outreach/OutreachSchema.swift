// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room. Times are milliseconds since 1970, codes and tokens are kept as digests only.
enum OutreachSchema {
    static let migrations = [messages, wishes, notices, patience, noticeMessages]

    private static let messages = Migration(
        date: "2026-11-28", name: "outreach: 1 messages",
        both: """
            CREATE TABLE outreach_message (
                id text NOT NULL PRIMARY KEY,
                key text NOT NULL UNIQUE,
                enterprise text,
                person text,
                topic text NOT NULL CHECK (topic <> ''),
                title_zh text NOT NULL CHECK (title_zh <> ''),
                title_en text NOT NULL CHECK (title_en <> ''),
                text_zh text NOT NULL,
                text_en text NOT NULL,
                path text NOT NULL,
                is_urgent boolean NOT NULL,
                created_at bigint NOT NULL,
                expanded_at bigint,
                CHECK ((enterprise IS NULL) <> (person IS NULL))
            );
            CREATE INDEX outreach_message_fresh ON outreach_message (id) WHERE expanded_at IS NULL;
            CREATE TABLE outreach_receipt (
                person text NOT NULL,
                message text NOT NULL REFERENCES outreach_message (id),
                created_at bigint NOT NULL,
                read_at bigint,
                PRIMARY KEY (person, message)
            );
            CREATE INDEX outreach_receipt_unread ON outreach_receipt (person) WHERE read_at IS NULL;
            CREATE TABLE outreach_delivery (
                id text NOT NULL PRIMARY KEY,
                message text NOT NULL REFERENCES outreach_message (id),
                person text NOT NULL,
                channel text NOT NULL CHECK (channel IN ('email', 'sms', 'webhook')),
                state text NOT NULL
                    CHECK (state IN ('waiting', 'held', 'sending', 'sent', 'failed', 'unsubscribed')),
                reason text NOT NULL,
                is_digest boolean NOT NULL,
                due_at bigint NOT NULL,
                attempt bigint NOT NULL,
                claim text NOT NULL,
                claimed_until bigint NOT NULL,
                begun_at bigint,
                ended_at bigint,
                UNIQUE (message, person, channel)
            );
            CREATE INDEX outreach_delivery_due ON outreach_delivery (channel, due_at, id)
                WHERE state IN ('waiting', 'held');
            CREATE INDEX outreach_delivery_open ON outreach_delivery (channel, claimed_until)
                WHERE state = 'sending';
            CREATE INDEX outreach_delivery_claim ON outreach_delivery (claim) WHERE state = 'sending';
            CREATE INDEX outreach_delivery_failed ON outreach_delivery (ended_at, id)
                WHERE state = 'failed';
            CREATE INDEX outreach_delivery_person ON outreach_delivery (person, channel, state);
            CREATE INDEX outreach_delivery_state ON outreach_delivery (channel, state);
            CREATE TABLE outreach_tally (
                person text NOT NULL,
                day bigint NOT NULL,
                told bigint NOT NULL,
                PRIMARY KEY (person, day)
            );
            """)

    private static let wishes = Migration(
        date: "2026-11-28", name: "outreach: 2 wishes",
        both: """
            CREATE TABLE outreach_wish (
                person text NOT NULL PRIMARY KEY,
                pace text NOT NULL CHECK (pace IN ('at-once', 'daily', 'weekly')),
                quiet_from bigint NOT NULL CHECK (quiet_from BETWEEN 0 AND 1439),
                quiet_until bigint NOT NULL CHECK (quiet_until BETWEEN 0 AND 1439),
                daily_limit bigint NOT NULL CHECK (daily_limit BETWEEN 0 AND 100),
                language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
                feed_issue bigint NOT NULL,
                changed_at bigint NOT NULL
            );
            CREATE TABLE outreach_silence (
                person text NOT NULL,
                channel text NOT NULL,
                topic text NOT NULL,
                since bigint NOT NULL,
                PRIMARY KEY (person, channel, topic)
            );
            CREATE TABLE outreach_address (
                person text NOT NULL,
                channel text NOT NULL CHECK (channel IN ('email', 'sms', 'webhook')),
                address text NOT NULL CHECK (address <> ''),
                verified_at bigint NOT NULL,
                PRIMARY KEY (person, channel)
            );
            CREATE TABLE outreach_code (
                id text NOT NULL PRIMARY KEY,
                person text NOT NULL,
                channel text NOT NULL,
                address text NOT NULL,
                address_digest text NOT NULL,
                digest text NOT NULL,
                tries bigint NOT NULL,
                made_at bigint NOT NULL,
                expires_at bigint NOT NULL,
                ended_at bigint
            );
            CREATE INDEX outreach_code_person ON outreach_code (person, channel, made_at);
            CREATE INDEX outreach_code_address ON outreach_code (address_digest, made_at);
            CREATE TABLE outreach_interest (
                person text NOT NULL,
                kind text NOT NULL CHECK (kind <> ''),
                key text NOT NULL CHECK (key <> ''),
                title text NOT NULL,
                path text NOT NULL,
                since bigint NOT NULL,
                PRIMARY KEY (person, kind, key)
            );
            CREATE INDEX outreach_interest_thing ON outreach_interest (kind, key, person);
            """)

    private static let notices = Migration(
        date: "2026-11-28", name: "outreach: 3 notices",
        both: """
            CREATE TABLE outreach_notice (
                id text NOT NULL PRIMARY KEY,
                author text NOT NULL,
                author_name text NOT NULL,
                region bigint NOT NULL,
                section text NOT NULL,
                label text NOT NULL,
                founded_since bigint,
                topic text NOT NULL,
                title_zh text NOT NULL,
                title_en text NOT NULL,
                text_zh text NOT NULL,
                text_en text NOT NULL,
                path text NOT NULL,
                foreseen bigint NOT NULL,
                place bigint NOT NULL,
                told bigint NOT NULL,
                made_at bigint NOT NULL,
                ended_at bigint
            );
            CREATE INDEX outreach_notice_time ON outreach_notice (made_at, id);
            CREATE TABLE outreach_letterbox (
                id text NOT NULL PRIMARY KEY,
                channel text NOT NULL,
                address text NOT NULL,
                title text NOT NULL,
                text text NOT NULL,
                at bigint NOT NULL
            );
            CREATE INDEX outreach_letterbox_time ON outreach_letterbox (at, id);
            """)

    /// Messages get a last useful moment, deliveries a state for what came too late and when they were first
    /// tried, channels a pause. The table is made anew, for SQLite cannot change what a column may hold.
    private static let patience = Migration(
        date: "2026-11-29", name: "outreach: 4 last useful days and pauses",
        both: """
            ALTER TABLE outreach_message ADD COLUMN valid_until bigint;
            CREATE TABLE outreach_delivery_anew (
                id text NOT NULL PRIMARY KEY,
                message text NOT NULL REFERENCES outreach_message (id),
                person text NOT NULL,
                channel text NOT NULL CHECK (channel IN ('email', 'sms', 'webhook')),
                state text NOT NULL CHECK (state IN
                    ('waiting', 'held', 'sending', 'sent', 'failed', 'unsubscribed', 'expired')),
                reason text NOT NULL,
                is_digest boolean NOT NULL,
                due_at bigint NOT NULL,
                attempt bigint NOT NULL,
                tried_since bigint,
                claim text NOT NULL,
                claimed_until bigint NOT NULL,
                begun_at bigint,
                ended_at bigint,
                UNIQUE (message, person, channel)
            );
            INSERT INTO outreach_delivery_anew
                (id, message, person, channel, state, reason, is_digest, due_at, attempt, claim,
                 claimed_until, begun_at, ended_at)
            SELECT id, message, person, channel, state, reason, is_digest, due_at, attempt, claim,
                claimed_until, begun_at, ended_at
            FROM outreach_delivery;
            DROP TABLE outreach_delivery;
            ALTER TABLE outreach_delivery_anew RENAME TO outreach_delivery;
            CREATE INDEX outreach_delivery_due ON outreach_delivery (channel, due_at, id)
                WHERE state IN ('waiting', 'held');
            CREATE INDEX outreach_delivery_open ON outreach_delivery (channel, claimed_until)
                WHERE state = 'sending';
            CREATE INDEX outreach_delivery_claim ON outreach_delivery (claim) WHERE state = 'sending';
            CREATE INDEX outreach_delivery_failed ON outreach_delivery (ended_at, id)
                WHERE state = 'failed';
            CREATE INDEX outreach_delivery_person ON outreach_delivery (person, channel, state);
            CREATE INDEX outreach_delivery_state ON outreach_delivery (channel, state);
            CREATE TABLE outreach_pause (
                channel text NOT NULL PRIMARY KEY,
                tries bigint NOT NULL,
                since bigint NOT NULL,
                ends_at bigint NOT NULL
            );
            """)

    /// Messages know the notice that they came from, so that its page can tell what became of them. Those
    /// told before have it in their key.
    private static let noticeMessages = Migration(
        date: "2026-11-29", name: "outreach: 5 messages of notices",
        both: """
            ALTER TABLE outreach_message ADD COLUMN notice text;
            UPDATE outreach_message SET notice = substr(key, 18, 36) WHERE key LIKE 'outreach.mailing/%';
            CREATE INDEX outreach_message_notice ON outreach_message (notice) WHERE notice IS NOT NULL;
            """)
}
