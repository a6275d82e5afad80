// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// Hands announcements to those who listen in this process.
final class Bulletin: Sendable {
    private typealias Listener = AsyncStream<Announcement>.Continuation
    private let listeners = Mutex<[UUID: (channel: String, listener: Listener)]>([:])

    /// What is announced on a channel from now on. A slow listener loses the oldest, never blocks a writer:
    /// an announcement says "look again", the data is in the tables.
    func announcements(on channel: String) -> AsyncStream<Announcement> {
        let name = UUID()
        let (stream, listener) = AsyncStream.makeStream(
            of: Announcement.self, bufferingPolicy: .bufferingNewest(1_024))
        listener.onTermination = { [weak self] _ in
            _ = self?.listeners.withLock { $0.removeValue(forKey: name) }
        }
        listeners.withLock { $0[name] = (channel, listener) }
        return stream
    }

    func tell(_ announcements: [Announcement]) {
        guard !announcements.isEmpty else { return }
        let all = listeners.withLock { Array($0.values) }
        for (channel, listener) in all {
            for announcement in announcements where announcement.channel == channel {
                listener.yield(announcement)
            }
        }
    }

    /// Tells every listener, with an empty text, that news may have been missed: look again at everything.
    func tellMissed() {
        for (channel, listener) in listeners.withLock({ Array($0.values) }) {
            listener.yield(Announcement(channel: channel, text: ""))
        }
    }

    func close() {
        for (_, listener) in listeners.withLock({ Array($0.values) }) { listener.finish() }
    }
}
