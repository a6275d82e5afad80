// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Outreach
import Store

/// Data for the benchmark, and what became of it.
struct BenchStore {
    let database: Database
    private static let batch = 500

    /// Enterprises' members with an address each.
    func fill(_ count: Int) async throws {
        for start in stride(from: 0, to: count, by: 5_000) {
            let numbers = start..<min(start + 5_000, count)
            try await database.write { tx in
                for number in numbers { try tx.addMember(number) }
            }
        }
    }

    /// A message to each enterprise.
    func tell(_ count: Int) async throws {
        for start in stride(from: 0, to: count, by: Self.batch) {
            let numbers = start..<min(start + Self.batch, count)
            try await database.write { tx in
                try tx.tellAll(numbers.map { Self.message($0) })
            }
        }
    }

    func sent() async throws -> Int {
        try await database.read { reader in
            try reader.value("SELECT count(*) FROM outreach_delivery WHERE state = 'sent'") ?? 0
        }
    }

    func counts() async throws -> (sent: Int, receipts: Int) {
        let receipts: Int = try await database.read { reader in
            try reader.value("SELECT count(*) FROM outreach_receipt") ?? 0
        }
        return (try await sent(), receipts)
    }

    static func enterprise(_ number: Int) -> EnterpriseID { ID(uuid(0xE, number)) }

    static func uuid(_ kind: UInt8, _ number: Int) -> UUID {
        let bytes = (0..<6).map { UInt8(truncatingIfNeeded: number >> (40 - 8 * $0)) }
        return UUID(
            uuid: (
                kind, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, bytes[0], bytes[1], bytes[2], bytes[3], bytes[4],
                bytes[5]
            ))
    }

    private static func message(_ number: Int) -> NewMessage {
        NewMessage(
            to: .enterprise(enterprise(number)), topic: "policy.new", key: "bench/\(number)",
            title: Bilingual("专精特新中小企业认定开始申报", "Applications for 专精特新 SMEs open"),
            text: Bilingual(
                "根据现有数据，您的企业符合全部条件，最高可获 50 万元。", "By what is known your enterprise meets all conditions."),
            path: "/policies/12", isUrgent: true)
    }
}

extension Transaction {
    fileprivate func addMember(_ number: Int) throws {
        let person = ID<Person>(BenchStore.uuid(0xA, number))
        try run(
            """
            INSERT INTO person (id, name, password_changed_at, state, is_example, created_at)
            VALUES ($1, '陈会计', 0, 'active', $2, 0)
            """, person, true)
        try run(
            """
            INSERT INTO membership
                (id, enterprise, enterprise_name, region, person, may_manage, may_apply, since, added_by)
            VALUES ($1, $2, '甲厂', '320508', $3, $4, $4, 0, 'bench')
            """, BenchStore.uuid(0xB, number).uuidString.lowercased(), BenchStore.enterprise(number), person,
            true)
        try run(
            """
            INSERT INTO outreach_address (person, channel, address, verified_at)
            VALUES ($1, 'email', $2, 0)
            """, person, "p\(number)@example.com")
    }
}
