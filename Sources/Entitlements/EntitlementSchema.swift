// SPDX-License-Identifier: Apache-2.0
import Store

/// The tables of this room.
enum EntitlementSchema {
    static let migrations = [reaching, outcomes, nights, news, ways]

    /// What enterprises were told last. Only those who can apply, or are one clause away, have a row.
    private static let reaching = Migration(
        date: "2026-11-29", name: "entitlements: 1 reaching",
        both: """
            CREATE TABLE entitlement_state (
                policy bigint NOT NULL,
                enterprise text NOT NULL,
                grp text NOT NULL CHECK (grp IN ('eligible', 'near')),
                version text NOT NULL,
                since bigint NOT NULL,
                PRIMARY KEY (policy, enterprise)
            );
            CREATE INDEX entitlement_state_by_enterprise ON entitlement_state (enterprise);
            CREATE TABLE entitlement_reach (
                version text NOT NULL PRIMARY KEY,
                policy bigint NOT NULL,
                eligible bigint NOT NULL,
                near bigint NOT NULL,
                told bigint NOT NULL,
                begun_at bigint NOT NULL,
                ended_at bigint
            );
            """)

    private static let outcomes = Migration(
        date: "2026-11-29", name: "entitlements: 2 outcomes",
        both: """
            CREATE TABLE entitlement_import (
                id text NOT NULL PRIMARY KEY,
                file_name text NOT NULL,
                added bigint NOT NULL,
                changed bigint NOT NULL,
                unchanged bigint NOT NULL,
                refused bigint NOT NULL,
                actor text NOT NULL,
                actor_name text NOT NULL,
                at bigint NOT NULL
            );
            CREATE INDEX entitlement_import_by_actor ON entitlement_import (actor, id);
            CREATE TABLE entitlement_refusal (
                import text NOT NULL REFERENCES entitlement_import (id),
                line bigint NOT NULL,
                place bigint NOT NULL,
                found text NOT NULL,
                problem text NOT NULL,
                PRIMARY KEY (import, line)
            );
            CREATE TABLE entitlement_outcome (
                id text NOT NULL PRIMARY KEY,
                policy bigint NOT NULL,
                item text NOT NULL,
                enterprise text NOT NULL,
                region bigint NOT NULL,
                applied_on bigint NOT NULL,
                result text NOT NULL CHECK (result IN ('pending', 'approved', 'refused')),
                reason text NOT NULL,
                amount_fen bigint,
                decided_on bigint,
                paid_on bigint,
                told text NOT NULL,
                import text NOT NULL REFERENCES entitlement_import (id),
                recorded_at bigint NOT NULL,
                CHECK (paid_on IS NULL OR result = 'approved'),
                UNIQUE (policy, item, enterprise, applied_on)
            );
            CREATE INDEX entitlement_outcome_by_enterprise ON entitlement_outcome (enterprise, applied_on);
            """)

    /// What an enterprise was told last of its application, and when officials were last reminded of what is
    /// approved and not paid.
    private static let news = Migration(
        date: "2026-11-29", name: "entitlements: 4 news of outcomes",
        both: """
            ALTER TABLE entitlement_outcome ADD COLUMN news text NOT NULL DEFAULT '';
            ALTER TABLE entitlement_outcome ADD COLUMN reminded_on bigint;
            CREATE INDEX entitlement_outcome_unpaid ON entitlement_outcome (region, decided_on)
                WHERE result = 'approved' AND paid_on IS NULL;
            """)

    /// How a policy is had: what is paid without application is counted apart.
    private static let ways = Migration(
        date: "2026-11-29", name: "entitlements: 5 ways of policies",
        both: """
            ALTER TABLE entitlement_night ADD COLUMN way text NOT NULL DEFAULT 'applying';
            """)

    private static let nights = Migration(
        date: "2026-11-29", name: "entitlements: 3 nights",
        both: """
            CREATE TABLE entitlement_night (
                policy bigint NOT NULL,
                region bigint NOT NULL,
                section text NOT NULL,
                title text NOT NULL,
                eligible bigint NOT NULL,
                unapplied bigint NOT NULL,
                day bigint NOT NULL,
                PRIMARY KEY (policy, region, section)
            );
            CREATE INDEX entitlement_night_by_region ON entitlement_night (region, policy);
            """)
}
