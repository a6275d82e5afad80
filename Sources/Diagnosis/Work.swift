// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// Work that takes milliseconds of the processor, moved off the threads that serve requests. One at a time: a
/// crowd that prints waits its turn and the pages go on.
enum Work {
    private static let queue = DispatchQueue(label: "diagnosis.work")

    static func done<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
