// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

extension Reply {
    /// The same page, which may play sound and film of this site and of no other.
    public var playingMedia: Reply { with(.contentSecurityPolicy, SecurityHeaders.mediaPolicy) }

    /// A file that the browser plays, or the part of it that was asked for (RFC 9110, 14): players jump to a
    /// place without taking what lies before it. What is no single range of bytes is answered whole.
    ///
    /// - Parameters:
    ///   - path: where the file lies; never taken from a request.
    ///   - sizeBytes: its size as it was kept.
    ///   - range: the header `Range` of the request.
    /// - Throws: what keeps the file from being read.
    public static func media(
        at path: String, sizeBytes: Int64, type: String, range: String?
    ) throws -> Reply {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { closing(file) }
        let whole = ByteRange(first: 0, last: sizeBytes - 1)
        let asked = range.map { ByteRange.read($0, sizeBytes: sizeBytes) } ?? .whole
        switch asked {
        case .outside:
            return Reply(
                status: .rangeNotSatisfiable, content: .nothing,
                headers: [.contentRange: "bytes */\(sizeBytes)", .acceptRanges: "bytes"])
        case .whole:
            let bytes = try read(whole, of: file)
            return Reply(
                status: .ok, content: .bytes(bytes, type: type), headers: [.acceptRanges: "bytes"])
        case .part(let part):
            let bytes = try read(part, of: file)
            return Reply(
                status: .partialContent, content: .bytes(bytes, type: type),
                headers: [
                    .acceptRanges: "bytes",
                    .contentRange: "bytes \(part.first)-\(part.last)/\(sizeBytes)",
                ])
        }
    }

    private static func read(_ range: ByteRange, of file: FileHandle) throws -> [UInt8] {
        guard range.last >= range.first else { return [] }
        try file.seek(toOffset: UInt64(range.first))
        let count = Int(range.last - range.first + 1)
        let data = try file.read(upToCount: count) ?? Data()
        guard data.count == count else { throw SiteFault.failure }
        return [UInt8](data)
    }

    private static func closing(_ file: FileHandle) {
        do {
            try file.close()
        } catch {
            // Opened for reading only: nothing is lost with it.
            return
        }
    }
}

/// Bytes of a file from one to another, both included.
struct ByteRange: Hashable, Sendable {
    let first: Int64
    let last: Int64

    /// What a header asks for.
    enum Asked: Hashable, Sendable {
        case whole
        case part(ByteRange)
        case outside
    }

    /// Reads `bytes=0-499`, `bytes=500-` and `bytes=-500`.
    static func read(_ header: String, sizeBytes: Int64) -> Asked {
        guard header.hasPrefix("bytes="), !header.contains(",") else { return .whole }
        let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else {
            return .whole
        }
        switch (Int64(ends[0]), Int64(ends[1])) {
        case (let first?, let last):
            if let last, last < first { return .whole }
            guard first < sizeBytes else { return .outside }
            return .part(ByteRange(first: first, last: min(last ?? .max, sizeBytes - 1)))
        case (nil, let count?) where ends[0].isEmpty:
            guard count > 0, sizeBytes > 0 else { return .outside }
            return .part(ByteRange(first: max(0, sizeBytes - count), last: sizeBytes - 1))
        default: return .whole
        }
    }
}
