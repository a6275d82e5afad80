// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sheets
import Standards

/// What is wrong with a row of a sheet of outcomes.
enum OutcomeProblem: String, CaseIterable, Sendable {
    case code, enterprise, elsewhere, policy, item, appliedOn, result, amount, decidedOn, paidOn, unpaid
    case future, damaged, order
}

/// What keeps a sheet of outcomes from being read as a whole.
enum OutcomeSheetFault: Error, Hashable, Sendable {
    case noRows
    case tooManyRows
    case columnMissing(String)
}

/// A row as it was read, before anybody looked whether enterprise and policy are there.
struct OutcomeRow: Sendable {
    let line: Int
    let code: String
    let policy: String
    let item: String
    let appliedOn: Day
    let result: ApplicationOutcome.Result
    let reason: String
    let amountFen: Int64?
    let decidedOn: Day?
    let paidOn: Day?
}

/// A row that was refused: which cell, and why.
struct OutcomeRefusal: Hashable, Sendable {
    let line: Int
    let place: Int
    let found: String
    let problem: OutcomeProblem
}

/// Reads a sheet of outcomes by its heads.
struct OutcomeSheet: Sendable {
    /// The columns by the heads that sheets give them; the first is that of our own template.
    enum Column: String, CaseIterable, Sendable {
        case code, policy, item, appliedOn, result, reason, amount, decidedOn, paidOn

        var heads: [String] {
            switch self {
            case .code: ["统一社会信用代码", "信用代码", "credit code"]
            case .policy: ["政策编号", "文号", "政策文号", "policy"]
            case .item: ["项目", "事项", "项目编号", "item"]
            case .appliedOn: ["申请日期", "申报日期", "applied on"]
            case .result: ["结果", "审核结果", "result"]
            case .reason: ["原因", "未通过原因", "条款", "reason"]
            case .amount: ["金额", "金额（元）", "金额(元)", "amount"]
            case .decidedOn: ["审定日期", "批准日期", "decided on"]
            case .paidOn: ["拨付日期", "兑付日期", "到账日期", "paid on"]
            }
        }

        var isNeeded: Bool { [.code, .policy, .appliedOn, .result].contains(self) }
    }

    static let mostRows = 20_000
    private(set) var rows: [OutcomeRow] = []
    private(set) var refusals: [OutcomeRefusal] = []
    private var places: [Column: Int] = [:]

    /// - Throws: `OutcomeSheetFault`, or `SheetFault` from the file.
    init(_ sheet: Sheet, today: Day) throws {
        guard let head = sheet.rows.first, sheet.rows.count > 1 else { throw OutcomeSheetFault.noRows }
        guard sheet.rows.count - 1 <= Self.mostRows else { throw OutcomeSheetFault.tooManyRows }
        for place in head.cells.indices {
            let text = head.text(place + 1).trimmingCharacters(in: .whitespaces).lowercased()
            let column = Column.allCases.first { $0.heads.contains(text) }
            if let column, places[column] == nil { places[column] = place + 1 }
        }
        for column in Column.allCases where column.isNeeded && places[column] == nil {
            throw OutcomeSheetFault.columnMissing(column.heads[0])
        }
        for row in sheet.rows.dropFirst() where row.cells.contains(where: { !$0.isEmpty }) {
            read(row, today)
        }
    }

    private func text(_ row: SheetRow, _ column: Column) -> String {
        places[column].map { row.text($0).trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    }

    private mutating func read(_ row: SheetRow, _ today: Day) {
        func refuse(_ column: Column, _ problem: OutcomeProblem) -> OutcomeRefusal {
            OutcomeRefusal(
                line: row.line, place: places[column] ?? 1, found: text(row, column), problem: problem)
        }
        do throws(RowFault) {
            if let cell = row.damages.first { throw RowFault(at: cell.column, .damaged) }
            let result = ApplicationOutcome.Result(reading: text(row, .result))
            guard let result else { throw RowFault(.result, .result) }
            guard let applied = Day(reading: text(row, .appliedOn)) else {
                throw RowFault(.appliedOn, .appliedOn)
            }
            let decided = try day(row, .decidedOn, .decidedOn)
            let paid = try day(row, .paidOn, .paidOn)
            let amount = text(row, .amount)
            let fen = try Self.fen(amount)
            if paid != nil, result != .approved { throw RowFault(.paidOn, .unpaid) }
            if [applied, decided, paid].contains(where: { $0.map { $0 > today } ?? false }) {
                throw RowFault(.appliedOn, .future)
            }
            if (decided ?? paid).map({ $0 < applied }) ?? false || paid.map({ $0 < applied }) ?? false {
                throw RowFault(.decidedOn, .order)
            }
            rows.append(
                OutcomeRow(
                    line: row.line, code: text(row, .code), policy: text(row, .policy),
                    item: text(row, .item), appliedOn: applied, result: result,
                    reason: String(text(row, .reason).prefix(300)), amountFen: fen, decidedOn: decided,
                    paidOn: paid))
        } catch {
            refusals.append(
                error.column.map { refuse($0, error.problem) }
                    ?? OutcomeRefusal(
                        line: row.line, place: error.place, found: row.text(error.place),
                        problem: error.problem))
        }
    }

    private func day(
        _ row: SheetRow, _ column: Column, _ problem: OutcomeProblem
    ) throws(RowFault) -> Day? {
        let text = text(row, column)
        if text.isEmpty { return nil }
        guard let day = Day(reading: text) else { throw RowFault(column, problem) }
        return day
    }

    private static func fen(_ text: String) throws(RowFault) -> Int64? {
        if text.isEmpty { return nil }
        let bare = text.replacing(",", with: "").replacing("，", with: "")
        let yuan = Rational(decimal: bare).flatMap { Money(yuan: $0) } ?? Money(reading: text)
        guard let yuan, yuan.fen >= 0 else { throw RowFault(.amount, .amount) }
        return yuan.fen
    }

    private struct RowFault: Error {
        let column: Column?
        let place: Int
        let problem: OutcomeProblem

        init(_ column: Column, _ problem: OutcomeProblem) {
            (self.column, place, self.problem) = (column, 1, problem)
        }

        init(at place: Int, _ problem: OutcomeProblem) {
            (column, self.place, self.problem) = (nil, place, problem)
        }
    }
}
