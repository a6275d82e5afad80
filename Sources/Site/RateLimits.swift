// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// How much a route costs, and so how often one client may ask for it.
public enum RateClass: String, Sendable, CaseIterable {
    /// Pages that are read.
    case page
    /// Forms that are sent.
    case form
    /// The API.
    case data
    /// What takes long or is tried by attackers: sign-in, search, exports.
    case costly
}

/// How often one client may ask. Clients are told apart by address, of IPv6 by the half that a subscriber
/// is given; an office behind one address shares its limit, so the limits are wide.
public struct RateLimits: Sendable {
    /// A bucket of requests that fills again over time.
    public struct Rate: Sendable {
        /// Requests that come back in each second.
        public let perSecond: Double
        /// Requests that may come at once.
        public let burst: Int

        /// A rate; both are above zero.
        public init(perSecond: Double, burst: Int) {
            self.perSecond = max(perSecond, 0.001)
            self.burst = max(burst, 1)
        }
    }

    /// The rate of each class; a class without one is not limited.
    public var rates: [RateClass: Rate]
    /// Clients that are remembered at most; beyond, those not seen for longest are forgotten.
    public var clients: Int

    /// Limits that a person does not meet and a program does.
    public init(
        _ rates: [RateClass: Rate] = [
            .page: Rate(perSecond: 20, burst: 300), .form: Rate(perSecond: 2, burst: 60),
            .data: Rate(perSecond: 10, burst: 100), .costly: Rate(perSecond: 1, burst: 30),
        ], clients: Int = 50_000
    ) {
        self.rates = rates
        self.clients = clients
    }
}

/// Counts requests of each client. Memory is bounded by two generations: when the younger is full, the
/// older is forgotten.
final class RateMeter: Sendable {
    /// What a client is told of its limit.
    struct Standing: Sendable, Equatable {
        let isAllowed: Bool
        let limit: Int
        let remaining: Int
        /// Seconds until the bucket is full; when refused, until the next request is let in.
        let seconds: Int
    }

    private struct Key: Hashable {
        let client: NetworkAddress
        let rate: RateClass
    }

    private struct Bucket {
        var tokens: Double
        var moment: Double
    }

    private struct Generations {
        var young: [Key: Bucket] = [:]
        var old: [Key: Bucket] = [:]
    }

    private let limits: RateLimits
    private let generations = Mutex(Generations())

    init(_ limits: RateLimits) {
        self.limits = limits
    }

    /// Takes one request out of a client's bucket; nil where the class is not limited.
    func take(_ rate: RateClass, for client: NetworkAddress, at now: Date) -> Standing? {
        guard let allowed = limits.rates[rate] else { return nil }
        let (key, moment) = (Key(client: client.subscriber, rate: rate), now.timeIntervalSince1970)
        let full = Double(allowed.burst)
        return generations.withLock { kept in
            var bucket = kept.young[key] ?? kept.old[key] ?? Bucket(tokens: full, moment: moment)
            // A clock that was set back must not lock anybody out.
            bucket.tokens = min(full, bucket.tokens + max(0, moment - bucket.moment) * allowed.perSecond)
            bucket.moment = moment
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            kept.young[key] = bucket
            if kept.young.count * 2 > limits.clients {
                kept.old = kept.young
                kept.young = [:]
            }
            let missing = isAllowed ? full - bucket.tokens : 1 - bucket.tokens
            return Standing(
                isAllowed: isAllowed, limit: allowed.burst, remaining: Int(bucket.tokens),
                seconds: max(1, Int((missing / allowed.perSecond).rounded(.up))))
        }
    }

    /// How many buckets are kept, for tests and metrics.
    var count: Int { generations.withLock { $0.young.count + $0.old.count } }
}
