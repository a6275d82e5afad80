// SPDX-License-Identifier: Apache-2.0

/// What a stretch of a sentence asks, as lines of the rule language joined by 且, 或 and 非.
indirect enum DraftCondition: Equatable, Sendable {
    /// One test as the language writes it: 上年度.营业收入 ≥ 1000万元.
    case line(String)
    case not(DraftCondition)
    case all([DraftCondition])
    case any([DraftCondition])
    /// 具有独立法人资格: a line only beside a place of registration in the country.
    case legalPerson(String)

    /// All of them, without a level that holds only one.
    static func joined(_ parts: [DraftCondition]) -> DraftCondition {
        let flat = parts.flatMap { part -> [DraftCondition] in
            if case .all(let inner) = part { return inner }
            return [part]
        }
        return flat.count == 1 ? flat[0] : .all(flat)
    }

    /// The condition on one line; 且 binds tighter than 或.
    var line: String {
        switch self {
        case .line(let text), .legalPerson(let text): text
        case .not(let inner): "非 " + inner.operand
        case .all(let parts): parts.map { $0.isAny ? $0.operand : $0.line }.joined(separator: " 且 ")
        case .any(let parts): parts.map { $0.isCompound ? $0.operand : $0.line }.joined(separator: " 或 ")
        }
    }

    private var operand: String { isCompound ? "（\(line)）" : line }

    private var isAny: Bool { if case .any = self { true } else { false } }

    private var isCompound: Bool {
        switch self {
        case .all, .any: true
        case .line, .not, .legalPerson: false
        }
    }

    /// Whether it stands for nothing but a legal person without a place.
    var lacksPlace: Bool {
        switch self {
        case .legalPerson: true
        case .line: false
        case .not(let inner): inner.lacksPlace
        case .all(let parts):
            parts.contains(where: \.lacksPlace) && !parts.contains { $0.line.hasPrefix("注册地 属于") }
        case .any(let parts): parts.contains(where: \.lacksPlace)
        }
    }

    /// 属于制造业，…，属于批发业，…: of one kind of fact several values, as if for several applicants.
    var mixesKinds: Bool {
        guard case .all(let parts) = self else { return false }
        return ListCues.kinds.contains { kind in
            Set(parts.map(\.line).filter { $0.hasPrefix(kind) }).count > 1
        }
    }
}
