// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards
import Store

/// One entry of the register: who an enterprise is. What is known of it besides are facts.
public struct Enterprise: Hashable, Sendable {
    /// Its id, which never changes.
    public let id: EnterpriseID
    /// Its place in the register; later entries have larger ones.
    public let number: Int64
    /// The unified social credit code, unique in the register.
    public let code: CreditCode
    /// The registered name.
    public let name: String
    /// Where it is registered, a county wherever the source says so.
    public let region: Region
    /// What it does; nil when nobody has stated it.
    public let industry: Industry?
    /// The day on which it was founded; nil when nobody has stated it.
    public let founded: Day?
    /// 企业类型, as the business licence words it; empty when nobody has stated it.
    public let legalForm: String
    /// Where its registration stands.
    public let state: State
    /// The registered address; empty when nobody has stated it.
    public let address: String
    /// Who stated the register data: 市场监管, 自报 …
    public let source: String
    /// Whether it was made up for trying the platform out.
    public let isExample: Bool
    /// The mark of excellence; nil when it has none, past when it has run out.
    public let gold: GoldMark?
    /// Which of its enterprise codes are valid: those of this issue.
    public let codeIssue: Int
    /// When the entry was last changed, in milliseconds since 1970.
    public let changedAt: Int64

    /// Where a registration stands.
    public enum State: String, CaseIterable, Sendable, Codable, SQLBindable, SQLReadable {
        /// 存续（在营）.
        case active
        /// 歇业（市场主体登记管理条例第三十条）.
        case dormant
        /// 吊销.
        case revoked
        /// 注销.
        case closed
        /// 迁出.
        case moved

        /// The official's word, as files state it.
        public var chineseText: String {
            switch self {
            case .active: "存续"
            case .dormant: "歇业"
            case .revoked: "吊销"
            case .closed: "注销"
            case .moved: "迁出"
            }
        }

        /// Reads the words that files use; nil for another.
        public init?(reading text: String) {
            switch Han.folded(text) {
            case "存续", "在营", "开业", "在业", "正常", "在册", "存续(在营、开业、在册)", "active": self = .active
            case "歇业", "停业", "dormant": self = .dormant
            case "吊销", "吊销未注销", "已吊销", "revoked": self = .revoked
            case "注销", "已注销", "closed": self = .closed
            case "迁出", "moved": self = .moved
            default: return nil
            }
        }
    }

    /// 金码: why an enterprise is marked as excellent, and how long.
    public struct GoldMark: Hashable, Sendable {
        /// Why, in words that everybody may read.
        public let reason: String
        /// The last day on which the mark holds.
        public let until: Day

        /// A mark of excellence.
        public init(reason: String, until: Day) {
            self.reason = reason
            self.until = until
        }
    }

    /// Whether the enterprise is marked as excellent on a day.
    public func isGold(on day: Day) -> Bool { gold.map { day <= $0.until } ?? false }

    /// The enterprise as a thing that permission depends on.
    public var subject: Subject { .enterprise(id, region) }
}

/// A name that an enterprise had.
public struct FormerEnterpriseName: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The day on which the change became known to the register.
    public let until: Day
}

/// What a source says of one enterprise. What it says nothing of is nil and stays as it is.
public struct RegisterEntry: Hashable, Sendable {
    /// The unified social credit code.
    public var code: CreditCode
    /// The registered name.
    public var name: String
    /// Where it is registered.
    public var region: Region
    /// What it does.
    public var industry: Industry?
    /// When it was founded.
    public var founded: Day?
    /// 企业类型.
    public var legalForm: String?
    /// Where its registration stands.
    public var state: Enterprise.State?
    /// The registered address.
    public var address: String?
    /// Who says so.
    public var source: String
    /// Whether it is made up for trying the platform out.
    public var isExample: Bool

    /// What a source says.
    public init(
        code: CreditCode, name: String, region: Region, industry: Industry? = nil, founded: Day? = nil,
        legalForm: String? = nil, state: Enterprise.State? = nil, address: String? = nil,
        source: String, isExample: Bool = false
    ) {
        self.code = code
        self.name = name
        self.region = region
        self.industry = industry
        self.founded = founded
        self.legalForm = legalForm
        self.state = state
        self.address = address
        self.source = source
        self.isExample = isExample
    }

    /// What it says anew, in the words of those who judge by it: a fact of the register by its own word.
    func words(over known: Enterprise?) -> [String] {
        let changes: [(String, Bool)] = [
            (FactBook.RegisterWord.region.rawValue, region != known?.region),
            (FactBook.RegisterWord.industry.rawValue, differs(industry, known?.industry)),
            (FactBook.RegisterWord.founded.rawValue, differs(founded, known?.founded)),
            ("登记状态", known == nil || differs(state, known?.state)),
            ("企业名称", name != known?.name), ("企业类型", differs(legalForm, known?.legalForm)),
            ("住所", differs(address, known?.address)),
        ]
        return changes.filter(\.1).map(\.0)
    }

    /// Whether it says anything that the entry does not.
    func changes(_ known: Enterprise) -> Bool {
        name != known.name || region != known.region || differs(industry, known.industry)
            || differs(founded, known.founded) || differs(legalForm, known.legalForm)
            || differs(state, known.state) || differs(address, known.address)
    }

    private func differs<Value: Equatable>(_ stated: Value?, _ known: Value?) -> Bool {
        stated != nil && stated != known
    }
}

/// What became of an entry that was recorded.
public enum RegisterOutcome: String, Codable, Sendable {
    /// The enterprise was not in the register.
    case added
    /// Something was changed.
    case changed
    /// Everything was known already.
    case unchanged
}
