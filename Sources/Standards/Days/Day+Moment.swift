// SPDX-License-Identifier: Apache-2.0

extension Day {
    /// Milliseconds by which China's one time zone is before UTC; it has had no summer time since 1992.
    private static let offset: Int64 = 8 * 3_600_000
    private static let length: Int64 = 86_400_000

    /// The calendar day in China at a moment, in milliseconds since 1970-01-01 UTC.
    public init(milliseconds: Int64) {
        let local = milliseconds + Day.offset
        self.init(number: Int((local - Day.timeOfDay(local)) / Day.length))
    }

    /// The moment at which the day begins in China, in milliseconds since 1970-01-01 UTC. The day before ends
    /// there.
    public var startMilliseconds: Int64 { Int64(number) * Day.length - Day.offset }

    /// The time of day in China at a moment, `16:05`.
    public static func clock(at milliseconds: Int64) -> String {
        let minutes = timeOfDay(milliseconds + offset) / 60_000
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// Milliseconds since midnight, also before 1970.
    private static func timeOfDay(_ local: Int64) -> Int64 { (local % length + length) % length }
}
