// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A bounded queue from which threads take; the door between async callers and blocking workers.
///
/// Unchecked because its state is guarded by `condition`, which alone can make a thread wait.
final class Inbox<Item: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var items: [Item] = []
    private var head = 0
    private var isClosed = false
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    /// Puts an item at the end. Gives the fault when there is no room or the inbox is closed.
    func put(_ item: Item) -> StoreFault? {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return .closed }
        guard items.count - head < capacity else { return .overloaded(waiting: items.count - head) }
        items.append(item)
        condition.signal()
        return nil
    }

    /// Waits for the next item; nil once the inbox is closed and empty.
    func take() -> Item? {
        condition.lock()
        defer { condition.unlock() }
        while head == items.count {
            if isClosed { return nil }
            condition.wait()
        }
        return removeFirst()
    }

    /// The next item if there is one now.
    func takeIfAny() -> Item? {
        condition.lock()
        defer { condition.unlock() }
        return head == items.count ? nil : removeFirst()
    }

    /// How many wait.
    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return items.count - head
    }

    /// Takes no more items; those that wait are still served.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    private func removeFirst() -> Item {
        let item = items[head]
        head += 1
        if head == items.count {
            items.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1_024 {
            items.removeFirst(head)
            head = 0
        }
        return item
    }
}

/// Starts a thread that blocks on a database, away from the threads on which Swift's tasks run.
func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.name = name
    thread.stackSize = 4 << 20
    thread.start()
}
