// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Consultations {
    var commonRoutes: [Route] {
        [
            .page("/questions", "consultations.list", .everyone) { visit in try await commonsPage(visit) },
            .page("/questions/common/{common}", "consultations.common", .everyone) { visit in
                try await commonPage(visit)
            },
            .page("/questions/common/{common}/end", "consultations.common.end", .consultationAnswer) {
                visit in
                .page(try await endingPage(visit))
            },
            .form("/questions/common/{common}/end", "consultations.common.end.send", .consultationAnswer) {
                visit, _ in
                .page(try await endingPage(visit))
            } act: { visit, submission in
                let common = try await ownCommon(visit)
                try await commons.end(
                    common.number, by: try visit.member, once: visit.key(submission, "end"))
                return .redirect(to: "/questions").saying(visit.words("consultations.done.end"))
            },
        ] + routes(of: publishing)
    }

    private func commonsPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let size = 20
        let count = try await commons.count()
        let number = max(1, min((count + size - 1) / size, visit.query["page"].flatMap { Int($0) } ?? 1))
        let found = try await commons.commons(about: nil, offset: max(0, number - 1) * size, limit: size)
        var page = ConsultationPage(words("consultations.title"), in: visit)
        page.lead = words("consultations.lead")
        let cards = found.map { common in
            Card(
                title: common.question, href: visit.link("/questions/common/\(common.number)"),
                meta: [common.office, visit.text(moment: common.publishedAt)],
                text: common.answer.count > 120 ? common.answer.prefix(118) + "……" : common.answer)
        }
        var links: [Link] = []
        if number > 1 {
            links.append(
                Link(
                    words("consultations.previousPage"),
                    visit.linkHere(changing: [("page", String(number - 1))])))
        }
        if number * size < count {
            links.append(
                Link(
                    words("consultations.nextPage"), visit.linkHere(changing: [("page", String(number + 1))]))
            )
        }
        page.panels = [
            Panel(
                id: "common", title: words("consultations.commons"),
                text: found.isEmpty ? words("consultations.commons.none") : nil, cards: cards, links: links)
        ]
        page.actions = [
            Link(words("consultations.answers"), visit.link("/ask")),
            Link(words("consultations.new"), visit.link("/questions/new")),
            Link(words("consultations.mine"), visit.link("/questions/mine")),
        ]
        return .page(page)
    }

    private func loadCommon(_ visit: Visit) async throws -> CommonQuestion {
        guard let number = Int64(visit.parameter("common")), let common = try await commons.common(number)
        else { throw SiteFault.notFound }
        return common
    }

    private func commonPage(_ visit: Visit) async throws -> Reply {
        let words = visit.words
        let common = try await loadCommon(visit)
        var page = ConsultationPage(
            words("consultations.common.title", ["number": String(common.number)]), in: visit,
            below: [questionsLink(visit)])
        var rows: [KeyValueList.Row] = [
            .init(words("consultations.answerer"), common.office, in: .chinese),
            .init(words("consultations.publishedAt"), visit.text(moment: common.publishedAt)),
        ]
        if let policy = common.policy, let version = try await policies.store.shown(policy) {
            rows.insert(
                .init(
                    words("consultations.policy"), version.content.title, in: .chinese,
                    href: visit.link(version.path)), at: 0)
            if !version.isInForce(on: visit.today) {
                page.notices = [
                    Notice(
                        words("consultations.notInForce"), .warning,
                        text: words("consultations.notInForce.text"))
                ]
            }
            page.actions.append(
                Link(
                    words("consultations.new"),
                    visit.link("/questions/new", [("policy", String(version.policy.number))])))
        }
        page.rows = KeyValueList(rows)
        page.passages = [
            .init(id: "question", title: words("consultations.words"), common.question),
            .init(id: "answer", title: words("consultations.answer"), common.answer),
        ]
        if authorisation.allows(visit.who, .consultationAnswer, on: .region(common.region)) {
            page.actions.append(
                Link(
                    words("consultations.common.end"), visit.link("/questions/common/\(common.number)/end")))
        }
        return .page(page)
    }

    private func ownCommon(_ visit: Visit) async throws -> CommonQuestion {
        let common = try await loadCommon(visit)
        try authorisation.require(visit, .consultationAnswer, on: .region(common.region))
        return common
    }

    private func endingPage(_ visit: Visit) async throws -> ConsultationPage {
        let common = try await ownCommon(visit)
        let title = visit.words("consultations.common.end")
        var page = ConsultationPage(title, in: visit, below: [questionsLink(visit)])
        page.lead = visit.words("consultations.common.end.lead")
        page.passages = [
            .init(id: "question", title: visit.words("consultations.words"), common.question)
        ]
        let form = Form(
            to: "/questions/common/\(common.number)/end", in: visit, fields: [], button: title)
        page.forms = [.init(id: "act", title: title, form: form)]
        return page
    }

    private var publishing: InquiryAct {
        InquiryAct(name: "publish", permission: .consultationAnswer, actor: .desk) { question, visit in
            [
                Field(
                    "question", visit.words("consultations.publish.question"),
                    .longText(question.words, rows: 4), hint: visit.words("consultations.publish.remove")),
                Field(
                    "answer", visit.words("consultations.answer"), .longText(question.answer, rows: 8),
                    hint: visit.words("consultations.publish.remove")),
            ]
        } act: { question, visit, submission in
            guard question.state == .answered, question.mayPublish else { throw ConsultationFault.notNow }
            let traces = PersonalTraces(
                names: [question.askerName, question.enterpriseName, question.contact])
            let faults = ["question", "answer"].compactMap {
                visit.fault($0, submission.text($0), most: 5_000, without: traces)
            }
            guard faults.isEmpty else { return faults }
            let office = try await deskName(of: question, in: visit)
            try await commons.publish(
                question, asking: submission.text("question"), answer: submission.text("answer"),
                office: office, by: try visit.member, once: visit.key(submission, "publish"))
            return []
        }
    }
}
