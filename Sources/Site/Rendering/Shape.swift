// SPDX-License-Identifier: Apache-2.0

/// What a template can do with the values of one type, and where their stored properties lie in memory.
///
/// `Mirror` makes an object for every look at a property, 14 µs for a row of a table; a shape is made once
/// for a type, and a look is an addition.
// Filled by `ShapeTable` under its lock before anybody else gets it, and never changed after that; it cannot
// be a constant because the shape of a type may contain itself, through a list.
final class Shape: @unchecked Sendable {
    enum Kind {
        /// A `String`.
        case text
        /// A `Bool`.
        case flag
        /// An `Optional` of values of another shape.
        case optional(any OptionalShape.Type)
        /// An `Array` of values of another shape.
        case list(any ListShape.Type)
        /// A struct, which is looked into by name.
        case structure
        /// Anything else, which is only written out: numbers, enumerations.
        case plain
    }

    /// A stored property of a struct. Its shape lives as long as the table, like this one.
    struct Property {
        let offset: Int
        unowned(unsafe) let shape: Shape
    }

    let type: any Any.Type
    let kind: Kind
    /// The properties by the number of their name, for those names that occur in templates.
    private(set) var properties = UnsafeMutableBufferPointer<Property?>(start: nil, count: 0)
    /// The shape of what an optional or a list holds.
    private(set) unowned(unsafe) var content: Shape?

    init(_ type: any Any.Type, kind: Kind) {
        self.type = type
        self.kind = kind
    }

    deinit {
        properties.deallocate()
    }

    /// Sets the shape of what it holds, which could not be known before.
    func hold(_ content: Shape) {
        self.content = content
    }

    /// Sets the properties, which could not be known before.
    func have(_ properties: [Property?]) {
        self.properties = .allocate(capacity: properties.count)
        _ = self.properties.initialize(from: properties)
    }
}
