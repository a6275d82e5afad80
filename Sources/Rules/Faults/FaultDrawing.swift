// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Lines without their ends; the line end of Windows is one character, so that it must be named.
    var lines: [Substring] {
        split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }
}

/// Draws faults as a good compiler does: place, words, the source line, an underline, and a mend.
public struct FaultDrawing: Sendable {
    private let lines: [String: [Substring]]

    /// The sources that places refer to.
    public init(files: [SourceFile]) {
        lines = Dictionary(
            files.map { ($0.path, $0.text.withoutByteOrderMark.lines) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The fault in the given language, several lines, without a final line break.
    public func text(_ fault: RuleFault, english: Bool) -> String {
        let place = fault.place
        let kind = fault.isWarning ? (english ? "warning" : "提醒") : (english ? "error" : "错误")
        var text = "\(place.file):\(place.line):\(place.column): \(kind): \(fault.message(english: english))"
        if let line = line(at: place) {
            let gutter = "\(place.line)"
            let blank = String(repeating: " ", count: gutter.count)
            text += "\n \(gutter) | \(line)\n \(blank) | \(underline(line, place))"
        }
        if let mend = fault.mend(english: english) {
            text += "\n   \(english ? "mend" : "改法")：\(mend)"
        }
        return text
    }

    private func line(at place: Place) -> String? {
        guard let file = lines[place.file], file.indices.contains(place.line - 1) else { return nil }
        let line = String(file[place.line - 1].prefix(200))
        return line.allSatisfy(\.isWhitespace) ? nil : line
    }

    /// Carets under the words; a Chinese character is two columns wide in a terminal.
    private func underline(_ line: String, _ place: Place) -> String {
        let scalars = Array(line.unicodeScalars)
        let before = scalars.prefix(max(0, place.column - 1)).map(columns).reduce(0, +)
        let under = scalars.dropFirst(max(0, place.column - 1)).prefix(place.length).map(columns).reduce(0, +)
        return String(repeating: " ", count: before) + String(repeating: "^", count: max(1, under))
    }

    private func columns(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
