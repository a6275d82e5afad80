// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site
import Store

extension Outreach {
    /// The link in a letter works without signing in: a page for people, and the POST that a mail program
    /// sends by itself when its reader presses its own button (RFC 8058). Reading the page ends nothing, for
    /// mail programs and scanners follow links.
    var unsubscribeRoutes: [Route] {
        [
            .page("/unsubscribe/{token}", "outreach.unsubscribe", .everyone, isPersonal: true) {
                .page(try endingPage($0))
            },
            .data(
                .post, "/unsubscribe/{token}", "outreach.unsubscribe.click", .everyone, isPersonal: true,
                endpoint: Endpoint(
                    .word("outreach.api.unsubscribe"),
                    parameters: [
                        .init(
                            "token", .text(pattern: "^[A-Za-z0-9.~-]{1,300}$"),
                            .word("outreach.api.unsubscribe.token"), isRequired: true)
                    ], response: .object("Unsubscribed", [.required("ended", .flag)]),
                    mayBeMissing: true)
            ) { visit in
                try await end(try link(in: visit))
                return try .json(["ended": true])
            },
            .page("/unsubscribe/{token}/end", "outreach.unsubscribe.ask", .everyone, isPersonal: true) {
                .page(try endingPage($0))
            },
            .form("/unsubscribe/{token}/end", "outreach.unsubscribe.end", .everyone, isPersonal: true) {
                visit, _ in
                .page(try endingPage(visit))
            } act: { visit, submission in
                let link = try link(in: visit)
                let isAll = submission.text("extent") == "all"
                let ended = UnsubscribeLink(
                    person: link.person, channel: link.channel, topic: isAll ? nil : link.topic)
                try await end(ended)
                return .redirect(to: "/unsubscribe/\(visit.parameter("token"))/done")
            },
            .page("/unsubscribe/{token}/done", "outreach.unsubscribe.done", .everyone, isPersonal: true) {
                .page(try donePage($0))
            },
        ]
    }

    private func link(in visit: Visit) throws -> UnsubscribeLink {
        guard let link = UnsubscribeLink(visit.parameter("token"), key) else {
            throw OutreachFault.brokenLink
        }
        return link
    }

    private func end(_ link: UnsubscribeLink) async throws {
        try await wishes.silence(link.channel, link.topic, for: link.person)
    }

    private func endingPage(_ visit: Visit) throws -> OutreachPage {
        let (link, words) = (try link(in: visit), visit.words)
        var page = OutreachPage(words("outreach.unsubscribe"), in: visit)
        page.lead = words("outreach.unsubscribe.lead", ["channel": visit.name(of: link.channel)])
        var options = [Field.Option("all", words("outreach.unsubscribe.all"))]
        if let topic = link.topic {
            options.insert(
                Field.Option(
                    "topic", words("outreach.unsubscribe.topic", ["topic": words(topic.word)])), at: 0)
        }
        page.form = Form(
            to: "/unsubscribe/\(visit.parameter("token"))/end", in: visit,
            fields: [
                Field(
                    "extent", words("outreach.unsubscribe.what"),
                    .radios(options, chosen: link.topic == nil ? "all" : "topic"))
            ], button: words("outreach.unsubscribe.end"))
        return page
    }

    private func donePage(_ visit: Visit) throws -> OutreachPage {
        _ = try link(in: visit)
        var page = OutreachPage(visit.words("outreach.unsubscribe.done"), in: visit)
        page.lead = visit.words("outreach.unsubscribe.done.lead")
        page.actions = [Link(visit.words("outreach.wishes"), visit.link("/subscriptions"))]
        return page
    }
}
