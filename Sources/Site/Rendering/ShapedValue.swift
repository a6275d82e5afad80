// SPDX-License-Identifier: Apache-2.0

/// A value in memory: its shape and where it lies. Valid only while that value is kept alive.
struct ShapedValue {
    unowned(unsafe) let shape: Shape
    let address: UnsafeRawPointer

    /// The property of a name; nil when there is none or it is empty.
    func property(_ name: Int) -> ShapedValue? {
        guard name < shape.properties.count, let property = shape.properties[name] else { return nil }
        return ShapedValue(shape: property.shape, address: address + property.offset).present
    }

    /// The value without the optionals around it; nil when it is empty.
    var present: ShapedValue? {
        var value = self
        while case .optional(let type) = value.shape.kind {
            // A full optional holds its value at its own address.
            guard !type.isEmpty(at: value.address), let content = value.shape.content else { return nil }
            value = ShapedValue(shape: content, address: value.address)
        }
        return value
    }

    /// Whether a section of it is left out: false, or an empty list.
    var isNothing: Bool {
        switch shape.kind {
        case .flag: !address.assumingMemoryBound(to: Bool.self).pointee
        case .list(let type): type.isEmpty(at: address)
        case .text, .optional, .structure, .plain: false
        }
    }

    /// Appends the value as text, made safe.
    func write(to html: inout [UInt8]) {
        if case .text = shape.kind {
            HTMLEscaping.append(address.assumingMemoryBound(to: String.self).pointee, to: &html)
        } else {
            HTMLEscaping.append(Self.description(of: shape.type, at: address), to: &html)
        }
    }

    private static func description<Value>(of type: Value.Type, at address: UnsafeRawPointer) -> String {
        String(describing: address.assumingMemoryBound(to: Value.self).pointee)
    }
}
