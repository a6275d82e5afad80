// SPDX-License-Identifier: Apache-2.0

/// What can be wrong with a credit code that a person typed. Positions count from 1 after spaces and hyphens
/// are gone.
public enum CreditCodeFault: Error, Hashable, Sendable {
    /// Nothing was written.
    case empty
    /// Not 18 characters.
    case length(Int)
    /// A character that credit codes do not use (I, O, S, V, Z are among them), with the code that was
    /// probably meant.
    case character(Character, position: Int, candidate: String?)
    /// Characters 3 to 8 are the digits of a region.
    case regionNotDigits(position: Int, found: Character)
    /// The last character does not fit the others, with the code that was probably meant.
    case checkCharacter(found: Character, expected: Character, candidate: String?)

    /// The code that was probably meant, when there is exactly one that checks.
    public var candidate: String? {
        switch self {
        case .character(_, _, let candidate), .checkCharacter(_, _, let candidate): candidate
        default: nil
        }
    }

    /// What happened and what to do, in Chinese.
    public var chineseText: String {
        switch self {
        case .empty: "请填写统一社会信用代码（18 位，见营业执照右上角或首行）。"
        case .length(let count):
            count == 15
                ? "这是 15 位，可能是旧的营业执照注册号。请填写 18 位统一社会信用代码。"
                : count == 9
                    ? "这是 9 位，可能是组织机构代码。请填写 18 位统一社会信用代码。"
                    : "统一社会信用代码是 18 位，现在是 \(count) 位。请对照营业执照检查是否漏填或多填。"
        case .character(let found, let position, let candidate):
            "第 \(position) 位“\(found)”不会出现在统一社会信用代码中（不使用 I、O、S、V、Z）。"
                + CreditCodeFault.chineseHint(candidate, otherwise: "请检查是否把数字 0、1、2、5 写成了字母。")
        case .regionNotDigits(let position, let found):
            "第 \(position) 位“\(found)”应当是数字：第 3 至 8 位是登记机关的行政区划码。请对照营业执照检查。"
        case .checkCharacter(_, _, let candidate):
            "这个代码没有通过校验，至少有一位填错了。" + CreditCodeFault.chineseHint(candidate, otherwise: "请对照营业执照逐位检查。")
        }
    }

    /// What happened and what to do, in English.
    public var englishText: String {
        switch self {
        case .empty: "Please enter the unified social credit code (18 characters, on the business licence)."
        case .length(let count):
            count == 15
                ? "These are 15 characters, perhaps an old registration number. Please enter the 18-character code."
                : count == 9
                    ? "These are 9 characters, perhaps an organisation code. Please enter the 18-character code."
                    : "The code has 18 characters, and these are \(count). Compare with the business licence."
        case .character(let found, let position, let candidate):
            "“\(found)” at position \(position) is not used in credit codes (nor are I, O, S, V, Z). "
                + CreditCodeFault.englishHint(
                    candidate, otherwise: "Check for letters in place of 0, 1, 2 or 5.")
        case .regionNotDigits(let position, let found):
            "“\(found)” at position \(position) should be a digit: characters 3 to 8 are the registrar's region."
        case .checkCharacter(_, _, let candidate):
            "The code does not check, so at least one character is wrong. "
                + CreditCodeFault.englishHint(candidate, otherwise: "Compare each with the business licence.")
        }
    }

    private static func chineseHint(_ candidate: String?, otherwise: String) -> String {
        candidate.map { "是否想填 \($0)？" } ?? otherwise
    }

    private static func englishHint(_ candidate: String?, otherwise: String) -> String {
        candidate.map { "Did you mean \($0)?" } ?? otherwise
    }
}

/// What does not make a credit code wrong, but deserves a second look.
public enum CreditCodeWarning: Hashable, Sendable {
    /// The 17th character does not fit the organisation code before it.
    case organisationCheckCharacter(expected: Character)
    /// No region has or had this code.
    case unknownRegion(String)
    /// The first character is not in the table of registrars, which is 〔记忆〕.
    case unknownRegistrar(Character)

    /// What was noticed, in Chinese.
    public var chineseText: String {
        switch self {
        case .organisationCheckCharacter(let expected):
            "第 17 位按组织机构代码规则应为“\(expected)”。少数早期换发的代码如此，请对照营业执照确认。"
        case .unknownRegion(let code): "第 3 至 8 位“\(code)”不在行政区划表中，请对照营业执照确认。"
        case .unknownRegistrar(let found): "第 1 位“\(found)”不在已知的登记管理部门中，请对照营业执照确认。"
        }
    }

    /// What was noticed, in English.
    public var englishText: String {
        switch self {
        case .organisationCheckCharacter(let expected):
            "Character 17 should be “\(expected)” by the older rule. A few early codes differ; please confirm."
        case .unknownRegion(let code): "No region has the code “\(code)” (characters 3 to 8). Please confirm."
        case .unknownRegistrar(let found): "No known registrar has the character “\(found)”. Please confirm."
        }
    }
}
