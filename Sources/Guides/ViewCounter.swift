// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Policies
import Site
import Store
import Synchronization

/// Views of policies, counted in memory: reading a page must not wait for a write. What has gathered is
/// written every minute, and whenever two hundred have come.
final class ViewCounter: Sendable {
    private struct State {
        var views: [ID<Policy>: Int64] = [:]
        var opens: [String: Int64] = [:]
        var waiting = 0
        var writtenAt: Int64 = 0
    }

    private let state = Mutex(State())
    private static let waitMilliseconds: Int64 = 60_000
    private static let most = 200

    /// Counts a view.
    func view(_ policy: ID<Policy>) {
        state.withLock {
            $0.views[policy, default: 0] += 1
            $0.waiting += 1
        }
    }

    /// Counts that somebody opened a shared link.
    func open(_ code: String) {
        state.withLock {
            $0.opens[code, default: 0] += 1
            $0.waiting += 1
        }
    }

    /// Takes out what is to be written; nil while it is too early.
    func due(at moment: Int64, isForced: Bool = false) -> (
        views: [ID<Policy>: Int64], opens: [String: Int64]
    )? {
        state.withLock { state in
            // The clock starts with the first view, which is not worth a write of its own.
            if state.writtenAt == 0 { state.writtenAt = moment }
            let isDue =
                isForced || state.waiting >= Self.most || moment - state.writtenAt >= Self.waitMilliseconds
            guard state.waiting > 0, isDue else { return nil }
            let taken = (state.views, state.opens)
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
