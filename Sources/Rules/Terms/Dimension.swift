// SPDX-License-Identifier: Apache-2.0

/// What a number counts, as powers of base units. Two numbers are compared only when their dimensions are
/// equal.
public struct Dimension: Hashable, Sendable {
    /// The units that everything else is a multiple or a product of.
    public enum Base: Int, CaseIterable, Sendable {
        case yuan, dollar, person, item, household, occurrence, machine, point, year, day, squareMetre, tonne

        /// The word that documents use.
        public var name: String {
            switch self {
            case .yuan: "元"
            case .dollar: "美元"
            case .person: "人"
            case .item: "项"
            case .household: "家"
            case .occurrence: "次"
            case .machine: "台"
            case .point: "分"
            case .year: "年"
            case .day: "天"
            case .squareMetre: "平方米"
            case .tonne: "吨"
            }
        }
    }

    private var powers: [Int8]

    private init(powers: [Int8]) { self.powers = powers }

    /// A pure number: a share, a ratio, a growth rate.
    public static let none = Dimension(powers: Array(repeating: 0, count: Base.allCases.count))

    /// One base unit to the first power.
    public static func base(_ unit: Base) -> Dimension {
        var dimension = Dimension.none
        dimension.powers[unit.rawValue] = 1
        return dimension
    }

    /// Scores are written with or without 分.
    public var isPoints: Bool { self == .base(.point) }

    /// The dimension of a product; saturates at powers no rule can mean.
    public func times(_ other: Dimension) -> Dimension {
        Dimension(powers: zip(powers, other.powers).map { clamp(Int($0) + Int($1)) })
    }

    /// The dimension of a quotient.
    public func over(_ other: Dimension) -> Dimension {
        Dimension(powers: zip(powers, other.powers).map { clamp(Int($0) - Int($1)) })
    }

    /// How to name it in a message: 元, 元/人, 比率.
    public var name: String {
        let above = names { $0 > 0 }
        let below = names { $0 < 0 }
        if above.isEmpty && below.isEmpty { return "比率" }
        return (above.isEmpty ? "1" : above.joined(separator: "·")) + below.map { "/" + $0 }.joined()
    }

    private func names(where wanted: (Int8) -> Bool) -> [String] {
        Base.allCases.filter { wanted(powers[$0.rawValue]) }.map { unit in
            let power = abs(Int(powers[unit.rawValue]))
            return power == 1 ? unit.name : "\(unit.name)^\(power)"
        }
    }

    private func clamp(_ power: Int) -> Int8 { Int8(max(-100, min(100, power))) }
}
