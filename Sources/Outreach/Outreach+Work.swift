// SPDX-License-Identifier: Apache-2.0
import Site
import Store

extension Outreach {
    private static let minute = JobKind<Int64>("outreach.minute")

    /// The work that is done in the background.
    public var handlers: [JobWork] {
        [
            JobWork(expansionKind) { _, _ in
                while try await expansion.expand() == ExpansionStore.batch {}
            },
            JobWork(sendingKind) { context, name in
                guard let channel = channels.first(where: { $0.kind.rawValue == name }) else { return }
                let sending = sending(channel)
                while try await sending.round() > 0 { try await context.extend() }
            },
            JobWork(Self.minute) { _, _ in try await expansion.wake() },
            JobWork(AddressCodes.job) { context, id in try await sendCode(id, context) },
            JobWork(mailingKind) { context, id in try await mail(id, context) },
        ]
    }

    /// The work that comes back by the clock.
    public var schedules: [Schedule] {
        [Schedule("outreach.minute", .everyMinutes(1), kind: Self.minute)]
    }

    /// Wakes what waits, as each minute does.
    package func wake() async throws { try await expansion.wake() }

    func sending(_ channel: any LetterChannel) -> Sending {
        Sending(store: deliveries, writing: writing, channel: channel)
    }

    /// Sends a code: once, for a second one would only confuse.
    private func sendCode(_ id: String, _ context: JobContext) async throws {
        let now = database.ground.now()
        guard let code = try await database.read({ try $0.codeToSend(id, at: now) }),
            let channel = channels.first(where: { $0.kind == code.channel })
        else { return }
        let wish = try await wishes.wish(of: code.person)
        let letter = letter(code, wish, at: now)
        _ = try await context.effect("outreach.code/\(id)") { _ in
            switch await channel.outcome(of: letter) {
            case .sent(let answer): .happened(answer)
            // A mail server cannot say; whoever waits for the code asks for another.
            default: .happened("unsure")
            }
        } call: { _ in
            switch await channel.send([letter]).first {
            case .sent(let answer): return answer
            case .refused(let reason), .later(let reason): return reason.rawValue
            case .unsure, nil: return "unsure"
            }
        }
    }

    private func letter(_ code: OpenCode, _ wish: Wish, at now: Int64) -> Letter {
        let words = writing.book[wish.language == "en" ? .english : .chinese]
        let digits = codes.digits(code.id)
        let isMail = code.channel == .email
        let title = isMail ? words("outreach.letter.code", ["code": digits]) : digits
        let item = Letter.Item(
            message: code.id, topic: AddressCodes.topic, title: title,
            text: words("outreach.letter.code.text"), link: nil)
        return Letter(
            id: code.id, person: code.person, address: code.address, items: [item], subject: title,
            lead: nil, footer: [], unsubscribe: nil, language: wish.language, createdAt: now)
    }
}
