// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// A link by which whoever has it may read one report for some days. Its token is handed out once; only its
/// digest is kept.
struct ReportShare: Sendable, Equatable {
    let id: ID<ReportShare>
    let report: ID<KeptReport>
    let madeAt: Int64
    /// Who made it, by name, as its readers see.
    let madeBy: String
    /// The moment at which it ends by itself, in milliseconds since 1970.
    let until: Int64
    let endedAt: Int64?
    /// How often it was opened, and when last.
    let opened: Int
    let openedAt: Int64?

    /// Days that a link may live; the second is offered first.
    static let days = [1, 7, 30]
    static let usualDays = 7

    /// Whether it can be opened at a moment.
    func isOpen(at moment: Int64) -> Bool { endedAt == nil && moment < until }

    /// 32 random bytes as 64 hexadecimal digits.
    static func token(_ ground: Ground) -> String {
        (0..<4).map { _ in
            let part = String(ground.random(), radix: 16)
            return String(repeating: "0", count: 16 - part.count) + part
        }.joined()
    }

    /// What of a token is kept.
    static func digest(of token: String) -> String { SHA256.hex(token.utf8) }
}
