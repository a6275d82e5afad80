// SPDX-License-Identifier: Apache-2.0

/// A kind of work that is done later, and what it needs to know.
public struct JobKind<Payload: Codable & Sendable>: Sendable {
    /// The room and the work: `outreach.send`.
    public let name: String
    /// How often it is tried before a person has to look at it.
    public let attemptLimit: Int

    /// A kind by its name.
    public init(_ name: String, attemptLimit: Int = 12) {
        precondition(attemptLimit >= 1, "A job is tried at least once.")
        self.name = name
        self.attemptLimit = attemptLimit
    }
}

/// Under which key a job exists once.
public enum JobKey: Hashable, Sendable {
    /// Once for as long as the history is kept, also after it is done.
    case lasting(String)
    /// Once among those that wait; a new one may be added when work has begun.
    case whileWaiting(String)
}

/// Where a job stands.
public enum JobState: String, Hashable, Sendable, CaseIterable, SQLBindable, SQLReadable {
    /// Waits for its time.
    case waiting
    /// A worker holds its lease.
    case running
    /// Done; kept as history.
    case done
    /// Failed for good: a person decides.
    case dead
    /// A person decided not to do it.
    case discarded
}

/// A job as a person sees it in the list of dead letters.
public struct JobRecord: Hashable, Sendable {
    /// The job's id.
    public let id: String
    /// Its kind's name.
    public let kind: String
    /// Where it stands.
    public let state: JobState
    /// How often it was tried.
    public let attempt: Int
    /// What the last try failed with; for administrators.
    public let lastError: String
    /// Milliseconds since 1970.
    public let createdAt: Int64
    /// When it is tried next, or until when its lease runs; milliseconds since 1970.
    public let dueAt: Int64
}

/// A worker's right to do a job for a while.
struct JobLease: Hashable, Sendable {
    let id: String
    let kind: String
    let payload: String
    let attempt: Int
    let attemptLimit: Int
    /// Grows each time the job changes hands; a commit with an older one is refused.
    let token: Int64
}

/// How long to wait after a failure.
struct BackOff: Sendable {
    var firstMilliseconds: Int64 = 1_000
    var longestMilliseconds: Int64 = 3_600_000

    /// Doubles from try to try, up to the longest, and is spread by a quarter so that jobs that failed
    /// together do not come back together.
    func milliseconds(after attempt: Int, random: UInt64) -> Int64 {
        let doubled = firstMilliseconds << Int64(min(max(attempt - 1, 0), 30))
        let capped = min(max(doubled, firstMilliseconds), longestMilliseconds)
        return capped + Int64(random % UInt64(max(capped / 4, 1)))
    }
}
