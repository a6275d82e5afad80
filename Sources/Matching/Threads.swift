// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Synchronization

/// Work of many equal parts, spread over the processors. It blocks its caller, so call it off the cooperative
/// pool.
public enum Threads {
    /// As many as the machine has processors.
    public static let all = max(1, ProcessInfo.processInfo.activeProcessorCount)

    /// Calls `work` once a thread with what hands out the parts.
    static func run(parts: Int, threads: Int, _ work: @Sendable (_ parts: Parts) -> Void) {
        let shared = Parts(parts)
        let workers = max(1, min(threads, parts))
        if workers == 1 {
            work(shared)
        } else {
            DispatchQueue.concurrentPerform(iterations: workers) { _ in work(shared) }
        }
    }

    /// The results of all parts, in order.
    package static func map<Result: Sendable>(
        _ parts: Int, threads: Int, _ work: @Sendable (Int) -> Result
    ) -> [Result] {
        let results = Mutex([Result?](repeating: nil, count: parts))
        run(parts: parts, threads: threads) { shared in
            while let part = shared.next() {
                let result = work(part)
                results.withLock { $0[part] = result }
            }
        }
        return results.withLock { $0.compactMap { $0 } }
    }
}

/// Hands out the numbers of parts to threads.
final class Parts: Sendable {
    private let count: Int
    private let taken = Atomic<Int>(0)

    init(_ count: Int) { self.count = count }

    /// The next part, nil when none is left.
    func next() -> Int? {
        let part = taken.add(1, ordering: .relaxed).oldValue
        return part < count ? part : nil
    }
}

/// Results of several threads, in no order.
final class Collected<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    func add(_ element: Element) { elements.withLock { $0.append(element) } }

    var all: [Element] { elements.withLock { $0 } }
}

extension Threads {
    /// One result a thread, each made of the parts that it took.
    static func gather<Result: Sendable>(
        parts: Int, threads: Int, _ work: @Sendable (_ parts: Parts) -> Result
    ) -> [Result] {
        let results = Collected<Result>()
        run(parts: parts, threads: threads) { shared in results.add(work(shared)) }
        return results.all
    }
}
