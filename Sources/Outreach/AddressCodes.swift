// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Store

/// Codes that show that an address is somebody's: six digits, ten minutes, five tries. The digits follow from
/// the code's id and the room's key, so neither the table nor the job that sends them holds them.
struct AddressCodes: Sendable {
    /// The topic of the letter that brings a code; it is no message and stands in no inbox.
    static let topic = "outreach.code"
    static let job = JobKind<String>("outreach.code", attemptLimit: 4)
    static let tries = 5
    static let lifetime: Int64 = 600_000
    static let pause: Int64 = 60_000
    static let perHour = 5
    static let perAddressAndDay = 10

    let database: Database
    let key: OutreachKey

    /// The digits of a code.
    func digits(_ id: String) -> String {
        let bytes = key.signature(of: id, for: "code").prefix(8)
        let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: 6 - text.count) + text
    }

    /// Makes a code for an address and has it sent.
    ///
    /// - Throws: ``OutreachFault`` for more than a person or an address may get.
    func start(
        _ channel: ChannelKind, _ address: String, for person: ID<Person>, once key: String
    ) async throws {
        let digest = Hex.text(self.key.signature(of: address, for: "address"))
        let codes = self
        try await database.write(once: key) { tx in
            try tx.requireRoom(for: person, channel, addressDigest: digest)
            try tx.endCodes(of: person, channel)
            let id = tx.ground.uuid().uuidString.lowercased()
            try tx.addCode(
                id, channel, address, digest, digest: codes.digest(of: codes.digits(id)), for: person)
            return try tx.enqueue(Self.job, id, key: .lasting(id))
        }
    }

    /// Takes the digits that somebody typed.
    ///
    /// - Throws: ``OutreachFault`` for wrong ones, old ones and too many.
    func finish(_ channel: ChannelKind, _ typed: String, for person: ID<Person>) async throws {
        let codes = self
        // A wrong try must be kept, so what it throws is thrown after the commit.
        let fault: OutreachFault? = try await database.write { tx in
            guard let code = try tx.openCode(of: person, channel, at: tx.ground.now()) else {
                return .codeEnded
            }
            guard try tx.countTry(of: code.id) <= Self.tries else { return .tooManyTries }
            let digits = typed.precomposedStringWithCompatibilityMapping.filter(\.isNumber)
            let isRight = Self.isEqual(codes.digest(of: digits), code.digest)
            guard isRight else { return .wrongCode }
            try tx.endCodes(of: person, channel)
            try tx.keepAddress(code.address, channel, for: person)
            return nil
        }
        if let fault { throw fault }
    }

    private func digest(of digits: String) -> String {
        Hex.text(key.signature(of: digits, for: "code digest"))
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
