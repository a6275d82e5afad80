// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// What everything stands on and nothing else asks the machine for: time and randomness.
///
/// Tests and simulations give their own; only the command takes ``machine``.
public struct Ground: Sendable {
    /// Milliseconds since 1970-01-01 UTC.
    public let now: @Sendable () -> Int64
    /// 64 random bits; those of the machine are fit for secrets.
    public let random: @Sendable () -> UInt64
    private let lastStamp: Stamp

    /// A ground from a clock and a source of randomness.
    public init(now: @escaping @Sendable () -> Int64, random: @escaping @Sendable () -> UInt64) {
        self.now = now
        self.random = random
        lastStamp = Stamp()
    }

    /// The machine's clock and the system's random numbers.
    public static func machine() -> Ground {
        Ground(
            now: { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) },
            random: {
                var source = SystemRandomNumberGenerator()
                return source.next()
            }
        )
    }

    /// A new id (UUIDv7, RFC 9562 section 5.7): 48 bits of time, then a counter of 12 bits within the
    /// millisecond, then 62 random bits. Ids of one process sort in the order in which they were made, also
    /// when the clock jumps back.
    public func uuid() -> UUID {
        let (milliseconds, counter) = lastStamp.next(now())
        let tail = random()
        let high = (UInt64(milliseconds) << 16) | 0x7000 | UInt64(counter)
        let low = (tail & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return UUID(high: high, low: low)
    }

    /// A new id for a noun.
    public func id<Noun>(_ noun: Noun.Type = Noun.self) -> ID<Noun> {
        ID(uuid())
    }
}

/// The last time and counter that an id was given, so that ids never go back.
private final class Stamp: Sendable {
    private let last = Mutex<(milliseconds: Int64, counter: UInt16)>((0, 0))

    func next(_ now: Int64) -> (Int64, UInt16) {
        last.withLock { last in
            if now > last.milliseconds {
                last = (now, 0)
            } else if last.counter < 0xFFF {
                last.counter += 1
            } else {
                last = (last.milliseconds + 1, 0)
            }
            return last
        }
    }
}

extension UUID {
    fileprivate init(high: UInt64, low: UInt64) {
        func byte(_ word: UInt64, _ place: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: word >> (56 - 8 * place))
        }
        self.init(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
                byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }
}
