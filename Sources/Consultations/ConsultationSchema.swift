// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum ConsultationSchema {
    static let migrations = [questions, opinions, ratings, ratingSources]

    /// Dated a day after the tables of policies, to which they refer: migrations run by date and name. Days
    /// are numbers as `Day` counts them; NULL where the calendar of the year is not published yet.
    private static let questions = Migration(
        date: "2026-11-29", name: "consultations: 1 questions",
        both: """
            CREATE TABLE inquiry (
                id text NOT NULL PRIMARY KEY,
                number bigint NOT NULL UNIQUE,
                kind text NOT NULL CHECK (kind IN ('question', 'suggestion', 'complaint')),
                policy text REFERENCES policy (id),
                words text NOT NULL,
                contact text NOT NULL,
                asker text NOT NULL REFERENCES person (id),
                asker_name text NOT NULL,
                enterprise text,
                enterprise_name text NOT NULL,
                may_publish boolean NOT NULL,
                department text REFERENCES department (id),
                region bigint NOT NULL,
                route text NOT NULL,
                hops bigint NOT NULL CHECK (hops BETWEEN 0 AND 2),
                state text NOT NULL CHECK (state IN ('waiting', 'accepted', 'paused', 'answered')),
                round bigint NOT NULL,
                revision bigint NOT NULL,
                asked_at bigint NOT NULL,
                begun_on bigint NOT NULL,
                accept_due bigint,
                due bigint,
                accepted_at bigint,
                paused_at bigint,
                paused_left bigint,
                paused_days bigint NOT NULL,
                answered_at bigint,
                answer text NOT NULL,
                answered_by text,
                answered_by_name text NOT NULL,
                is_late boolean,
                CHECK ((state = 'paused') = (paused_at IS NOT NULL)),
                CHECK ((state = 'answered') = (answered_at IS NOT NULL))
            );
            CREATE INDEX inquiry_by_asker ON inquiry (asker, id);
            CREATE INDEX inquiry_by_enterprise ON inquiry (enterprise, id);
            CREATE INDEX inquiry_by_desk ON inquiry (department, state);
            CREATE INDEX inquiry_by_region ON inquiry (region, state);
            CREATE INDEX inquiry_by_policy ON inquiry (policy, id);
            CREATE TABLE inquiry_step (
                id text NOT NULL PRIMARY KEY,
                question text NOT NULL REFERENCES inquiry (id),
                at bigint NOT NULL,
                actor text NOT NULL,
                actor_name text NOT NULL,
                kind text NOT NULL,
                note text NOT NULL
            );
            CREATE INDEX inquiry_step_by_question ON inquiry_step (question, id);
            CREATE TABLE inquiry_rating (
                question text NOT NULL REFERENCES inquiry (id),
                round bigint NOT NULL,
                level bigint NOT NULL CHECK (level BETWEEN 1 AND 5),
                words text NOT NULL,
                at bigint NOT NULL,
                PRIMARY KEY (question, round)
            );
            CREATE TABLE call_back (
                id text NOT NULL PRIMARY KEY,
                question text NOT NULL UNIQUE REFERENCES inquiry (id),
                region bigint NOT NULL,
                asked_at bigint NOT NULL,
                done_at bigint,
                done_by text,
                done_by_name text NOT NULL,
                note text NOT NULL
            );
            CREATE INDEX call_back_by_region ON call_back (region, done_at);
            CREATE TABLE common_question (
                id text NOT NULL PRIMARY KEY,
                number bigint NOT NULL UNIQUE,
                origin text UNIQUE REFERENCES inquiry (id),
                policy text REFERENCES policy (id),
                question text NOT NULL,
                answer text NOT NULL,
                office text NOT NULL,
                region bigint NOT NULL,
                published_by text NOT NULL,
                published_at bigint NOT NULL,
                changed_at bigint NOT NULL,
                ended_at bigint
            );
            CREATE INDEX common_question_by_policy ON common_question (policy, ended_at);
            CREATE INDEX common_question_by_change ON common_question (changed_at);
            """)

    private static let opinions = Migration(
        date: "2026-11-29", name: "consultations: 2 opinions",
        both: """
            CREATE TABLE comment_window (
                version text NOT NULL PRIMARY KEY REFERENCES policy_version (id),
                last_day bigint NOT NULL,
                reason text NOT NULL,
                summary text NOT NULL,
                summary_by text,
                summary_at bigint
            );
            CREATE TABLE opinion_answer (
                id text NOT NULL PRIMARY KEY,
                version text NOT NULL REFERENCES policy_version (id),
                verdict text NOT NULL CHECK (verdict IN ('adopted', 'partly', 'declined')),
                gist text NOT NULL,
                reason text NOT NULL,
                answered_by text NOT NULL,
                answered_at bigint NOT NULL
            );
            CREATE INDEX opinion_answer_by_version ON opinion_answer (version, id);
            CREATE TABLE opinion (
                id text NOT NULL PRIMARY KEY,
                version text NOT NULL REFERENCES policy_version (id),
                stance text NOT NULL CHECK (stance IN ('support', 'against', 'suggestion')),
                clause text NOT NULL,
                words text NOT NULL,
                contact text NOT NULL,
                author text,
                author_name text NOT NULL,
                client text NOT NULL,
                at bigint NOT NULL,
                answer text REFERENCES opinion_answer (id)
            );
            CREATE INDEX opinion_by_version ON opinion (version, id);
            CREATE INDEX opinion_by_client ON opinion (client, at);
            """)

    private static let ratings = Migration(
        date: "2026-11-29", name: "consultations: 3 ratings",
        both: """
            CREATE TABLE policy_rating (
                policy text NOT NULL REFERENCES policy (id),
                rater text NOT NULL,
                clear bigint NOT NULL CHECK (clear BETWEEN 1 AND 5),
                useful bigint NOT NULL CHECK (useful BETWEEN 1 AND 5),
                words text NOT NULL,
                at bigint NOT NULL,
                PRIMARY KEY (policy, rater)
            );
            CREATE INDEX policy_rating_by_time ON policy_rating (policy, at);
            """)

    /// From where a stranger's rating came, as a key and never as the address; the day that it counts for.
    private static let ratingSources = Migration(
        date: "2026-11-29", name: "consultations: 4 sources of ratings",
        both: """
            ALTER TABLE policy_rating ADD COLUMN source text NOT NULL DEFAULT '';
            ALTER TABLE policy_rating ADD COLUMN counted_on bigint;
            CREATE INDEX policy_rating_by_source ON policy_rating (source, counted_on);
            """)
}
