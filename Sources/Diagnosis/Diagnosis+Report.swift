// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

extension Diagnosis {
    /// The report; with `purpose` or `day` in the address, on to the report for them.
    func showReport(_ visit: Visit) throws -> Reply {
        let answers = try answers(visit)
        let (purpose, day) = (visit.query["purpose"], visit.query["day"])
        guard purpose != nil || day != nil else {
            return .page(try ReportPage(in: visit, room: self, answers: answers))
        }
        var changed = answers
        switch purpose {
        case "application": changed.purpose = .application
        case "review": changed.purpose = .review
        case nil: break
        default: throw SiteFault.badRequest(field: "purpose")
        }
        if let day {
            guard let read = Day(reading: day), Diagnosis.years.contains(read.year) else {
                let typed = Submission(fields: visit.query.pairs.map { ($0.name, $0.value) })
                let fault = FieldFault("day", visit.words("diagnosis.settings.dayFault"))
                return .refused(
                    try ReportPage(
                        in: visit, room: self, answers: answers, submission: typed, faults: [fault]))
            }
            changed.day = read == visit.today ? nil : read
        }
        changed.before = nil
        return .redirect(to: "/check/report", [("s", try pack(changed, visit))])
    }

    /// Years as of which anything can be judged.
    private static let years = 2000...2099

    /// What is asked about, where it is not everything about the enterprise.
    func scopeName(_ answers: Answers, _ visit: Visit) -> String? {
        switch answers.scope {
        case .ladder: return nil
        case .contract: return visit.words("diagnosis.check.contract")
        case .rule(let code): return library.versions(of: code).last?.title(english: visit.isEnglish)
        }
    }
}
