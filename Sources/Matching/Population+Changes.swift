// SPDX-License-Identifier: Apache-2.0
import Synchronization

extension Population {
    /// The next version, in which one fact of an enterprise is another.
    public func replacing(
        _ column: Int, of enterprise: Int, with value: Int64
    ) throws(MatchingFault) -> Population {
        try replacing(of: enterprise, [column: value])
    }

    /// The next version, in which several facts of an enterprise are others.
    public func replacing(of enterprise: Int, _ values: [Int: Int64]) throws(MatchingFault) -> Population {
        for (column, value) in values { try schema.check(value, at: column) }
        let (place, row) = try place(of: enterprise)
        if values.keys.contains(where: { schema.columns[$0].isRegion }) {
            var all = try self.values(of: enterprise)
            for (column, value) in values { all[column] = value }
            return try removing(enterprise).adding(all, as: enterprise)
        }
        var next = self
        for (column, value) in values {
            next.blocks[place] = next.blocks[place].replacing(
                column, atRow: row, with: value, kind: schema.columns[column].kind)
        }
        next.revision += 1
        return next
    }

    /// The next version, without an enterprise.
    public func removing(_ enterprise: Int) throws(MatchingFault) -> Population {
        let (place, row) = try place(of: enterprise)
        var next = self
        next.blocks[place] = blocks[place].removing(row: row)
        next.roster.remove(enterprise)
        next.revision += 1
        return next
    }

    /// The next version, with one more enterprise; its number is `numbers` of this version unless another
    /// that is free is given.
    public func adding(_ values: [Int64], as enterprise: Int? = nil) throws(MatchingFault) -> Population {
        guard values.count == schema.columns.count else { throw .otherSchema }
        for (column, value) in values.enumerated() { try schema.check(value, at: column) }
        let number = enterprise ?? numbers
        guard number < PopulationBuilder.most else {
            throw .tooManyEnterprises(found: number + 1, allowed: PopulationBuilder.most)
        }
        var next = self
        let regions = schema.regions.map {
            values[$0] == unknownValue ? -1 : Int32(truncatingIfNeeded: values[$0])
        }
        let room = partitions.lastIndex { partition in
            partition.regions == regions && blocks[partition.blocks.upperBound - 1].rows < blockRows
        }
        let place: Int
        if let room {
            place = partitions[room].blocks.upperBound - 1
            next.blocks[place] = blocks[place].adding(UInt32(number), values, schema: schema)
        } else {
            place = blocks.count
            let roster: [UInt32] = [UInt32(number)]
            next.blocks.append(
                roster.withUnsafeBufferPointer { numbers in
                    Block(schema: schema, enterprises: numbers) { column, out in out[0] = values[column] }
                })
            next.partitions = Population.partitions(of: next.blocks, schema)
        }
        next.roster.move(number, toBlock: place, row: next.blocks[place].rows - 1)
        next.revision += 1
        return next
    }
}

/// The population in force. Readers take the version of the moment and keep it as long as they like; one
/// writer at a time publishes the next.
public final class Register: Sendable {
    private let current: Mutex<Population>
    private let writing = Mutex<Void>(())

    /// Starts with a version.
    public init(_ population: Population) { current = Mutex(population) }

    /// The version of the moment.
    public var population: Population { current.withLock { $0 } }

    /// Publishes the version that `change` makes of the present one, and returns both.
    @discardableResult
    public func publish(
        _ change: (Population) throws(MatchingFault) -> Population
    ) throws(MatchingFault) -> (before: Population, after: Population) {
        let result: Result<(before: Population, after: Population), MatchingFault> = writing.withLock { _ in
            do throws(MatchingFault) {
                let before = population
                let after = try change(before)
                current.withLock { $0 = after }
                return .success((before, after))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
