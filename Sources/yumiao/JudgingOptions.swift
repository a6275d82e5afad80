// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Rules
import Standards

/// What every judging command asks: packs, the day, the purpose, the language.
struct JudgingOptions: ParsableArguments {
    @Option(name: .long, help: "内容包的文件夹；不写则是 Packs 下的全部。 Folder of packs; all under Packs by default.")
    var packs: [String] = []

    @Option(name: .customLong("as-of"), help: "判断日，如 2026-06-01；不写则是今天。 Day of judgement; today by default.")
    var asOf: String?

    @Option(name: .long, help: "用途：新申请 或 复核。 Purpose: 新申请 (application) or 复核 (review).")
    var purpose: String = Purpose.application.rawValue

    @Flag(name: .long, help: "用英文。 In English.")
    var english = false

    func day() throws -> Day {
        guard let asOf else { return Day.today }
        guard let day = Day(reading: asOf) else {
            throw ValidationError("--as-of “\(asOf)” 不是日期，请写成 2026-06-01。 Not a date; write 2026-06-01.")
        }
        return day
    }

    func judgedPurpose() throws -> Purpose {
        let english: [String: Purpose] = ["application": .application, "review": .review]
        guard let found = Purpose(rawValue: purpose) ?? english[purpose] else {
            throw ValidationError("--purpose 只能是 新申请 或 复核。 --purpose is application or review.")
        }
        return found
    }

    /// The library of the packs; stops with the faults drawn when they can't be used.
    func library() throws -> Library {
        let sources = try PackFiles(packs)
        let (library, faults) = Library.read(sources.files)
        let errors = (sources.unreadable + faults).filter { !$0.isWarning }
        guard errors.isEmpty else {
            let drawing = FaultDrawing(files: sources.files)
            for fault in errors { printError(drawing.text(fault, english: english)) }
            throw ExitCode(1)
        }
        return library
    }
}

extension Day {
    /// The calendar day in China, where the rules are in force.
    static var today: Day { Day(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// Writes a line to standard error.
func printError(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
