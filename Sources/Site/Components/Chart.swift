// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Figures as bars or as a line, with the same figures as a table behind it. Partials: `_chart`, `_table`.
public struct Chart: Sendable {
    let title: String
    let description: String
    let bars: [Bar]
    let line: Line?
    let table: DataTable

    /// One figure.
    public struct Point: Sendable {
        let label: String
        let value: Double
        let text: String

        /// A figure: what it belongs to, its value, and the value as it is to be read, with its unit.
        public init(_ label: String, _ value: Double, text: String) {
            self.label = label
            self.value = value
            self.text = text
        }
    }

    /// How the figures are drawn.
    public enum Kind: Sendable {
        /// Bars from the left, for comparing; the best on phones.
        case bars
        /// A line through time.
        case line
    }

    struct Bar: Sendable {
        let label: String
        let text: String
        let percent: String
    }

    struct Line: Sendable {
        let points: String
        let dots: [Dot]
        let first: String
        let last: String
        let highest: String
    }

    struct Dot: Sendable {
        let x: String
        let y: String
    }

    /// A chart of figures that are zero or more. `labelHead` and `valueHead` head the columns of its table.
    public init(
        _ kind: Kind, id: String, title: String, description: String, points: [Point],
        labelHead: String, valueHead: String, empty: String
    ) {
        self.title = title
        self.description = description
        let top = max(points.map(\.value).max() ?? 0, .leastNonzeroMagnitude)
        bars =
            kind == .bars
            ? points.map { Bar(label: $0.label, text: $0.text, percent: Self.number($0.value / top * 100)) }
            : []
        line = kind == .line && points.count > 1 ? Self.line(points, top: top) : nil
        table = DataTable(
            id: id, caption: title,
            columns: [.init(labelHead), .init(valueHead, isNumber: true)],
            rows: points.map { .init(.init($0.label), [.init($0.text, isNumber: true)]) }, empty: empty)
    }

    /// The line on a ground of 600 by 200.
    private static func line(_ points: [Point], top: Double) -> Line {
        let places = points.enumerated().map { index, point in
            Dot(
                x: number(8 + 584 * Double(index) / Double(points.count - 1)),
                y: number(192 - 176 * max(0, point.value) / top))
        }
        return Line(
            points: places.map { "\($0.x),\($0.y)" }.joined(separator: " "), dots: places,
            first: points.first?.label ?? "", last: points.last?.label ?? "",
            highest: points.max { $0.value < $1.value }?.text ?? "")
    }

    private static func number(_ value: Double) -> String {
        String(format: "%.1f", value)
    }
}
