// SPDX-License-Identifier: Apache-2.0

extension CreditCode {
    /// What a character stands for, in both languages.
    public struct Meaning: Hashable, Sendable {
        /// In Chinese, as the standard words it.
        public let chineseText: String
        /// In English.
        public let englishText: String
        /// Whether the meaning was checked against the text of the standard. None was yet: the tables of GB
        /// 32100-2015 and its amendments are 〔记忆〕 and must not decide anything about rights.
        public let isVerified: Bool
    }

    /// What kind of body the code was given to, as far as enterprises are concerned.
    public enum Kind: Hashable, Sendable {
        /// 企业 (91).
        case enterprise
        /// 个体工商户 (92).
        case individualBusiness
        /// 农民专业合作社 (93).
        case farmersCooperative
        /// Everything else: public bodies, associations, foundations …
        case other
    }

    /// By the first two characters.
    public var kind: Kind {
        switch text.prefix(2) {
        case "91": .enterprise
        case "92": .individualBusiness
        case "93": .farmersCooperative
        default: .other
        }
    }

    /// The department that registers such bodies (登记管理部门, character 1); nil when the table does not know it.
    public var registrar: Meaning? { CreditCode.registrars[text.prefix(1)] }

    /// The kind of body (机构类别, character 2, which depends on character 1); nil when the table does not know
    /// it.
    public var category: Meaning? { CreditCode.categories[text.prefix(2)] }

    private static func recalled(_ chinese: String, _ english: String) -> Meaning {
        Meaning(chineseText: chinese, englishText: english, isVerified: false)
    }

    /// GB 32100-2015, table of 登记管理部门 with amendments 〔记忆〕.
    private static let registrars: [Substring: Meaning] = [
        "1": recalled("机构编制", "public establishment office"), "2": recalled("外交", "foreign affairs"),
        "3": recalled("司法行政", "justice administration"), "4": recalled("文化", "culture"),
        "5": recalled("民政", "civil affairs"), "6": recalled("旅游", "tourism"),
        "7": recalled("宗教", "religious affairs"), "8": recalled("工会", "trade unions"),
        "9": recalled("工商（市场监管）", "market regulation"), "A": recalled("中央军委", "Central Military Commission"),
        "N": recalled("农业", "agriculture"), "Y": recalled("其他", "other"),
    ]

    /// GB 32100-2015, table of 机构类别 〔记忆〕.
    private static let categories: [Substring: Meaning] = [
        "11": recalled("机关", "state organ"), "12": recalled("事业单位", "public institution"),
        "13": recalled("中央编办直接管理机构编制的群众团体", "mass organisation under central establishment"),
        "19": recalled("其他", "other"), "51": recalled("社会团体", "social association"),
        "52": recalled("民办非企业单位", "private non-enterprise unit"), "53": recalled("基金会", "foundation"),
        "59": recalled("其他", "other"), "91": recalled("企业", "enterprise"),
        "92": recalled("个体工商户", "individual business"), "93": recalled("农民专业合作社", "farmers' cooperative"),
        "Y1": recalled("其他", "other"),
    ]
}
