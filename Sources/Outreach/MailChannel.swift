// SPDX-License-Identifier: Apache-2.0
import Logging
import Store

/// E-mail over SMTP: a few connections at once, many letters on each.
struct MailChannel: LetterChannel {
    let settings: MailSettings
    let ground: Ground
    var connections = 4
    let kind = ChannelKind.email
    let hasOneServer = true
    /// Few enough that all are through, or given up, long before a claim ends.
    let together = 12
    private let log = Logger(label: "yumiao.outreach.mail")

    init(_ settings: MailSettings, ground: Ground) {
        self.settings = settings
        self.ground = ground
    }

    func send(_ letters: [Letter]) async -> [LetterOutcome] {
        let size = max((letters.count + connections - 1) / connections, 1)
        let parts = letters.inParts(of: size)
        return await withTaskGroup(of: (Int, [LetterOutcome]).self) { group in
            for (place, part) in parts.enumerated() {
                group.addTask { (place, await sendInTurn(Array(part))) }
            }
            var found: [Int: [LetterOutcome]] = [:]
            for await (place, outcomes) in group { found[place] = outcomes }
            return parts.indices.flatMap { found[$0] ?? [] }
        }
    }

    /// A mail server cannot be asked. A mail whose answer was lost is sent again, as RFC 5321, 4.5.4.1 wants,
    /// under the same Message-ID, by which the reader's server knows it.
    func outcome(of letter: Letter) async -> LetterOutcome { .later(.unsure) }

    private func sendInTurn(_ letters: [Letter]) async -> [LetterOutcome] {
        var outcomes: [LetterOutcome] = []
        var connection: SMTPConnection?
        for letter in letters {
            // A server that cannot be reached now will not be reached in this moment either.
            guard var open = await ready(connection) else { break }
            do {
                outcomes.append(try await send(letter, over: &open))
                connection = open
            } catch {
                log.warning("mail server", metadata: ["fault": .string(String(reflecting: error))])
                outcomes.append(.later(error is LostAnswer ? .unsure : .unreachable))
                await open.drop()
                connection = nil
            }
        }
        if var connection { await connection.close() }
        return outcomes + letters.dropFirst(outcomes.count).map { _ in .later(.unreachable) }
    }

    /// The connection at hand, or a new one; nil when there is none to be had.
    private func ready(_ connection: SMTPConnection?) async -> SMTPConnection? {
        if let connection { return connection }
        do {
            return try await SMTPConnection.open(settings)
        } catch {
            log.warning("mail server", metadata: ["fault": .string(String(reflecting: error))])
            return nil
        }
    }

    private func send(_ letter: Letter, over connection: inout SMTPConnection) async throws -> LetterOutcome {
        guard let address = MailAddress(letter.address) else { return .refused(.refused) }
        if let refusal = try await connection.address(from: settings.from, to: address.text) {
            try await connection.reset()
            guard !refusal.isSender, refusal.code >= 500 else { return .later(.busy) }
            return .refused(.refused)
        }
        let go = try await connection.beginData()
        guard go == 354 else {
            try await connection.reset()
            return go >= 500 ? .refused(.rejected) : .later(.busy)
        }
        let text = MailText(from: settings.from, name: settings.name)
        let bytes = text.bytes(of: letter, to: address, at: ground.now())
        let code: Int
        do {
            code = try await connection.endData(bytes)
        } catch {
            throw LostAnswer()
        }
        if code == 250 { return .sent("250") }
        return code >= 500 ? .refused(.rejected) : .later(.busy)
    }
}

/// The connection ended after the mail had left and before its answer came.
private struct LostAnswer: Error {}
