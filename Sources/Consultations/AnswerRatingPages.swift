// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Standards
import Store

extension Consultations {
    var ratingRoutes: [Route] { routes(of: rating) }

    private var rating: InquiryAct {
        InquiryAct(name: "rate", permission: .consultationAsk, actor: .asker) { _, visit in
            [
                Field("level", visit.words("consultations.level"), .radios(visit.levels)),
                Field(
                    "words", visit.words("consultations.rate.words"), .longText(rows: 3),
                    hint: visit.words("consultations.rate.hint"), isOptional: true),
            ]
        } act: { question, visit, submission in
            guard let level = Int(submission.text("level")).flatMap(Level.init(rawValue:)) else {
                return [FieldFault("level", visit.words("consultations.level.missing"))]
            }
            let words = submission.text("words")
            if let fault = visit.fault("words", words, least: 0, most: 500) { return [fault] }
            try await questions.rate(
                question.number, level, words: words, over: submission.revision, by: try visit.member,
                once: visit.key(submission, "rate"))
            return []
        }
    }

    var callBackRoutes: [Route] {
        [
            .page("/questions/call-backs", "consultations.callBacks", .consultationSupervise) { visit in
                let regions = authorisation.regions(of: visit.who, for: .consultationSupervise)
                let found = try await database.read { try $0.callBacks(in: regions) }
                let late = try await lateQuestions(in: regions, visit)
                var page = ConsultationPage(
                    visit.words("consultations.callBacks"), in: visit, below: [questionsLink(visit)])
                page.lead = visit.words("consultations.callBacks.lead")
                page.panels = [
                    Panel(
                        id: "late", title: visit.words("consultations.late"),
                        table: questionTable(late, id: "late-table", in: visit)),
                    Panel(
                        id: "call-backs", title: visit.words("consultations.callBacks.table"),
                        table: questionTable(found, id: "call-backs-table", in: visit)),
                ]
                return .page(page)
            }
        ] + routes(of: callingBack)
    }

    /// Open questions of regions that are past their last day, the longest first; at most 200.
    private func lateQuestions(in regions: [Region], _ visit: Visit) async throws -> [Inquiry] {
        var span = DeskSpan(of: nil)
        span.officialRegions = regions
        span.operatorRegions = regions
        let all = span
        return try await database.read { try $0.questions(at: all, offset: 0, limit: 200) }.filter {
            guard
                case .overdue = $0.clock.standing(on: visit.today, kind: $0.kind, by: calendar)
            else { return false }
            return true
        }
    }

    private var callingBack: InquiryAct {
        InquiryAct(name: "call-back", permission: .consultationSupervise, actor: .supervisor) { _, visit in
            [
                Field(
                    "note", visit.words("consultations.callBack.note"), .longText(rows: 5),
                    hint: visit.words("consultations.callBack.hint"))
            ]
        } act: { question, visit, submission in
            let note = submission.text("note")
            if let fault = visit.fault("note", note, least: 5, most: 1_000) { return [fault] }
            try await questions.callBack(
                question.number, note: note, by: try visit.member, once: visit.key(submission, "call-back"))
            return []
        }
    }
}

extension Visit {
    /// The five levels, the best first.
    var levels: [Field.Option] {
        Level.allCases.reversed().map {
            Field.Option(String($0.rawValue), words("consultations.level.\($0.rawValue)"))
        }
    }
}
