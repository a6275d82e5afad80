// SPDX-License-Identifier: Apache-2.0

/// A moment as spreadsheet programs count it: days since the end of 1899, with a 29 February 1900 that
/// never was, or since 1904.
struct SerialTime {
    private let day: Int
    private let seconds: Int
    /// The whole number of days as stored, for times that count beyond a day.
    private let storedDays: Int

    /// Nil for what is no moment: before 1900 or after 9999.
    init?(_ serial: Double, startsIn1904: Bool) {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        var whole = Int(serial)
        var seconds = Int(((serial - Double(whole)) * 86_400).rounded())
        if seconds == 86_400 {
            whole += 1
            seconds = 0
        }
        self.seconds = seconds
        storedDays = whole
        // Counted from 1970-01-01.
        day = startsIn1904 ? whole - 24_107 : whole - (whole < 60 ? 25_568 : 25_569)
    }

    func text(_ form: CellFormats.Form) -> String {
        switch form {
        case .day where seconds == 0: date
        case .time: storedDays == 0 ? clock : seconds == 0 && storedDays > 366 ? date : date + " " + clock
        default: seconds == 0 && storedDays > 0 ? date : storedDays == 0 ? clock : date + " " + clock
        }
    }

    private var clock: String {
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// The day by the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
    private var date: String {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let zeros = String(repeating: "0", count: max(0, 4 - String(year).count))
        return "\(zeros)\(year)-\(two(month))-\(two(dayOfMonth))"
    }
}
