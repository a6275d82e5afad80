// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import StoreTesting
import Testing

@Suite struct DigestTests {
    @Test("SHA-256 gives the values of FIPS 180-4's examples")
    func sha256() {
        #expect(SHA256.hex([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(SHA256.hex("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(SHA256.hex(long.utf8) == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    }

    @Test("SM3 gives the values of GB/T 32905-2016's examples")
    func sm3() {
        #expect(SM3.hex("abc".utf8) == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        let long = String(repeating: "abcd", count: 16)
        #expect(SM3.hex(long.utf8) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")
    }

    @Test("A digest does not depend on the pieces in which the bytes come")
    func pieces() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        for size in [1, 3, 55, 56, 63, 64, 65, 127, 128, 129] {
            var sha = SHA256()
            var sm3 = SM3()
            for start in stride(from: 0, to: bytes.count, by: size) {
                let piece = Array(bytes[start..<min(start + size, bytes.count)])
                sha.update(piece)
                sm3.update(piece)
            }
            #expect(sha.hex() == SHA256.hex(bytes))
            #expect(sm3.hex() == SM3.hex(bytes))
        }
    }

    @Test("Every length around the padding's limits differs from its neighbours")
    func padding() {
        let digests = (0..<200).map { SHA256.hex([UInt8](repeating: 0, count: $0)) }
        #expect(Set(digests).count == 200)
    }
}

@Suite struct GroundTests {
    @Test("Ids are UUIDs of version 7, sorted as they were made, also when the clock jumps back")
    func ids() {
        let clock = TestGround()
        let ground = clock.ground
        var ids: [ID<Database>] = []
        for number in 0..<10_000 {
            if number % 1_000 == 500 {
                clock.pass(milliseconds: number % 2_000 == 500 ? 3_600_000 : -3_600_000)
            }
            ids.append(ground.id())
        }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == 10_000)
        for id in ids.prefix(10) {
            let parts = id.text.split(separator: "-")
            #expect(parts[2].first == "7")
            #expect("89ab".contains(parts[3].first ?? "x"))
        }
    }

    @Test("An id reads back from its text, and nothing else does")
    func reading() {
        let id: ID<Database> = TestGround().ground.id()
        #expect(ID<Database>(id.text.uppercased()) == id)
        #expect(ID<Database>("not-an-id") == nil)
    }

    @Test("A store's address is a folder or a PostgreSQL URL")
    func address() throws {
        let postgres = try StoreConfiguration(address: "postgresql://yumiao@db/yumiao", dataPath: "/d")
        #expect(postgres.location == .postgres(connection: "postgresql://yumiao@db/yumiao"))
        #expect(
            try StoreConfiguration(address: "", dataPath: "/d").location == .sqlite(path: "/d/yumiao.sqlite"))
        #expect(throws: StoreFault.addressUnreadable("mysql://x")) {
            try StoreConfiguration(address: "mysql://x", dataPath: "/d")
        }
    }
}
