// SPDX-License-Identifier: Apache-2.0

extension Formula {
    /// The same condition where each column has another place.
    func mapped(_ place: (Int) -> Int) -> Formula {
        switch self {
        case .constant, .residual: self
        case .compare(let column, let comparison, let bound):
            .compare(column: place(column), comparison, bound)
        case .linear(let terms, let comparison, let bound, let positive):
            .linear(
                terms.map { Term(place($0.column), times: $0.factor) }, comparison, bound,
                positive: positive.map(place))
        case .day(let column, let comparison, let bound):
            .day(column: place(column), comparison, bound)
        case .code(let column, let codes, let perhaps):
            .code(column: place(column), codes, perhaps: perhaps)
        case .flag(let column): .flag(column: place(column))
        case .verdict(let column): .verdict(column: place(column))
        case .not(let inner): .not(inner.mapped(place))
        case .all(let parts): .all(parts.map { $0.mapped(place) })
        case .any(let parts): .any(parts.map { $0.mapped(place) })
        case .some(let count, let parts): .some(count, of: parts.map { $0.mapped(place) })
        }
    }

    /// Whether an exact fact may be asked for: columns alone do not decide.
    var asksFacts: Bool {
        switch self {
        case .residual, .linear: true
        case .not(let inner): inner.asksFacts
        case .all(let parts), .any(let parts), .some(_, let parts): parts.contains { $0.asksFacts }
        default: false
        }
    }
}
