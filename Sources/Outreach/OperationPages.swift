// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Site
import Store

extension Outreach {
    private var operations: OperationStore { OperationStore(database: database) }

    var operationRoutes: [Route] {
        [
            .page("/outreach", "outreach.operation", .outreachOperate) {
                .page(try await operationPage($0))
            },
            .form("/outreach", "outreach.operation.retry", .outreachOperate) { visit, submission in
                var page = try await operationPage(visit)
                page.form = page.form?.filled(by: submission)
                return .page(page)
            } act: { visit, submission in
                try await retry(visit, submission)
            },
            .page("/outreach/letterbox", "outreach.letterbox", .outreachOperate) {
                .page(try await letterboxPage($0))
            },
        ]
    }

    private func operationPage(_ visit: Visit) async throws -> OutreachPage {
        let words = visit.words
        let messages = try await operations.messages()
        let failures = try await operations.failures()
        var page = OutreachPage(words("outreach.operation"), in: visit)
        page.lead = words(
            "outreach.operation.lead", ["all": String(messages.all), "fresh": String(messages.fresh)])
        if authorisation.mayAllow(visit.who, .outreachMail) {
            page.actions.append(Link(words("outreach.mailing.new"), visit.link("/outreach/mailings/new")))
        }
        if settings.hasLetterbox {
            page.actions.append(Link(words("outreach.letterbox"), visit.link("/outreach/letterbox")))
        }
        page.form = failures.isEmpty ? nil : retryForm(failures, visit)
        page.panels = [
            Panel(
                id: "channels", title: words("outreach.operation.channels"),
                table: channelTable(try await operations.counts(), try await operations.pauses(), visit)),
            Panel(
                id: "failures", title: words("outreach.operation.failures"),
                table: failureTable(failures, visit)),
        ]
        if authorisation.mayAllow(visit.who, .outreachMail) {
            page.panels.append(
                Panel(
                    id: "mailings", title: words("outreach.mailings"),
                    table: mailingTable(try await mailings.latest(), visit)))
        }
        return page
    }

    private func channelTable(
        _ counts: [DeliveryCount], _ pauses: [ChannelKind: ChannelPause], _ visit: Visit
    ) -> DataTable {
        let words = visit.words
        let states = DeliveryState.allCases
        let rows = ChannelKind.allCases.map { channel in
            DataTable.Row(
                .init(
                    visit.name(of: channel),
                    status: status(of: channel, pauses[channel], visit)),
                states.map { state in
                    let count = counts.first { $0.channel == channel && $0.state == state }?.count ?? 0
                    return .init(String(count), isNumber: true)
                })
        }
        return DataTable(
            id: "channel-table", caption: words("outreach.operation.channels.caption"),
            columns: [.init(words("outreach.channel"))]
                + states.map { .init(words("outreach.state.\($0.rawValue)"), isNumber: true) },
            rows: rows, empty: words("outreach.operation.none"))
    }

    private func status(of channel: ChannelKind, _ pause: ChannelPause?, _ visit: Visit) -> Status {
        guard isOn(channel) else { return Status(visit.words("outreach.off"), .neutral) }
        guard let pause else { return Status(visit.words("outreach.on"), .good) }
        return Status(
            visit.words(
                "outreach.paused",
                [
                    "since": visit.text(moment: pause.since), "time": visit.text(moment: pause.endsAt),
                ]), .bad)
    }

    private func failureTable(_ failures: [FailureCount], _ visit: Visit) -> DataTable {
        let words = visit.words
        return DataTable(
            id: "failure-table", caption: words("outreach.operation.failures.caption"),
            columns: [
                .init(words("outreach.channel")), .init(words("outreach.reason")),
                .init(words("outreach.operation.count"), isNumber: true),
                .init(words("outreach.operation.latest")),
            ],
            rows: failures.map { failure in
                DataTable.Row(
                    .init(visit.name(of: failure.channel)),
                    [
                        .init(visit.text(failure.reason)), .init(String(failure.count), isNumber: true),
                        .init(visit.text(moment: failure.latest)),
                    ])
            }, empty: words("outreach.operation.failures.none"))
    }

    func mailingTable(_ mailings: [KeptMailing], _ visit: Visit) -> DataTable {
        let words = visit.words
        let allowed = mailings.filter { kept in
            kept.mailing.choice.map {
                authorisation.allows(visit.who, .outreachMail, on: .region($0.region))
            } ?? false
        }
        return DataTable(
            id: "mailing-table", caption: words("outreach.mailings.caption"),
            columns: [
                .init(words("outreach.mailing")), .init(words("outreach.mailing.author")),
                .init(words("outreach.mailing.made")),
                .init(words("outreach.mailing.told"), isNumber: true),
            ],
            rows: allowed.map { kept in
                DataTable.Row(
                    .init(
                        visit.text(kept.mailing.title.inBothLanguages),
                        href: visit.link("/outreach/mailings/\(kept.id.text)")),
                    [
                        .init(kept.authorName), .init(visit.text(moment: kept.madeAt)),
                        .init("\(kept.told)/\(kept.foreseen)", isNumber: true),
                    ])
            }, empty: words("outreach.mailings.none"))
    }

    private func retryForm(_ failures: [FailureCount], _ visit: Visit) -> Form {
        let options = failures.map { failure in
            Field.Option(
                "\(failure.channel.rawValue) \(failure.reason.rawValue)",
                "\(visit.name(of: failure.channel)) · \(visit.text(failure.reason)) (\(failure.count))")
        }
        return Form(
            to: "/outreach", in: visit,
            fields: [Field("failure", visit.words("outreach.retry.which"), .menu(options))],
            button: visit.words("outreach.retry"))
    }

    private func retry(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let parts = submission.text("failure").split(separator: " ").map(String.init)
        guard parts.count == 2, let channel = ChannelKind(rawValue: parts[0]),
            let reason = DeliveryReason(rawValue: parts[1])
        else {
            var page = try await operationPage(visit)
            let fault = FieldFault("failure", visit.words("outreach.retry.fault"))
            page.form = page.form?.filled(by: submission, faults: [fault])
            return .refused(page)
        }
        let count = try await operations.retry(
            channel, reason, by: try visit.reader().actor, once: visit.key(submission, "retry"))
        return .redirect(to: "/outreach").saying(visit.words.counted("outreach.retried", count))
    }

    private func letterboxPage(_ visit: Visit) async throws -> OutreachPage {
        let words = visit.words
        guard settings.hasLetterbox else { throw SiteFault.notFound }
        var page = OutreachPage(
            words("outreach.letterbox"), in: visit,
            below: [Link(words("outreach.operation"), visit.link("/outreach"))])
        page.lead = words("outreach.letterbox.lead")
        let rows = try await operations.laid().map { letter in
            DataTable.Row(
                .init(letter.title),
                [
                    .init(visit.name(of: letter.channel)), .init(letter.address), .init(letter.text),
                    .init(visit.text(moment: letter.at)),
                ])
        }
        page.panels = [
            Panel(
                id: "letters", title: words("outreach.letterbox"),
                table: DataTable(
                    id: "letter-table", caption: words("outreach.letterbox.caption"),
                    columns: [
                        .init(words("outreach.letterbox.title")), .init(words("outreach.channel")),
                        .init(words("outreach.letterbox.address")), .init(words("outreach.letterbox.text")),
                        .init(words("outreach.letterbox.time")),
                    ], rows: rows, empty: words("outreach.letterbox.none")))
        ]
        return page
    }
}
