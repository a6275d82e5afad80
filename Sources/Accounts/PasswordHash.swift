// SPDX-License-Identifier: Apache-2.0
import CArgon2
import Dispatch
import Foundation
import Site
import Synchronization

/// What is kept of a password: Argon2id (RFC 9106) in its own text form, which names its parameters.
struct PasswordHash: Sendable, Equatable {
    /// `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
    let encoded: String

    /// How much work a guess costs.
    struct Cost: Sendable, Equatable {
        /// Memory in KiB.
        let memory: UInt32
        /// Passes over it.
        let passes: UInt32

        /// 19 MiB and two passes, as OWASP advises (Password Storage Cheat Sheet, 2024): about 20 ms here.
        static let current = Cost(memory: 19 * 1024, passes: 2)
    }

    /// Hashes a password; takes about 20 ms of one core.
    static func make(_ password: String, salt: [UInt8], cost: Cost = .current) throws -> PasswordHash {
        let bytes = Array(prepared(password).utf8)
        var out = [CChar](repeating: 0, count: 256)
        let code = argon2id_hash_encoded(
            cost.passes, cost.memory, 1, bytes, bytes.count, salt, salt.count, 32, &out, out.count)
        guard code == ARGON2_OK.rawValue else { throw AccountFault.hashing(code: code) }
        let end = out.firstIndex(of: 0) ?? out.endIndex
        return PasswordHash(
            encoded: String(decoding: out[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// Whether the password is the one; costs as much as making the hash.
    func matches(_ password: String) -> Bool {
        let bytes = Array(Self.prepared(password).utf8)
        return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
    }

    /// Whether it was made with today's parameters; otherwise it is made anew at the next sign-in.
    var isCurrent: Bool {
        encoded.hasPrefix("$argon2id$v=19$m=\(Cost.current.memory),t=\(Cost.current.passes),p=1$")
    }

    /// Input methods write full-width letters and composed marks; one form for all of them (NFKC).
    private static func prepared(_ password: String) -> String {
        password.precomposedStringWithCompatibilityMapping
    }
}

/// Does the hashing beside the cooperative threads: two at once, so that memory is bounded, and with a
/// bounded number waiting.
final class PasswordWork: Sendable {
    private let queues = (0..<2).map { DispatchQueue(label: "accounts.passwords.\($0)") }
    private let state = Mutex((turn: 0, waiting: 0))
    private let limit: Int

    init(limit: Int = 64) { self.limit = limit }

    /// Runs work that takes long.
    ///
    /// - Throws: `SiteFault.unavailable` when too much waits already.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let turn = try state.withLock { state in
            guard state.waiting < limit else { throw SiteFault.unavailable(retryAfterSeconds: 3) }
            state.waiting += 1
            state.turn += 1
            return state.turn
        }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queues[turn % queues.count].async {
                continuation.resume(with: Result { try work() })
            }
        }
    }
}
