// SPDX-License-Identifier: Apache-2.0
import GRDB

/// Several writes in one transaction, so that one sync makes all of them durable. Each has a savepoint of
/// its own: one that fails takes nothing of the others with it, and none is answered before the common
/// COMMIT.
struct CommitGroup {
    private static let sizeLimit = 512
    /// How long a group gathers, so that the first does not wait for ever in a rush.
    private static let timeLimit = Duration.milliseconds(20)

    let sabotage: Sabotage?
    private(set) var announcements: [Announcement] = []
    private var outcomes: [(request: any Request, error: (any Error)?)] = []

    init(sabotage: Sabotage?) { self.sabotage = sabotage }

    var count: Int { outcomes.count }
    var requests: [any Request] { outcomes.map(\.request) }

    /// Runs the first request and those that wait behind it, then commits. Throws when the common
    /// transaction fails.
    mutating func run(
        _ database: GRDB.Database, _ first: any Request, more: () -> (any Request)?
    ) throws {
        var next: (any Request)? = first
        let end = ContinuousClock.now + Self.timeLimit
        try whole(database) { group in
            while let request = next {
                if request.begin(interrupt: {}) {
                    group.outcomes.append((request, nil))
                    if !database.isInsideTransaction { try database.beginTransaction(.immediate) }
                    try group.attempt(request, in: database)
                }
                next = group.count < Self.sizeLimit && ContinuousClock.now < end ? more() : nil
            }
        }
    }

    /// Runs one request, already begun, in a transaction by itself.
    mutating func runAlone(_ database: GRDB.Database, _ request: any Request) throws {
        try whole(database) { group in
            group.outcomes.append((request, nil))
            try database.beginTransaction(.immediate)
            try group.attempt(request, in: database)
        }
    }

    /// Answers all: those that failed by themselves with their own error, the others with that of the commit.
    func settle(_ error: (any Error)?) {
        for outcome in outcomes { outcome.request.settle(error ?? outcome.error) }
    }

    private mutating func attempt(_ request: any Request, in database: GRDB.Database) throws {
        let place = outcomes.count - 1
        let session = SQLiteSession(database)
        do {
            try database.cachedStatement(sql: "SAVEPOINT request").execute()
            try request.perform(session)
            try database.cachedStatement(sql: "RELEASE SAVEPOINT request").execute()
            announcements += session.announcements
            if sabotage == .acknowledgeBeforeCommit { Sabotage.acknowledge(request) }
        } catch {
            // Some errors (a full disk, a failed sync) end the whole transaction: then the whole group has
            // failed.
            guard database.isInsideTransaction, !Self.endsGroup(error) else { throw error }
            try database.cachedStatement(sql: "ROLLBACK TO SAVEPOINT request").execute()
            try database.cachedStatement(sql: "RELEASE SAVEPOINT request").execute()
            outcomes[place].error = StoreFault.named(error)
        }
    }

    private static func endsGroup(_ error: any Error) -> Bool {
        switch StoreFault.named(error) as? StoreFault {
        case .diskFull, .storageFailed: true
        default: false
        }
    }

    private mutating func whole(
        _ database: GRDB.Database, _ work: (inout CommitGroup) throws -> Void
    ) throws {
        do {
            try work(&self)
            guard database.isInsideTransaction else { return }
            if outcomes.allSatisfy({ $0.error != nil }) {
                try database.rollback()
            } else {
                try database.commit()
            }
        } catch {
            // The first error is the one to tell.
            if database.isInsideTransaction { try? database.rollback() }
            throw error
        }
    }
}
