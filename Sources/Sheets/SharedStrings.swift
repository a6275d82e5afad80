// SPDX-License-Identifier: Apache-2.0

/// Texts that cells share, by their number.
final class SharedStrings: PartParser {
    private(set) var strings: [String] = []
    private var current = ""
    private var isText = false
    private var phoneticDepth = 0

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "si": current = ""
        case "t": isText = phoneticDepth == 0
        case "rPh": phoneticDepth += 1
        default: break
        }
    }

    override func end(_ name: String) {
        switch name {
        case "si": strings.append(EscapedText.plain(current))
        case "t": isText = false
        case "rPh": phoneticDepth -= 1
        default: break
        }
    }

    override func text(_ text: String) {
        if isText { current += text }
    }
}
