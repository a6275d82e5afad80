// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Store

extension Outreach {
    var inboxRoutes: [Route] {
        [
            .page("/messages", "outreach.inbox", .outreachOwn) { .page(try await inboxPage($0)) },
            .form("/messages", "outreach.inbox.read", .outreachOwn) { visit, _ in
                .page(try await inboxPage(visit))
            } act: { visit, submission in
                try await inbox.readAll(
                    of: try visit.reader().person, once: visit.key(submission, "read"))
                return .redirect(to: "/messages").saying(visit.words("outreach.inbox.allRead"))
            },
            .page("/messages/{id}", "outreach.message", .outreachOwn) { .page(try await messagePage($0)) },
        ]
    }

    private static let pageSize = 20

    private func inboxPage(_ visit: Visit) async throws -> OutreachPage {
        let (who, words) = (try visit.reader(), visit.words)
        let onlyUnread = visit.query["show"] == "unread"
        let place = visit.query["before"].flatMap { ID<KeptMessage>($0) }
        let found = try await inbox.entries(
            of: who.person, before: place, onlyUnread: onlyUnread, limit: Self.pageSize)
        let unread = try await inbox.unread(of: who.person)
        var page = OutreachPage(words("outreach.title"), in: visit)
        page.lead = words.counted("outreach.inbox.unread", unread)
        page.actions = [
            onlyUnread
                ? Link(words("outreach.inbox.all"), visit.link("/messages"))
                : Link(words("outreach.inbox.onlyUnread"), visit.link("/messages", [("show", "unread")])),
            Link(words("outreach.wishes"), visit.link("/subscriptions")),
        ]
        page.cardsTitle = words(onlyUnread ? "outreach.inbox.onlyUnread" : "outreach.inbox.latest")
        page.cards = found.entries.map { card($0, visit) }
        if found.entries.isEmpty {
            page.empty = words(onlyUnread ? "outreach.inbox.noneUnread" : "outreach.inbox.none")
        }
        if place != nil { page.ways.append(Link(words("site.list.first"), visit.link("/messages"))) }
        if found.hasMore, let last = found.entries.last {
            page.ways.append(
                Link(
                    words("outreach.inbox.older"),
                    visit.linkHere(changing: [("before", last.message.id.text)])))
        }
        if unread > 0 {
            page.form =
                Form(
                    to: "/messages", in: visit, fields: [], button: words("outreach.inbox.readAll")
                ).quiet
        }
        return page
    }

    private func card(_ entry: InboxEntry, _ visit: Visit) -> Card {
        let message = entry.message
        var statuses: [Status] = []
        if entry.readAt == nil { statuses.append(Status(visit.words("outreach.unread"), .info)) }
        if message.isUrgent { statuses.append(Status(visit.words("outreach.urgent"), .warning)) }
        if visit.mark(message.title) != nil {
            statuses.append(Status(visit.words("outreach.onlyChinese"), .neutral))
        }
        return Card(
            title: visit.text(message.title), href: visit.link("/messages/\(message.id.text)"),
            meta: [
                visit.text(moment: message.createdAt), visit.words(MessageTopic(of: message.topic).word),
            ], text: visit.text(message.text), statuses: statuses)
    }

    /// Shown to its reader alone, and read by being shown: this is the one page whose reading is kept, for
    /// nobody should have to send a form to say that they have read something.
    private func messagePage(_ visit: Visit) async throws -> OutreachPage {
        let (who, words) = (try visit.reader(), visit.words)
        guard let id = ID<KeptMessage>(visit.parameter("id")),
            let entry = try await inbox.open(id, of: who.person)
        else { throw SiteFault.notFound }
        let message = entry.message
        var page = OutreachPage(
            visit.text(message.title), in: visit,
            below: [Link(words("outreach.title"), visit.link("/messages"))])
        page.lead = visit.text(moment: message.createdAt)
        page.titleLanguage = visit.mark(message.title)
        page.paragraphs = visit.text(message.text).split(separator: "\n").map {
            OutreachPage.Paragraph(text: String($0), language: visit.mark(message.text))
        }
        if page.titleLanguage != nil { page.notices = [Notice(words("outreach.onlyChinese.text"), .info)] }
        page.actions = [
            Link(words("outreach.message.open"), visit.link(toMessagePath: message.path))
        ]
        page.panels = [
            Panel(
                id: "way", title: words("outreach.message.way"),
                rows: KeyValueList(try await ways(of: message, to: who.person, visit)),
                links: [Link(words("outreach.wishes"), visit.link("/subscriptions"))])
        ]
        return page
    }

    /// How far a message has come, on each channel.
    private func ways(
        of message: KeptMessage, to person: ID<Person>, _ visit: Visit
    ) async throws -> [KeyValueList.Row] {
        let words = visit.words
        let records = try await inbox.deliveries(of: message.id, to: person)
        let inbox = KeyValueList.Row(
            words("outreach.channel.inbox"), visit.text(moment: message.createdAt),
            status: visit.status(.sent))
        return [inbox]
            + records.map { record in
                let moment = record.endedAt ?? record.dueAt
                let note =
                    record.endedAt == nil
                    ? words("outreach.state.due", ["time": visit.text(moment: moment)])
                    : visit.text(moment: moment)
                return .init(
                    visit.name(of: record.channel), note,
                    note: record.reason == .none ? nil : visit.text(record.reason),
                    status: visit.status(record.state))
            }
    }

    /// How many messages wait, on the desk.
    var unreadBlock: Block {
        Block(at: .desk, "outreach.desk", order: 20, .outreachOwn) { visit, _ in
            guard let who = visit.who else { return nil }
            let unread = try await inbox.unread(of: who.person)
            let latest = try await inbox.entries(
                of: who.person, before: nil, onlyUnread: true, limit: 3
            ).entries
            return Panel(
                id: "messages", title: visit.words("outreach.title"),
                text: visit.words.counted("outreach.inbox.unread", unread),
                cards: latest.map { card($0, visit) },
                links: [Link(visit.words("outreach.desk.all"), visit.link("/messages"))])
        }
    }
}
