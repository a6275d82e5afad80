// SPDX-License-Identifier: Apache-2.0

/// `Optional`, whatever it holds.
protocol OptionalShape {
    static var contentType: any Any.Type { get }
    static func isEmpty(at address: UnsafeRawPointer) -> Bool
}

extension Optional: OptionalShape {
    static var contentType: any Any.Type { Wrapped.self }

    static func isEmpty(at address: UnsafeRawPointer) -> Bool {
        // Most of all optionals are texts, and those can be asked without being copied.
        if Wrapped.self == String.self {
            return address.assumingMemoryBound(to: String?.self).pointee == nil
        }
        return if case .none = address.assumingMemoryBound(to: Self.self).pointee { true } else { false }
    }
}

/// `Array`, whatever it holds.
protocol ListShape {
    static var contentType: any Any.Type { get }
    static func isEmpty(at address: UnsafeRawPointer) -> Bool
    static func forEach(at address: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Void)
}

extension Array: ListShape {
    static var contentType: any Any.Type { Element.self }

    static func isEmpty(at address: UnsafeRawPointer) -> Bool {
        address.assumingMemoryBound(to: Self.self).pointee.isEmpty
    }

    static func forEach(at address: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Void) {
        address.assumingMemoryBound(to: Self.self).pointee.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            for offset in stride(from: 0, to: bytes.count, by: MemoryLayout<Element>.stride) {
                body(start + offset)
            }
        }
    }
}
