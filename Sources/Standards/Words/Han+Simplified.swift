// SPDX-License-Identifier: Apache-2.0

extension Han {
    /// Traditional characters in their simplified form: `專精特新` is 专精特新 whether it was typed in Hong Kong or
    /// here.
    ///
    /// Character by character, about 2,300 of them; words that differ (軟體, 软件) stay as they are, and so do
    /// characters that are right in both (乾坤).
    public static func simplified(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { simplifiedForms[$0] != nil }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { simplifiedForms[$0] ?? $0 }))
    }

    /// Half-width, simplified, small letters, without spaces: the form in which words are compared and
    /// searched.
    public static func folded(_ text: String) -> String {
        simplified(halfWidth(text)).lowercased().filter { !$0.isWhitespace }
    }

    private static let simplifiedForms: [Unicode.Scalar: Unicode.Scalar] = {
        var forms: [Unicode.Scalar: Unicode.Scalar] = [:]
        var traditional: Unicode.Scalar?
        for scalar in HanTable.pairs.unicodeScalars {
            if let from = traditional {
                forms[from] = scalar
                traditional = nil
            } else {
                traditional = scalar
            }
        }
        return forms
    }()
}
