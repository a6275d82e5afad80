// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Store

extension Outreach {
    var addressRoutes: [Route] {
        [
            addressPage(.email), addressForm(.email), codePage(.email), codeForm(.email),
            addressPage(.sms), addressForm(.sms), codePage(.sms), codeForm(.sms),
            addressPage(.webhook), addressForm(.webhook),
        ]
    }

    private func addressPage(_ channel: ChannelKind) -> Route {
        .page("/subscriptions/\(channel.rawValue)", "outreach.address.\(channel.rawValue)", .outreachOwn) {
            visit in
            let form = isOn(channel) ? try await form(channel, visit) : nil
            return .page(try await page(channel, visit, form: form))
        }
    }

    private func addressForm(_ channel: ChannelKind) -> Route {
        .form(
            "/subscriptions/\(channel.rawValue)", "outreach.address.\(channel.rawValue).send", .outreachOwn
        ) { visit, submission in
            let form = isOn(channel) ? try await form(channel, visit).filled(by: submission) : nil
            return .page(try await page(channel, visit, form: form))
        } act: { visit, submission in
            guard isOn(channel) else { throw OutreachFault.channelOff }
            return try await take(channel, visit, submission)
        }
        .limited(as: .costly)
    }

    private func page(_ channel: ChannelKind, _ visit: Visit, form: Form?) async throws -> OutreachPage {
        let (who, words) = (try visit.reader(), visit.words)
        var page = OutreachPage(
            visit.name(of: channel), in: visit,
            below: [Link(words("outreach.wishes"), visit.link("/subscriptions"))])
        guard isOn(channel) else {
            page.notices = [
                Notice(words("outreach.fault.channelOff"), .info, text: words("outreach.channel.off"))
            ]
            return page
        }
        page.lead = words("outreach.address.\(channel.rawValue).lead")
        if let address = try await wishes.addresses(of: who.person)[channel] {
            var rows = [
                KeyValueList.Row(
                    words("outreach.address.now"), address, status: Status(words("outreach.verified"), .good))
            ]
            if channel == .webhook {
                rows.append(
                    .init(
                        words("outreach.webhook.secret"),
                        WebhookChannel.secret(person: who.person.text, address: address, key),
                        note: words("outreach.webhook.secret.hint")))
            }
            page.rows = KeyValueList(rows)
        }
        page.form = form
        return page
    }

    private func form(_ channel: ChannelKind, _ visit: Visit) async throws -> Form {
        let (who, words) = (try visit.reader(), visit.words)
        let now = try await wishes.addresses(of: who.person)[channel] ?? ""
        let control: Field.Control =
            switch channel {
            case .email: .text(now, autocomplete: "email")
            case .sms: .telephone(now)
            case .webhook: .text(now, autocomplete: "off")
            }
        return Form(
            to: "/subscriptions/\(channel.rawValue)", in: visit,
            fields: [
                Field(
                    "address", words("outreach.address.\(channel.rawValue)"), control,
                    hint: words("outreach.address.\(channel.rawValue).hint"), isOptional: !now.isEmpty)
            ], button: words(channel == .webhook ? "outreach.address.keep" : "outreach.address.send"))
    }

    private func take(
        _ channel: ChannelKind, _ visit: Visit, _ submission: Submission
    ) async throws -> Reply {
        let (who, words, typed) = (try visit.reader(), visit.words, submission.text("address"))
        let key = visit.key(submission, "address")
        if typed.isEmpty, try await wishes.addresses(of: who.person)[channel] != nil {
            try await wishes.forget(channel, of: who.person)
            return .redirect(to: "/subscriptions").saying(words("outreach.address.forgotten"))
        }
        func refuse(_ text: String) async throws -> Reply {
            let form = try await form(channel, visit)
                .filled(by: submission, faults: [FieldFault("address", text)])
            return .refused(try await page(channel, visit, form: form))
        }
        guard let address = await readable(channel, typed) else {
            return try await refuse(words("outreach.address.\(channel.rawValue).fault"))
        }
        if channel == .webhook {
            try await database.write(once: key) { tx in
                try tx.keepAddress(address, channel, for: who.person)
                return true
            }
            return .redirect(to: "/subscriptions/webhook").saying(words("outreach.address.kept"))
        }
        do {
            try await codes.start(channel, address, for: who.person, once: key)
        } catch let fault as OutreachFault {
            let explained = fault.explanation(in: words)
            return try await refuse(explained.reason + " " + explained.advice)
        }
        return .redirect(to: "/subscriptions/\(channel.rawValue)/code")
    }

    /// An address in the form in which it is kept; nil for what is none, or may not be told.
    private func readable(_ channel: ChannelKind, _ typed: String) async -> String? {
        switch channel {
        case .email: return MailAddress(typed)?.text
        case .sms: return MobileNumber(typed)?.text
        case .webhook:
            guard let target = WebhookTarget(typed, settings.webhook),
                (try? await target.checkedAddress(settings.webhook)) != nil
            else { return nil }
            return target.text
        }
    }

    private func codePage(_ channel: ChannelKind) -> Route {
        .page(
            "/subscriptions/\(channel.rawValue)/code", "outreach.code.\(channel.rawValue)", .outreachOwn
        ) { visit in
            .page(try await codePage(channel, visit, form: codeForm(channel, visit)))
        }
    }

    private func codeForm(_ channel: ChannelKind) -> Route {
        .form(
            "/subscriptions/\(channel.rawValue)/code", "outreach.code.\(channel.rawValue).send", .outreachOwn
        ) { visit, submission in
            .page(try await codePage(channel, visit, form: codeForm(channel, visit).filled(by: submission)))
        } act: { visit, submission in
            let (who, words) = (try visit.reader(), visit.words)
            do {
                try await codes.finish(channel, submission.text("code"), for: who.person)
            } catch let fault as OutreachFault {
                let explained = fault.explanation(in: words)
                let form = codeForm(channel, visit).filled(
                    by: submission, faults: [FieldFault("code", explained.reason + " " + explained.advice)])
                return .refused(try await codePage(channel, visit, form: form))
            }
            return .redirect(to: "/subscriptions").saying(words("outreach.address.kept"))
        }
    }

    private func codeForm(_ channel: ChannelKind, _ visit: Visit) -> Form {
        Form(
            to: "/subscriptions/\(channel.rawValue)/code", in: visit,
            fields: [
                Field(
                    "code", visit.words("outreach.code"),
                    .text(autocomplete: "one-time-code", width: .short),
                    hint: visit.words("outreach.code.hint"))
            ], button: visit.words("outreach.code.send"))
    }

    private func codePage(_ channel: ChannelKind, _ visit: Visit, form: Form) async throws -> OutreachPage {
        let (who, words, now) = (try visit.reader(), visit.words, visit.milliseconds)
        let code = try await database.read { try $0.openCode(of: who.person, channel, at: now) }
        let above = Link(visit.name(of: channel), visit.link("/subscriptions/\(channel.rawValue)"))
        var page = OutreachPage(
            words("outreach.code.title"), in: visit,
            below: [Link(words("outreach.wishes"), visit.link("/subscriptions")), above])
        page.lead =
            code.map { words("outreach.code.sent", ["address": $0.address]) }
            ?? words("outreach.fault.codeEnded.reason")
        page.actions = [Link(words("outreach.code.another"), above.href)]
        page.form = form
        return page
    }
}
