// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// What marks data as an example, and whom the sign-in page offers.
struct ExampleStore: Sendable {
    let database: Database

    /// When the city was made, in milliseconds since 1970; nil where there is none.
    func madeAt() async throws -> Int64? {
        try await database.read { try $0.value("SELECT made_at FROM example_city WHERE id = 1") }
    }

    /// Whether nobody and nothing is there.
    func isEmpty() async throws -> Bool {
        try await database.read { reader in
            let people: Int =
                try reader.value("SELECT count(*) FROM (SELECT 1 FROM person LIMIT 1) AS p") ?? 0
            let others: Int =
                try reader.value("SELECT count(*) FROM (SELECT 1 FROM enterprise LIMIT 1) AS e") ?? 0
            return people == 0 && others == 0
        }
    }

    func mark() async throws {
        try await database.write { tx in
            try tx.run("INSERT INTO example_city (id, made_at) VALUES (1, $1)", tx.ground.now())
        }
    }

    func offer(_ offer: ExampleSignIn, at place: Int) async throws {
        try await database.write { tx in
            try tx.run(
                "INSERT INTO example_person (place, person, chinese, english) VALUES ($1, $2, $3, $4)", place,
                offer.person, offer.chinese, offer.english)
        }
    }

    func signIns() async throws -> [ExampleSignIn] {
        try await database.read { reader in
            try reader.rows("SELECT person, chinese, english FROM example_person ORDER BY place LIMIT 100")
                .map {
                    ExampleSignIn(
                        person: try $0["person"], chinese: try $0["chinese"], english: try $0["english"])
                }
        }
    }
}

/// The tables of the example city.
enum ExampleSchema {
    static let migrations = [
        Migration(
            date: "2026-11-23", name: "example city",
            both: """
                CREATE TABLE example_city (
                    id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
                    made_at bigint NOT NULL
                );
                CREATE TABLE example_person (
                    place bigint NOT NULL PRIMARY KEY,
                    person text NOT NULL REFERENCES person (id),
                    chinese text NOT NULL,
                    english text NOT NULL
                );
                """)
    ]
}
