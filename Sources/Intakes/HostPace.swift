// SPDX-License-Identifier: Apache-2.0

/// Keeps requests to one host apart: one at a time on this server, with a pause behind each. Remembers for
/// a day what each site lets programs read.
actor HostPace {
    private var busy: Set<String> = []
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]
    private var freeAt: [String: ContinuousClock.Instant] = [:]
    private var robots: [String: (rules: Robots, until: ContinuousClock.Instant)] = [:]
    private let clock = ContinuousClock()
    private static let robotsLast = Duration.seconds(86_400)

    /// Waits until a host may be asked; ``leave(_:after:)`` must follow.
    func enter(_ origin: String) async {
        if busy.contains(origin) {
            await withCheckedContinuation { waiting[origin, default: []].append($0) }
        } else {
            busy.insert(origin)
        }
        guard let free = freeAt[origin], free > clock.now else { return }
        do {
            try await Task.sleep(until: free, clock: clock)
        } catch {
            // Cancelled: the request that follows is cancelled as well.
            return
        }
    }

    /// Ends a request; the next one waits for the pause.
    func leave(_ origin: String, after delay: Duration) {
        freeAt[origin] = clock.now.advanced(by: delay)
        if var queue = waiting[origin], !queue.isEmpty {
            let next = queue.removeFirst()
            waiting[origin] = queue
            next.resume()
        } else {
            busy.remove(origin)
        }
    }

    /// What a site lets programs read, if that was asked within a day.
    func known(_ origin: String) -> Robots? {
        guard let entry = robots[origin], entry.until > clock.now else { return nil }
        return entry.rules
    }

    /// Remembers what a site lets programs read.
    func learn(_ rules: Robots, of origin: String) {
        if robots.count > 1_000 { robots.removeAll() }
        robots[origin] = (rules, clock.now.advanced(by: Self.robotsLast))
    }
}
