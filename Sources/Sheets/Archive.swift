// SPDX-License-Identifier: Apache-2.0
import CZip
import Foundation

/// The parts of a zip archive, each unpacked only within a limit, whatever the archive says of its size.
final class Archive {
    private let archive: OpaquePointer
    /// libzip reads from it until the archive is closed.
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private let limitBytes: Int

    /// No workbook has so many parts.
    private static let mostParts = 20_000

    init(_ content: [UInt8], limitBytes: Int) throws(SheetFault) {
        bytes = .allocate(capacity: content.count)
        _ = bytes.initialize(from: content)
        self.limitBytes = limitBytes
        guard let opened = Self.opened(bytes) else {
            bytes.deallocate()
            throw .damaged(part: "ZIP", line: nil)
        }
        archive = opened
        guard zip_get_num_entries(archive, 0) <= Self.mostParts else {
            throw .damaged(part: "ZIP", line: nil)
        }
    }

    deinit {
        zip_discard(archive)
        bytes.deallocate()
    }

    private static func opened(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> OpaquePointer? {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let source = zip_source_buffer_create(bytes.baseAddress, zip_uint64_t(bytes.count), 0, &error)
        else { return nil }
        guard let archive = zip_open_from_source(source, zip_int32_t(ZIP_RDONLY), &error) else {
            zip_source_free(source)
            return nil
        }
        return archive
    }

    func has(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

    /// One part unpacked; nil when there is none of that name.
    func part(_ name: String) throws(SheetFault) -> Data? {
        guard has(name) else { return nil }
        var status = zip_stat_t()
        guard zip_stat(archive, name, 0, &status) == 0 else { throw .damaged(part: name, line: nil) }
        guard status.encryption_method == 0 else { throw .encrypted }
        guard status.size <= zip_uint64_t(limitBytes) else { throw .unpackedTooLarge(limitBytes: limitBytes) }
        guard let file = zip_fopen(archive, name, 0) else { throw .damaged(part: name, line: nil) }
        defer { zip_fclose(file) }
        var data = Data(capacity: Int(status.size))
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = zip_fread(file, &chunk, zip_uint64_t(chunk.count))
            guard count >= 0 else { throw .damaged(part: name, line: nil) }
            guard count > 0 else { return data }
            data.append(contentsOf: chunk[0..<Int(count)])
            guard data.count <= limitBytes else { throw .unpackedTooLarge(limitBytes: limitBytes) }
        }
    }
}
