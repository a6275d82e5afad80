// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Store

extension Drafts {
    var phraseRoutes: [Route] {
        [
            .page("/drafts/phrases", "drafts.phrases", .draftsRead) { visit in
                .page(try await phrasesPage(visit))
            },
            .page("/drafts/phrases/{phrase}", "drafts.phrase", .draftsCheck) { visit in
                .page(try await phrasePage(visit))
            },
            .form("/drafts/phrases/{phrase}", "drafts.phrase.forget", .draftsCheck) { visit, _ in
                .page(try await phrasePage(visit))
            } act: { visit, submission in
                guard let id = ID<RulePhrase>(visit.parameter("phrase")) else { throw SiteFault.notFound }
                _ = try await store.forget(
                    id, by: try actor(visit), once: visit.key(submission, "forget"))
                return .redirect(to: "/drafts/phrases").saying(visit.words("drafts.phrase.forgotten"))
            },
        ]
    }

    private static let mostPhrases = 500

    private func phrasesPage(_ visit: Visit) async throws -> DraftPage {
        let words = visit.words
        var page = DraftPage(words("drafts.phrases"), in: visit)
        page.lead = words("drafts.phrases.lead")
        let mayForget = authorisation.mayAllow(visit.who, .draftsCheck)
        let rows = try await store.phrases(limit: Self.mostPhrases).map { phrase in
            DataTable.Row(
                .init(
                    phrase.words, in: .chinese,
                    href: mayForget ? visit.link("/drafts/phrases/\(phrase.id.text)") : nil),
                [
                    .init(phrase.line, in: .chinese), .init(phrase.personName),
                    .init(visit.text(moment: phrase.at)), .init(String(phrase.uses), isNumber: true),
                ])
        }
        let table = DataTable(
            id: "phrases-table", caption: words("drafts.phrases"),
            columns: [
                .init(words("drafts.clause.words")), .init(words("drafts.line")), .init(words("drafts.by")),
                .init(words("drafts.changed")), .init(words("drafts.uses"), isNumber: true),
            ], rows: rows, empty: words("drafts.phrases.empty"))
        page.panels = [Panel(id: "phrases", title: words("drafts.phrases.all"), table: table)]
        return page
    }

    private func phrasePage(_ visit: Visit) async throws -> DraftPage {
        let words = visit.words
        guard
            let phrase = try await store.phrases(limit: Self.mostPhrases).first(where: {
                $0.id.text == visit.parameter("phrase")
            })
        else { throw SiteFault.notFound }
        var page = DraftPage(
            words("drafts.phrase"), in: visit,
            below: [Link(words("drafts.phrases"), visit.link("/drafts/phrases"))])
        page.quotes = [.init(name: words("drafts.clause.words"), text: phrase.words)]
        page.rows = KeyValueList([
            .init(words("drafts.phrase.was"), phrase.was, in: .chinese),
            .init(words("drafts.line"), phrase.line, in: .chinese),
            .init(words("drafts.by"), phrase.personName, note: visit.text(moment: phrase.at)),
            .init(words("drafts.uses"), String(phrase.uses)),
        ])
        page.form = Form(
            to: "/drafts/phrases/\(phrase.id.text)", in: visit, fields: [],
            button: words("drafts.phrase.forget"))
        return page
    }
}
