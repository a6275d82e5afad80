// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The shapes of all types that templates have met.
final class ShapeTable: Sendable {
    private let names: [String: Int]
    private let shapes = Mutex<[ObjectIdentifier: Shape]>([:])

    /// A table for templates whose tags have these names.
    init(names: [String: Int]) {
        self.names = names
    }

    /// The shape of a type, with those of all that it contains.
    func shape(of type: any Any.Type) -> Shape {
        shapes.withLock { shape(of: type, in: &$0) }
    }

    private func shape(of type: any Any.Type, in known: inout [ObjectIdentifier: Shape]) -> Shape {
        let key = ObjectIdentifier(type)
        if let shape = known[key] { return shape }
        let shape = Shape(type, kind: Self.kind(of: type))
        known[key] = shape
        switch shape.kind {
        case .optional(let type): shape.hold(self.shape(of: type.contentType, in: &known))
        case .list(let type): shape.hold(self.shape(of: type.contentType, in: &known))
        case .structure: shape.have(properties(of: type, in: &known))
        case .text, .flag, .plain: break
        }
        return shape
    }

    private static func kind(of type: any Any.Type) -> Shape.Kind {
        if type == String.self { return .text }
        if type == Bool.self { return .flag }
        if let type = type as? any OptionalShape.Type { return .optional(type) }
        if let type = type as? any ListShape.Type { return .list(type) }
        return StoredFields.isStruct(type) ? .structure : .plain
    }

    private func properties(
        of type: any Any.Type, in known: inout [ObjectIdentifier: Shape]
    ) -> [Shape.Property?] {
        var properties = [Shape.Property?](repeating: nil, count: names.count)
        for field in StoredFields.of(type) {
            // Only what a template may ask for: the insides of other types are never looked at.
            guard let number = names[field.name] else { continue }
            properties[number] = Shape.Property(
                offset: field.offset, shape: shape(of: field.type, in: &known))
        }
        return properties
    }
}
