// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Standards
import Store

/// People, departments, rights: named transactions over the tables of accounts.
///
/// Pages use all of it; other rooms and the example city use what is public.
public struct AccountStore: Sendable {
    let database: Database
    let key: AccountKey
    let limits: AccountLimits
    /// Whether roles may be used without a second factor: in the example city only.
    let isExample: Bool

    /// - Parameters:
    ///   - key: 32 bytes or more that seal secrets, the same on all servers.
    public init(
        database: Database, key: [UInt8], limits: AccountLimits = AccountLimits(), isExample: Bool = false
    ) {
        self.database = database
        self.key = AccountKey(key)
        self.limits = limits
        self.isExample = isExample
    }

    /// The present moment in milliseconds since 1970.
    var now: Int64 { database.ground.now() }
}

/// How long things last.
public struct AccountLimits: Sendable {
    /// How long a session lives without a request, for people with roles.
    public var officialIdleSeconds: Int64 = 30 * 60
    /// How long a session lives at all, for people with roles.
    public var officialSeconds: Int64 = 12 * 3600
    /// How long a session lives without a request, for all others.
    public var memberIdleSeconds: Int64 = 12 * 3600
    /// How long a session lives at all, for all others.
    public var memberSeconds: Int64 = 30 * 86_400
    /// How long after proving who they are somebody may change a password or a factor.
    public var proofSeconds: Int64 = 10 * 60
    /// How long an invitation is good.
    public var invitationSeconds: Int64 = 7 * 86_400
    /// How long the link for the first start, or for a new password, is good.
    public var linkSeconds: Int64 = 24 * 3600

    /// The limits of ASVS 5.0 (7.3) as this site sets them.
    public init() {}
}

extension Row {
    /// A region from the code in a column.
    func region(_ name: String) throws -> Region {
        let code: String = try self[name]
        guard let region = Region(code: code) else {
            throw StoreFault.column(.otherType(name: name, expected: "Region"))
        }
        return region
    }
}

/// The codes of a region and of all in it, for a range of an index.
struct RegionSpan: Sendable {
    let first: String
    let last: String

    init(_ region: Region) {
        let code = region.code
        let stem =
            switch region.level {
            case .nation: ""
            case .province: String(code.prefix(2))
            case .city: String(code.prefix(4))
            case .county: code
            }
        first = stem + String(repeating: "0", count: 6 - stem.count)
        last = stem + String(repeating: "9", count: 6 - stem.count)
    }
}
