// SPDX-License-Identifier: Apache-2.0

// The same look into types that `Mirror` is made of, but with offsets, and once for a type.
@_spi(Reflection) import Swift

/// The stored properties of a struct.
enum StoredFields {
    struct Field {
        let name: String
        let offset: Int
        let type: any Any.Type
    }

    /// The stored properties in their order; none when the type is no struct.
    static func of(_ type: any Any.Type) -> [Field] {
        guard isStruct(type) else { return [] }
        var fields: [Field] = []
        _ = _forEachField(of: type) { name, offset, type, _ in
            fields.append(Field(name: String(cString: name), offset: offset, type: type))
            return true
        }
        return fields
    }

    /// Whether a type is a struct.
    static func isStruct(_ type: any Any.Type) -> Bool {
        kind(of: type) == .struct
    }

    /// The kind is told of fields only, so the type is made one.
    private static func kind(of type: any Any.Type) -> _MetadataKind? {
        func holder<Value>(of type: Value.Type) -> any Any.Type { Holder<Value>.self }
        var kind: _MetadataKind?
        _ = _forEachField(of: holder(of: type)) { _, _, _, found in
            kind = found
            return true
        }
        return kind
    }

    private struct Holder<Value> {
        let value: Value
    }

    /// Whether templates can read a property of a type: its values must lie where they are declared, which
    /// those of `any P` do not, and lists must be arrays.
    static func isReadable(_ type: any Any.Type) -> Bool {
        if let holder = type as? any OptionalShape.Type { return isReadable(holder.contentType) }
        if let list = type as? any ListShape.Type { return isReadable(list.contentType) }
        return switch kind(of: type) {
        case .struct: !(type is any Sequence.Type) || type == String.self
        case .enum: true
        default: false
        }
    }
}
