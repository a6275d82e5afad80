// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Policies
import Site
import Standards
import Store
import Synchronization

/// What was counted since it was written last.
struct GuideCounts: Sendable {
    /// Views of policies.
    var views: [ID<Policy>: Int64] = [:]
    /// Openings of shared links, by their codes.
    var opens: [String: Int64] = [:]
    /// How often a tag was chosen.
    var uses: [TagUse: Int64] = [:]
}

/// A tag on a day.
struct TagUse: Hashable, Sendable {
    let name: String
    let day: Day
}

/// Views of policies and uses of tags, counted in memory: reading a page must not wait for a write. What has
/// gathered is written every minute, and whenever two hundred have come.
final class ViewCounter: Sendable {
    private struct State {
        var counts = GuideCounts()
        var waiting = 0
        var writtenAt: Int64 = 0
    }

    private let state = Mutex(State())
    private static let waitMilliseconds: Int64 = 60_000
    private static let most = 200

    /// Counts a view.
    func view(_ policy: ID<Policy>) {
        state.withLock {
            $0.counts.views[policy, default: 0] += 1
            $0.waiting += 1
        }
    }

    /// Counts that somebody opened a shared link.
    func open(_ code: String) {
        state.withLock {
            $0.counts.opens[code, default: 0] += 1
            $0.waiting += 1
        }
    }

    /// Counts that a tag was chosen.
    func use(_ tag: String, on day: Day) {
        state.withLock {
            $0.counts.uses[TagUse(name: tag, day: day), default: 0] += 1
            $0.waiting += 1
        }
    }

    /// Takes out what is to be written; nil while it is too early.
    func due(at moment: Int64, isForced: Bool = false) -> GuideCounts? {
        state.withLock { state in
            // The clock starts with the first view, which is not worth a write of its own.
            if state.writtenAt == 0 { state.writtenAt = moment }
            let isDue =
                isForced || state.waiting >= Self.most || moment - state.writtenAt >= Self.waitMilliseconds
            guard state.waiting > 0, isDue else { return nil }
            let taken = state.counts
            state = State()
            state.writtenAt = moment
            return taken
        }
    }
}

extension Visit {
    /// Whether a person seems to read the page: robots, previews and pages fetched ahead do not count.
    var isRead: Bool {
        guard method == .get else { return false }
        for name in ["Sec-Purpose", "Purpose", "X-Moz"] {
            if let name = HTTPField.Name(name), headers[name]?.contains("prefetch") == true { return false }
        }
        let agent = (headers[.userAgent] ?? "").lowercased()
        return !["bot", "spider", "crawl", "slurp", "curl", "wget", "python", "preview"].contains {
            agent.contains($0)
        }
    }
}
