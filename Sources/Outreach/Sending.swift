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
        let claim = store.database.ground.uuid().uuidString.lowercased()
        let lost = try await store.takeOverLost(channel.kind, as: claim, limit: limit)
        if !lost.isEmpty { try await settle(lost, claim) }
        let fresh = "\(claim)/new"
        let due = try await store.claim(channel.kind, as: fresh, limit: limit)
        if !due.isEmpty { try await send(due, fresh) }
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

    private func send(_ due: [ClaimedDelivery], _ claim: String) async throws {
        let homeless = due.filter { $0.address == nil }
        try await store.write(
            homeless.map { DeliveryResult(id: $0.id, state: .failed, reason: .noAddress) }, as: claim)
        let letters = try await written(due.filter { $0.address != nil })
        for part in letters.inParts(of: channel.together) {
            let mine = try await store.begin(part.flatMap { $0.deliveries.map(\.id) }, as: claim)
            let still = part.filter { written in written.deliveries.allSatisfy { mine.contains($0.id) } }
            guard !still.isEmpty else { continue }
            let outcomes = await channel.send(still.map(\.letter))
            try await store.write(
                zip(still, outcomes).flatMap { results(of: $0.0, $0.1) }, as: claim)
        }
    }

    private func written(_ deliveries: [ClaimedDelivery]) async throws -> [WrittenLetter] {
        guard !deliveries.isEmpty else { return [] }
        let people = Array(Set(deliveries.map(\.person)))
        let chosen = try await store.database.read { try $0.wishes(of: people) }
        return writing.letters(deliveries, on: channel.kind, wishes: chosen)
    }

    /// What is written of each delivery in a letter. They stay together: a digest is tried again as one.
    private func results(of written: WrittenLetter, _ outcome: LetterOutcome) -> [DeliveryResult] {
        let ground = store.database.ground
        var verdict: (state: DeliveryState, reason: DeliveryReason) =
            switch outcome {
            case .sent: (.sent, .none)
            case .refused(let reason): (.failed, reason)
            case .unsure: (.failed, .unsure)
            case .later(let reason): (.waiting, reason)
            }
        var due: Int64?
        if verdict.state == .waiting {
            let attempt = written.deliveries.map(\.attempt).max() ?? 0
            if let wait = DeliveryReason.wait(afterAttempt: attempt, random: ground.random()) {
                due = ground.now() + wait
            } else {
                verdict.state = .failed
            }
        }
        return written.deliveries.map { [verdict, due] in
            DeliveryResult(id: $0.id, state: verdict.state, reason: verdict.reason, dueAt: due)
        }
    }
}
