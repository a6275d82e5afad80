// SPDX-License-Identifier: Apache-2.0
import MatchingKernels

/// One column's values of one block, as narrow as they allow. Trivial on purpose: kernels read it by pointer.
struct Chunk {
    /// How the values lie.
    enum Form: UInt8 {
        /// Unsigned differences from `base`, 1, 2 or 4 bytes wide, or the signed values themselves, 8 wide.
        case numbers
        /// Codes, 1, 2 or 4 bytes wide, and their runs where these are few.
        case codes
        /// Two planes: met, possible.
        case flags
        /// Three planes: met, possible, settled.
        case verdicts
    }

    var form: Form
    /// Bytes a value; 0 where all known values are `base` (then `values` points to zeros of any width).
    var width: UInt8
    /// Whether some measure lies between the numbers of its grid.
    var isFiner = false
    var runCount: UInt16 = 0
    var values: UnsafeRawPointer
    /// Rows whose value is unknown; nil where none is.
    var missing: Plane?
    var runs: UnsafePointer<ym_run>?
    var base: Int64
    /// Least and greatest known value; least above greatest where none is known.
    var least: Int64
    var greatest: Int64

    var planes: Plane { values.assumingMemoryBound(to: UInt64.self) }

    /// The value of a row, or `unknownValue`.
    func value(at row: Int) -> Int64 {
        switch form {
        case .numbers, .codes:
            if let missing, missing.bit(row) { return unknownValue }
            switch width {
            case 0: return base
            case 1: return base &+ Int64(values.load(fromByteOffset: row, as: UInt8.self))
            case 2: return base &+ Int64(values.load(fromByteOffset: row * 2, as: UInt16.self))
            case 4: return base &+ Int64(values.load(fromByteOffset: row * 4, as: UInt32.self))
            default: return values.load(fromByteOffset: row * 8, as: Int64.self)
            }
        case .flags:
            return planes.bit(row) ? 1 : (planes + planeWords).bit(row) ? unknownValue : 0
        case .verdicts:
            let raw = (0..<3).reduce(UInt8(0)) { bits, plane in
                bits | ((planes + plane * planeWords).bit(row) ? 1 << UInt8(plane) : 0)
            }
            return Int64(raw)
        }
    }

    /// Whether every known value is the same and none is unknown.
    var isConstant: Bool { width == 0 && missing == nil && (form == .numbers || form == .codes) }

    /// All codes are one word, or none is known: what a region column is in every block.
    var region: Int32 { least > greatest ? -1 : Int32(truncatingIfNeeded: base) }
}

extension Chunk {
    /// More runs than this are no help.
    static let mostRuns = 96

    /// Encodes the values of up to 4096 rows; the memory holds what the chunk points to.
    static func encoded(_ values: UnsafeBufferPointer<Int64>, as kind: Schema.Kind) -> (Chunk, Memory) {
        switch kind {
        case .number: numbers(values)
        case .measure: measures(values)
        case .code: codes(values)
        case .flag: planes(values, 2) { $0 == unknownValue ? 2 : $0 == 1 ? 3 : 0 }
        case .verdict: planes(values, 3) { $0 == unknownValue ? 2 : UInt8(truncatingIfNeeded: $0) }
        }
    }

    private static func planes(
        _ values: UnsafeBufferPointer<Int64>, _ count: Int, _ bits: (Int64) -> UInt8
    ) -> (Chunk, Memory) {
        let memory = Memory(bytes: count * planeBytes)
        for (row, value) in values.enumerated() {
            let raw = bits(value)
            for plane in 0..<count where raw >> UInt8(plane) & 1 == 1 {
                memory.typed(UInt64.self, at: plane * planeBytes).setBit(row)
            }
        }
        let chunk = Chunk(
            form: count == 2 ? .flags : .verdicts, width: 0, values: UnsafeRawPointer(memory.start), base: 0,
            least: 0, greatest: 0)
        return (chunk, memory)
    }

    private static func numbers(_ values: UnsafeBufferPointer<Int64>) -> (Chunk, Memory) {
        let (least, greatest, missing) = extent(values)
        let isKnown = least <= greatest
        let range = isKnown ? UInt64(bitPattern: greatest &- least) : 0
        let width = range == 0 ? 0 : range <= 0xff ? 1 : range <= 0xffff ? 2 : range <= 0xffff_ffff ? 4 : 8
        let base = isKnown && width < 8 ? least : 0
        var chunk = Chunk(
            form: .numbers, width: UInt8(width), values: Constants.shared.zeroValues, base: base,
            least: least, greatest: greatest)
        let memory = chunk.store(values, missing: missing, runs: [])
        return (chunk, memory)
    }

    private static func measures(_ values: UnsafeBufferPointer<Int64>) -> (Chunk, Memory) {
        var (chunk, memory) = numbers(values)
        chunk.isFiner = values.contains { $0 != unknownValue && $0 & 1 == 1 }
        return (chunk, memory)
    }

    private static func codes(_ values: UnsafeBufferPointer<Int64>) -> (Chunk, Memory) {
        let (least, greatest, missing) = extent(values)
        let isKnown = least <= greatest
        let width = !isKnown || least == greatest ? 0 : greatest <= 0xff ? 1 : greatest <= 0xffff ? 2 : 4
        var chunk = Chunk(
            form: .codes, width: UInt8(width), values: Constants.shared.zeroValues,
            base: width == 0 && isKnown ? least : 0, least: least, greatest: greatest)
        let memory = chunk.store(values, missing: missing, runs: missing || !isKnown ? [] : runs(of: values))
        return (chunk, memory)
    }

    private static func extent(_ values: UnsafeBufferPointer<Int64>) -> (Int64, Int64, Bool) {
        var least = Int64.max, greatest = Int64.min, missing = false
        for value in values {
            if value == unknownValue {
                missing = true
            } else {
                least = min(least, value)
                greatest = max(greatest, value)
            }
        }
        return (least, greatest, missing)
    }

    private static func runs(of values: UnsafeBufferPointer<Int64>) -> [ym_run] {
        var found: [ym_run] = []
        var first = 0
        for row in 1...values.count where row == values.count || values[row] != values[first] {
            if found.count == mostRuns { return [] }
            found.append(ym_run(code: UInt32(values[first]), first: UInt16(first), end: UInt16(row)))
            first = row
        }
        return found
    }

    private mutating func store(
        _ rows: UnsafeBufferPointer<Int64>, missing: Bool, runs: [ym_run]
    ) -> Memory {
        let layout = Layout(width: Int(width), missing: missing, runs: runs.count)
        let memory = Memory(bytes: layout.bytes)
        switch width {
        case 0: break
        case 1: pack(rows, memory.typed(UInt8.self))
        case 2: pack(rows, memory.typed(UInt16.self))
        case 4: pack(rows, memory.typed(UInt32.self))
        default: for (row, value) in rows.enumerated() { memory.typed(Int64.self)[row] = value }
        }
        if missing {
            let plane = memory.typed(UInt64.self, at: layout.missing)
            for (row, value) in rows.enumerated() where value == unknownValue { plane.setBit(row) }
        }
        let stored = memory.typed(ym_run.self, at: layout.runs)
        for (place, run) in runs.enumerated() { stored[place] = run }
        runCount = UInt16(runs.count)
        point(into: UnsafeRawPointer(memory.start), layout)
        return memory
    }

    private func pack<Narrow: FixedWidthInteger>(
        _ rows: UnsafeBufferPointer<Int64>, _ out: UnsafeMutablePointer<Narrow>
    ) {
        for row in 0..<rows.count {
            out[row] = rows[row] == unknownValue ? 0 : Narrow(truncatingIfNeeded: rows[row] &- base)
        }
    }

    /// Sets the pointers to bytes that lie as `layout` says.
    mutating func point(into bytes: UnsafeRawPointer, _ layout: Layout) {
        values = width == 0 && form != .flags && form != .verdicts ? Constants.shared.zeroValues : bytes
        missing = layout.hasMissing ? (bytes + layout.missing).assumingMemoryBound(to: UInt64.self) : nil
        runs = runCount > 0 ? (bytes + layout.runs).assumingMemoryBound(to: ym_run.self) : nil
    }

    /// Where a chunk's parts lie in its bytes.
    struct Layout {
        let missing: Int
        let runs: Int
        let bytes: Int
        let hasMissing: Bool

        init(width: Int, missing hasMissing: Bool, runs count: Int) {
            missing = width * blockRows
            runs = missing + (hasMissing ? planeBytes : 0)
            bytes = Memory.rounded(max(runs + count * MemoryLayout<ym_run>.stride, 1))
            self.hasMissing = hasMissing
        }
    }

    /// The layout of this chunk's own bytes.
    var layout: Layout {
        switch form {
        case .numbers, .codes: Layout(width: Int(width), missing: missing != nil, runs: Int(runCount))
        case .flags: Layout(planes: 2)
        case .verdicts: Layout(planes: 3)
        }
    }
}

extension Chunk.Layout {
    init(planes count: Int) {
        missing = count * planeBytes
        runs = missing
        bytes = missing
        hasMissing = false
    }
}
