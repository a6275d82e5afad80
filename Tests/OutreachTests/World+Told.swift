// SPDX-License-Identifier: Apache-2.0
import Standards
import Store
import StoreTesting

@testable import Outreach

extension World {
    /// A day at ten, with one person who was told so many things, none of them sent yet.
    static func told(
        _ count: Int, _ dialect: Dialect, validDays: Int? = nil, _ body: (World) async throws -> Void
    ) async throws {
        try await with(dialect) { (world: World) async throws -> Void in
            let person = try await world.person("陈会计", [.email])
            var wish = Wish()
            wish.dailyLimit = 100
            try await world.room.wishes.choose(wish, [], for: person, once: "w")
            world.move(to: "10:00")
            for number in 0..<count {
                try await world.tell(
                    world.message(
                        to: .person(person), "k\(number)",
                        validTo: validDays.map { world.today.adding(days: $0) }))
            }
            try await body(world)
        }
    }

    /// How many deliveries are in each state.
    func states() async throws -> [String: Int] {
        try await database.read { reader in
            try reader.rows("SELECT state, count(*) AS n FROM outreach_delivery GROUP BY state")
                .reduce(into: [:]) { $0[try $1["state"]] = try $1["n"] }
        }
    }
}
