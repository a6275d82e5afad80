// SPDX-License-Identifier: Apache-2.0

/// The style table: which number format each cell style has (ECMA-376, part 1, 18.8.30).
final class StylePart: PartParser {
    private(set) var formats: [CellFormats.Form] = []
    private var codes: [Int: String] = [:]
    private var isInCellStyles = false

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] {
                codes[id] = code
            }
        case "cellXfs": isInCellStyles = true
        case "xf" where isInCellStyles:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            formats.append(codes[id].map(Self.form(of:)) ?? Self.builtIn(id))
        default: break
        }
    }

    override func end(_ name: String) {
        if name == "cellXfs" { isInCellStyles = false }
    }

    /// Formats that are not written down, those of Chinese programs included (18.8.30, zh-cn).
    static func builtIn(_ id: Int) -> CellFormats.Form {
        switch id {
        case 9, 10: .percent
        case 14...17, 27...31, 36, 50...54, 57, 58: .day
        case 22: .moment
        case 18...21, 32...35, 45...47, 55, 56: .time
        default: .plain
        }
    }

    /// What a written format means, by its first section and without its literal parts.
    static func form(of code: String) -> CellFormats.Form {
        let bare = bare(code)
        let hasTime = bare.contains("h") || bare.contains("s")
        let hasDay = bare.contains("y") || bare.contains("d") || bare.contains("m") && !hasTime
        if hasDay && hasTime { return .moment }
        if hasDay { return .day }
        if hasTime { return .time }
        if bare.contains("%") { return .percent }
        let isZeros = bare.count > 1 && bare.allSatisfy { $0 == "0" }
        return isZeros ? .padded(bare.count) : .plain
    }

    private static func bare(_ code: String) -> String {
        var (bare, bracket) = ("", "")
        var (isLiteral, isBracket, isEscaped) = (false, false, false)
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if character == "\"" {
                isLiteral.toggle()
            } else if isLiteral {
                continue
            } else if character == "[" {
                isBracket = true
                bracket = ""
            } else if character == "]" {
                isBracket = false
                // Hours that count beyond a day: `[h]:mm`. Others are colours and languages.
                if bracket.allSatisfy({ "hms".contains($0) }) { bare += bracket }
            } else if isBracket {
                bracket.append(character)
            } else if "\\_*".contains(character) {
                isEscaped = true
            } else if character == ";" {
                break
            } else {
                bare.append(character)
            }
        }
        return bare == "general" ? "" : bare
    }
}
