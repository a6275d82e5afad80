// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// Work that takes the processor for longer than a request may, moved off the threads that serve requests.
public enum OffPool {
    private static let queue = DispatchQueue(label: "audience", attributes: .concurrent)

    /// Does it on a thread of its own and gives what came of it.
    public static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
