// SPDX-License-Identifier: Apache-2.0

/// How long somebody waits who guesses. Waiting times grow and end; nobody is shut out for good.
///
/// Ten guesses at one account fit into an hour: four at once, the others 30 s, 1, 2, 4, 8 and 16 minutes
/// apart (after them every 32 minutes), however many addresses they come from.
struct Throttle: Sendable {
    /// What is counted.
    let bucket: String
    /// How many failures cost nothing.
    let free: Int64
    /// The longest wait.
    let longestSeconds: Int64

    static let firstSeconds: Int64 = 30
    /// After so long without a failure they are forgotten.
    static let memorySeconds: Int64 = 86_400

    /// Guesses at one account from anywhere.
    static func account(_ digest: String) -> Throttle {
        Throttle(bucket: "account:" + digest, free: 4, longestSeconds: 1920)
    }

    /// Guesses from a browser in which this person signed in before: others' guesses don't count here.
    static func device(_ id: String) -> Throttle {
        Throttle(bucket: "device:" + id, free: 4, longestSeconds: 1920)
    }

    /// Guesses from one address at any accounts. Offices share an address, so there is room for many slips.
    static func address(_ digest: String) -> Throttle {
        Throttle(bucket: "address:" + digest, free: 30, longestSeconds: 240)
    }

    /// Guesses at one person's second factor by whoever has the password.
    static func factor(_ person: String) -> Throttle {
        Throttle(bucket: "factor:" + person, free: 4, longestSeconds: 1920)
    }

    /// Guesses at one person's code by somebody who would go past a throttled account.
    static func bypass(_ person: String) -> Throttle {
        Throttle(bucket: "bypass:" + person, free: 4, longestSeconds: 1920)
    }

    /// The wait after so many failures.
    func waitSeconds(after failures: Int64) -> Int64 {
        guard failures >= free else { return 0 }
        return min(Self.firstSeconds << min(failures - free, 20), longestSeconds)
    }
}
