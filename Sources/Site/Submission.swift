// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes

/// A form as it was sent: fields, files, and the id that the form was given when it was shown.
public struct Submission: Sendable {
    /// Made with the form and kept when it is sent again, so that a doubled request can take effect once.
    /// Nil when the sender removed it.
    public let id: UUID?
    /// All fields, in their order, without those that the site adds.
    public let fields: NamedValues
    /// All files, in their order.
    public let files: [UploadedFile]
    let token: String

    static let tokenName = "_token"
    static let idName = "_submission"

    /// A text as typed: spaces around it removed, line ends as `\n`; empty when it was not sent.
    public func text(_ name: String) -> String {
        (fields[name] ?? "")
            .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// All values of a name, as a group of check boxes sends them.
    public func all(_ name: String) -> [String] {
        fields.all(name)
    }

    /// The file sent under a name; nil when none was chosen.
    public func file(_ name: String) -> UploadedFile? {
        files.first { $0.name == name }
    }

    /// A submission from values, for tests.
    public init(id: UUID? = nil, fields: [(String, String)], files: [UploadedFile] = []) {
        self.id = id
        self.fields = NamedValues(fields)
        self.files = files
        token = ""
    }

    init(_ body: [UInt8], headers: HTTPFields, limits: SiteLimits) throws(SiteFault) {
        let type = headers[.contentType] ?? ""
        let media = type.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        var all: NamedValues
        switch media {
        case "application/x-www-form-urlencoded":
            guard let text = String(validating: body, as: UTF8.self),
                let values = NamedValues(encoded: text, limit: limits.fieldCount)
            else { throw .badRequest(field: nil) }
            (all, files) = (values, [])
        case "multipart/form-data":
            (all, files) = try Multipart(contentType: type, limits: limits).read(body)
        default: throw .badRequest(field: "Content-Type")
        }
        token = all[Self.tokenName] ?? ""
        id = all[Self.idName].flatMap { UUID(uuidString: $0) }
        all.remove([Self.tokenName, Self.idName])
        fields = all
    }
}

/// A file in a form. Name and type are the sender's claims.
public struct UploadedFile: Sendable, Equatable {
    /// The field's name.
    public let name: String
    /// The name of the file at the sender's, without any folder.
    public let fileName: String
    /// The media type as claimed.
    public let claimedType: String
    /// The content.
    public let bytes: [UInt8]

    /// A file from its parts, for tests.
    public init(name: String, fileName: String, claimedType: String, bytes: [UInt8]) {
        self.name = name
        self.fileName = fileName
        self.claimedType = claimedType
        self.bytes = bytes
    }
}

/// Reads `multipart/form-data` (RFC 7578) from a body that is already bounded.
struct Multipart {
    private let boundary: [UInt8]
    private let limits: SiteLimits

    init(contentType: String, limits: SiteLimits) throws(SiteFault) {
        let boundary = contentType.split(separator: ";").dropFirst().lazy
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .first { $0.lowercased().hasPrefix("boundary=") }?
            .dropFirst(9).filter { $0 != "\"" }
        guard let boundary, (1...70).contains(boundary.utf8.count) else {
            throw .badRequest(field: "Content-Type")
        }
        self.boundary = Array("--\(boundary)".utf8)
        self.limits = limits
    }

    func read(_ body: [UInt8]) throws(SiteFault) -> (NamedValues, [UploadedFile]) {
        var values = NamedValues()
        var files: [UploadedFile] = []
        for part in try parts(of: body) {
            guard values.pairs.count + files.count < limits.fieldCount,
                let end = Self.find(Array("\r\n\r\n".utf8), in: part),
                let head = String(validating: part[..<end], as: UTF8.self),
                let name = Self.attribute("name", in: head)
            else { throw .badRequest(field: nil) }
            let content = part[(end + 4)...]
            if let fileName = Self.attribute("filename", in: head) {
                // A file field left empty is sent as a file without name and content.
                if fileName.isEmpty && content.isEmpty { continue }
                let lastPart = fileName.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(
                    String.init)
                files.append(
                    UploadedFile(
                        name: name, fileName: lastPart ?? "",
                        claimedType: Self.header("content-type", in: head) ?? "",
                        bytes: Array(content)))
            } else {
                guard let text = String(validating: content, as: UTF8.self), !text.utf8.contains(0)
                else { throw .badRequest(field: name) }
                values.append(name, text)
            }
        }
        return (values, files)
    }

    /// What stands between the boundaries, each without the line end before the next.
    private func parts(of body: [UInt8]) throws(SiteFault) -> [ArraySlice<UInt8>] {
        guard var place = Self.find(boundary, in: body[...]) else { throw .badRequest(field: nil) }
        let divider = Array("\r\n".utf8) + boundary
        var parts: [ArraySlice<UInt8>] = []
        while true {
            place += parts.isEmpty && body[place...].starts(with: boundary) ? boundary.count : divider.count
            if body[place...].starts(with: Array("--".utf8)) { return parts }
            guard body[place...].starts(with: Array("\r\n".utf8)),
                let next = Self.find(divider, in: body[(place + 2)...]), parts.count <= limits.fieldCount
            else { throw .badRequest(field: nil) }
            parts.append(body[(place + 2)..<next])
            place = next
        }
    }

    private static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = needle.first else { return nil }
        var place = bytes.startIndex
        while let candidate = bytes[place...].firstIndex(of: first) {
            if bytes[candidate...].starts(with: needle) { return candidate }
            place = candidate + 1
        }
        return nil
    }

    private static func header(_ name: String, in head: String) -> String? {
        for line in head.split(whereSeparator: \.isNewline) {
            let halves = line.split(separator: ":", maxSplits: 1)
            if halves.count == 2, halves[0].lowercased() == name {
                return halves[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }

    /// A quoted attribute of `Content-Disposition`; browsers write `"` inside it as `%22`.
    private static func attribute(_ name: String, in head: String) -> String? {
        guard let disposition = header("content-disposition", in: head),
            let start = disposition.range(of: "; \(name)=\"")?.upperBound
        else { return nil }
        return String(disposition[start...].prefix { $0 != "\"" }).replacing("%22", with: "\"")
    }
}
