// SPDX-License-Identifier: Apache-2.0
import Accounts
import Store

/// Zones.
struct ZoneStore: Sendable {
    let database: Database

    /// All zones in order.
    func all() async throws -> [GuideZone] {
        try await database.read { reader in
            try reader.rows(
                """
                SELECT name, place, title, title_en, intro, intro_en, query, numbers, revision
                FROM guide_zone
                ORDER BY place, name
                LIMIT 500
                """
            ).map(GuideZone.init(row:))
        }
    }

    /// Keeps a zone as it now is.
    ///
    /// - Throws: ``GuideFault/zoneTaken`` for a new zone whose name is another's,
    ///   ``GuideFault/zoneChanged`` when another one was quicker.
    func save(_ zone: GuideZone, isNew: Bool, by who: Identity, once key: String) async throws {
        try await database.write(once: key) { tx in
            let numbers = zone.numbers.map(String.init).joined(separator: ",")
            let values: [any SQLBindable] = [
                zone.name, zone.place, zone.title, zone.titleEnglish, zone.intro, zone.introEnglish,
                zone.query, numbers, zone.revision,
            ]
            if isNew {
                let count = try tx.run(
                    """
                    INSERT INTO guide_zone
                        (name, place, title, title_en, intro, intro_en, query, numbers, revision)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9 + 1)
                    ON CONFLICT (name) DO NOTHING
                    """, values: values)
                guard count == 1 else { throw GuideFault.zoneTaken }
            } else {
                let count = try tx.run(
                    """
                    UPDATE guide_zone
                    SET place = $2, title = $3, title_en = $4, intro = $5, intro_en = $6, query = $7,
                        numbers = $8, revision = revision + 1
                    WHERE name = $1 AND revision = $9
                    """, values: values)
                guard count == 1 else { throw GuideFault.zoneChanged }
            }
            try tx.audit(actor: who.actor, action: "guides.zone", subject: zone.name, detail: zone.title)
            return true
        }
    }
}

extension GuideZone {
    fileprivate init(row: Row) throws {
        let numbers: String = try row["numbers"]
        self.init(
            name: try row["name"], place: try row["place"], title: try row["title"],
            titleEnglish: try row["title_en"], intro: try row["intro"], introEnglish: try row["intro_en"],
            query: try row["query"], numbers: numbers.split(separator: ",").compactMap { Int64($0) },
            revision: try row["revision"])
    }
}
