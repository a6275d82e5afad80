// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Site
import Store

extension Outreach {
    var wishRoutes: [Route] {
        [
            .page("/subscriptions", "outreach.wishes", .outreachOwn) { visit in
                .page(try await wishPage(visit, form: try await wishForm(visit)))
            },
            .form("/subscriptions", "outreach.wishes.choose", .outreachOwn) { visit, submission in
                .page(try await wishPage(visit, form: try await wishForm(visit).filled(by: submission)))
            } act: { visit, submission in
                try await choose(visit, submission)
            },
            .page("/subscriptions/interests", "outreach.interests", .outreachOwn) {
                .page(try await interestPage($0))
            },
            .form("/subscriptions/interests", "outreach.interests.end", .outreachOwn) { visit, _ in
                .page(try await interestPage(visit))
            } act: { visit, submission in
                try await endInterests(visit, submission)
            },
        ]
    }

    private func wishPage(_ visit: Visit, form: Form) async throws -> OutreachPage {
        let (who, words) = (try visit.reader(), visit.words)
        let addresses = try await wishes.addresses(of: who.person)
        var page = OutreachPage(
            words("outreach.wishes"), in: visit,
            below: [Link(words("outreach.title"), visit.link("/messages"))])
        page.lead = words("outreach.wishes.lead")
        var rows = ChannelKind.allCases.map { channel in
            let path = "/subscriptions/\(channel.rawValue)"
            guard isOn(channel) else {
                return KeyValueList.Row(
                    visit.name(of: channel), words("outreach.channel.off"),
                    status: Status(words("outreach.off"), .neutral))
            }
            return KeyValueList.Row(
                visit.name(of: channel), addresses[channel] ?? words("outreach.address.none"),
                status: addresses[channel] == nil ? nil : Status(words("outreach.verified"), .good),
                change: Link(
                    words(addresses[channel] == nil ? "outreach.address.add" : "outreach.address.change"),
                    visit.link(path)))
        }
        rows.append(
            .init(
                words("outreach.feed"), words("outreach.feed.hint"),
                change: Link(words("outreach.feed.show"), visit.link("/subscriptions/feed"))))
        rows.append(
            .init(
                words("outreach.interests"), words("outreach.interests.hint"),
                change: Link(words("outreach.interests.show"), visit.link("/subscriptions/interests"))))
        page.rows = KeyValueList(rows)
        page.form = form
        return page
    }

    /// Whether a channel is set up on this site.
    func isOn(_ channel: ChannelKind) -> Bool { channels.contains { $0.kind == channel } }

    private func wishForm(_ visit: Visit) async throws -> Form {
        let (who, words) = (try visit.reader(), visit.words)
        let wish = try await wishes.wish(of: who.person)
        let silences = try await wishes.silences(of: who.person)
        let topics = MessageTopic.allCases.map { Field.Option($0.rawValue, words($0.word)) }
        var fields = ChannelKind.allCases.filter(isOn).map { channel in
            Field(
                "topics-\(channel.rawValue)",
                words("outreach.wishes.topics", ["channel": visit.name(of: channel)]),
                .checkBoxes(
                    topics,
                    chosen: MessageTopic.allCases.map(\.rawValue).filter {
                        !silences.contains(Silence(channel: channel, topic: $0))
                    }), isOptional: true)
        }
        let paces = Wish.Pace.allCases.map {
            Field.Option(
                $0.rawValue, words("outreach.pace.\($0.rawValue)"),
                hint: words("outreach.pace.\($0.rawValue).hint"))
        }
        let languages = [
            Field.Option("zh-Hans", words("outreach.language.zh")),
            Field.Option("en", words("outreach.language.en")),
        ]
        fields += [
            Field("pace", words("outreach.pace"), .radios(paces, chosen: wish.pace.rawValue)),
            Field(
                "quiet-from", words("outreach.quiet.from"), .text(Self.clock(wish.quietFrom), width: .short),
                hint: words("outreach.quiet.hint")),
            Field(
                "quiet-until", words("outreach.quiet.until"),
                .text(Self.clock(wish.quietUntil), width: .short)),
            Field(
                "limit", words("outreach.limit"),
                .number(String(wish.dailyLimit), unit: words("outreach.limit.unit")),
                hint: words("outreach.limit.hint")),
            Field("language", words("outreach.language"), .radios(languages, chosen: wish.language)),
        ]
        return Form(
            to: "/subscriptions", in: visit, fields: fields, button: words("outreach.wishes.choose"))
    }

    private func choose(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (who, words) = (try visit.reader(), visit.words)
        var wish = try await wishes.wish(of: who.person)
        var faults: [FieldFault] = []
        func take<Value>(_ name: String, _ word: String, _ read: (String) -> Value?) -> Value? {
            let value = read(submission.text(name))
            if value == nil { faults.append(FieldFault(name, words(word))) }
            return value
        }
        wish.pace = take("pace", "outreach.pace.missing") { Wish.Pace(rawValue: $0) } ?? wish.pace
        wish.quietFrom = take("quiet-from", "outreach.quiet.fault", Self.minutes) ?? wish.quietFrom
        wish.quietUntil = take("quiet-until", "outreach.quiet.fault", Self.minutes) ?? wish.quietUntil
        wish.dailyLimit =
            take("limit", "outreach.limit.fault") { text in
                Int(text).flatMap { (0...100).contains($0) ? $0 : nil }
            } ?? wish.dailyLimit
        wish.language =
            take("language", "outreach.language.missing") { ["zh-Hans", "en"].contains($0) ? $0 : nil }
            ?? wish.language
        guard faults.isEmpty else {
            let form = try await wishForm(visit).filled(by: submission, faults: faults)
            return .refused(try await wishPage(visit, form: form))
        }
        // What is said about channels that are off here is kept as it was.
        var silences = try await wishes.silences(of: who.person).filter { !isOn($0.channel) }
        for channel in ChannelKind.allCases where isOn(channel) {
            let chosen = Set(submission.all("topics-\(channel.rawValue)"))
            for topic in MessageTopic.allCases where !chosen.contains(topic.rawValue) {
                silences.insert(Silence(channel: channel, topic: topic.rawValue))
            }
        }
        try await wishes.choose(
            wish, silences, for: who.person, once: visit.key(submission, "choose"))
        return .redirect(to: "/subscriptions").saying(words("outreach.wishes.kept"))
    }

    /// `22:00` as minutes after midnight; full-width signs count.
    static func minutes(_ text: String) -> Int? {
        let plain = text.precomposedStringWithCompatibilityMapping
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour),
            (0...59).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    static func clock(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    private func interestPage(_ visit: Visit) async throws -> OutreachPage {
        let (who, words) = (try visit.reader(), visit.words)
        let all = try await database.read { try $0.interests(of: who.person) }
        var page = OutreachPage(
            words("outreach.interests"), in: visit,
            below: [Link(words("outreach.wishes"), visit.link("/subscriptions"))])
        page.lead = words("outreach.interests.lead")
        page.actions = all.map { Link($0.title, visit.link(toMessagePath: $0.path)) }
        if all.isEmpty {
            page.empty = words("outreach.interests.none")
        } else {
            let options = all.map { Field.Option("\($0.kind) \($0.key)", $0.title) }
            page.form = Form(
                to: "/subscriptions/interests", in: visit,
                fields: [
                    Field("interest", words("outreach.interests.which"), .checkBoxes(options))
                ], button: words("outreach.interests.end"))
        }
        return page
    }

    private func endInterests(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let (who, words) = (try visit.reader(), visit.words)
        let chosen = Set(submission.all("interest"))
        guard !chosen.isEmpty else {
            var page = try await interestPage(visit)
            page.form = page.form?.filled(
                by: submission, faults: [FieldFault("interest", words("outreach.interests.missing"))])
            return .refused(page)
        }
        try await database.write(once: visit.key(submission, "interests")) { tx in
            for one in try tx.interests(of: who.person) where chosen.contains("\(one.kind) \(one.key)") {
                try tx.unsubscribe(who.person, kind: one.kind, key: one.key)
            }
            return true
        }
        return .redirect(to: "/subscriptions/interests").saying(words("outreach.interests.ended"))
    }
}
