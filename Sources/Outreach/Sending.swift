// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Store

/// A worker's round on one channel: takes over what was lost, takes what is due, sends it, writes what became
/// of it. That a letter begins is kept before the other side is asked, its outcome after, as an effect of a
/// job is (`JobContext.effect`), but for many letters in one commit: a commit for each would be the limit.
struct Sending: Sendable {
    let store: DeliveryStore
    let writing: LetterWriting
    let channel: any LetterChannel
    /// Deliveries in one round.
    var limit = 500

    /// One round; gives how many deliveries it had in hand.
    func round() async throws -> Int {
        let pause = channel.hasOneServer ? try await store.pause(of: channel.kind) : nil
        if let pause, store.database.ground.now() < pause.endsAt { return 0 }
        let claim = store.database.ground.uuid().uuidString.lowercased()
        let lost = try await store.takeOverLost(channel.kind, as: claim, limit: limit)
        if !lost.isEmpty { try await settle(lost, claim) }
        let fresh = "\(claim)/new"
        // After a pause one letter finds out whether the server is there again.
        let due = try await store.claim(channel.kind, as: fresh, limit: pause == nil ? limit : 1)
        if !due.isEmpty { try await send(due, fresh, after: pause) }
        return lost.count + due.count
    }

    /// What was not begun goes back; of the rest the other side is asked.
    private func settle(_ lost: [ClaimedDelivery], _ claim: String) async throws {
        let untouched = lost.filter { !$0.wasBegun }
        try await store.write(
            untouched.map { DeliveryResult(id: $0.id, state: .waiting, reason: .none) }, as: claim)
        for written in try await written(lost.filter(\.wasBegun)) {
            let outcome = await channel.outcome(of: written.letter)
            try await store.write(results(of: written, outcome), as: claim)
        }
    }

    private func send(
        _ claimed: [ClaimedDelivery], _ claim: String, after pause: ChannelPause?
    ) async throws {
        let now = store.database.ground.now()
        let late = claimed.filter { $0.message.isExpired(at: now) }
        let due = claimed.filter { !$0.message.isExpired(at: now) }
        try await store.write(
            late.map { DeliveryResult(id: $0.id, state: .expired, reason: .none) }
                + due.filter { $0.address == nil }.map {
                    DeliveryResult(id: $0.id, state: .failed, reason: .noAddress)
                }, as: claim)
        let letters = try await written(due.filter { $0.address != nil })
        var isPaused = pause != nil
        for (place, part) in letters.inParts(of: channel.together).enumerated() {
            let mine = try await store.begin(part.flatMap { $0.deliveries.map(\.id) }, as: claim)
            let still = part.filter { written in written.deliveries.allSatisfy { mine.contains($0.id) } }
            guard !still.isEmpty else { continue }
            let outcomes = await channel.send(still.map(\.letter))
            try await store.write(
                zip(still, outcomes).flatMap { results(of: $0.0, $0.1) }, as: claim)
            guard channel.hasOneServer else { continue }
            if outcomes.allSatisfy({ $0 == .later(.unreachable) }) {
                try await store.lengthenPause(of: channel.kind, known: pause)
                let rest = letters.dropFirst((place + 1) * channel.together)
                return try await store.giveBack(rest.flatMap { $0.deliveries.map(\.id) }, as: claim)
            }
            if isPaused { try await store.endPause(of: channel.kind) }
            isPaused = false
        }
    }

    private func written(_ deliveries: [ClaimedDelivery]) async throws -> [WrittenLetter] {
        guard !deliveries.isEmpty else { return [] }
        let people = Array(Set(deliveries.map(\.person)))
        let chosen = try await store.database.read { try $0.wishes(of: people) }
        return writing.letters(deliveries, on: channel.kind, wishes: chosen)
    }

    /// What is written of each delivery in a letter. They stay together: a digest is tried again as one, but
    /// for what is of no use any more by then.
    private func results(of written: WrittenLetter, _ outcome: LetterOutcome) -> [DeliveryResult] {
        switch outcome {
        case .sent: written.deliveries.map { DeliveryResult(id: $0.id, state: .sent, reason: .none) }
        case .refused(let reason):
            written.deliveries.map { DeliveryResult(id: $0.id, state: .failed, reason: reason) }
        case .unsure: written.deliveries.map { DeliveryResult(id: $0.id, state: .failed, reason: .unsure) }
        case .later(let reason): later(written.deliveries, reason)
        }
    }

    private func later(_ deliveries: [ClaimedDelivery], _ reason: DeliveryReason) -> [DeliveryResult] {
        let ground = store.database.ground
        let attempt = deliveries.map(\.attempt).max() ?? 0
        let due = ground.now() + DeliveryReason.wait(afterAttempt: attempt, random: ground.random())
        let since = deliveries.map(\.triedSince).min() ?? ground.now()
        return deliveries.map { one in
            let isOver = due - since > DeliveryReason.patience
            let state: DeliveryState =
                one.message.isExpired(at: due) ? .expired : isOver ? .failed : .waiting
            return DeliveryResult(id: one.id, state: state, reason: reason, dueAt: due)
        }
    }
}
