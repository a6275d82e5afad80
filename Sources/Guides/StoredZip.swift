// SPDX-License-Identifier: Apache-2.0

/// A zip archive whose parts are stored as they are, in order: what EPUB asks of its first part.
struct StoredZip {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// Adds a part under a name in ASCII.
    mutating func add(_ name: String, _ content: [UInt8]) {
        let (place, sum, size) = (UInt32(body.count), Self.checksum(content), UInt32(content.count))
        let label = Array(name.utf8)
        // The day is that of the format's beginning, so that equal contents are equal bytes.
        let common = [
            Self.two(20), Self.two(0x0800), Self.two(0), Self.two(0), Self.two(0x21), Self.four(sum),
            Self.four(size), Self.four(size), Self.two(UInt16(label.count)), Self.two(0),
        ].flatMap { $0 }
        let head = [Self.four(0x0201_4B50), Self.two(20), common, Self.two(0), Self.two(0), Self.two(0)]
        directory.append(contentsOf: head.joined())
        directory.append(contentsOf: Self.four(0))
        directory.append(contentsOf: Self.four(place))
        directory.append(contentsOf: label)
        body.append(contentsOf: Self.four(0x0403_4B50))
        body.append(contentsOf: common)
        body.append(contentsOf: label)
        body.append(contentsOf: content)
        count += 1
    }

    /// The whole archive.
    var bytes: [UInt8] {
        let end = [
            Self.four(0x0605_4B50), Self.two(0), Self.two(0), Self.two(count), Self.two(count),
            Self.four(UInt32(directory.count)), Self.four(UInt32(body.count)), Self.two(0),
        ]
        return body + directory + end.flatMap { $0 }
    }

    private static func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

    private static func four(_ value: UInt32) -> [UInt8] {
        two(UInt16(value & 0xFFFF)) + two(UInt16(value >> 16))
    }

    private static func checksum(_ content: [UInt8]) -> UInt32 {
        ~content.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }

    private static let table: [UInt32] = (0..<256).map { start in
        (0..<8).reduce(UInt32(start)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }
}
