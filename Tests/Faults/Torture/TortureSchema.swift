// SPDX-License-Identifier: Apache-2.0
import Store

/// Money that moves between purses, entries with digests, and marks that jobs leave.
let tortureSchema = [
    Migration(
        date: "2026-11-22", name: "torture: entries",
        both: """
            CREATE TABLE entry (
                id text NOT NULL PRIMARY KEY,
                content text NOT NULL,
                digest text NOT NULL,
                file text
            );
            CREATE TABLE purse (
                id bigint NOT NULL PRIMARY KEY,
                fen bigint NOT NULL
            );
            """),
    Migration(
        date: "2026-11-22", name: "torture: purses",
        both: """
            INSERT INTO purse (id, fen) VALUES (0, 1000), (1, 1000), (2, 1000), (3, 1000),
                (4, 1000), (5, 1000), (6, 1000), (7, 1000);
            """),
    Migration(
        date: "2026-11-23", name: "torture: marks",
        both: """
            CREATE TABLE mark (
                id text NOT NULL PRIMARY KEY,
                job text NOT NULL
            );
            """),
]
