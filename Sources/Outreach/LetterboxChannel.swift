// SPDX-License-Identifier: Apache-2.0
import Store

/// The stand-in of the example and of trials: letters are laid into a table, where the operators read them,
/// and nothing leaves the machine.
struct LetterboxChannel: LetterChannel {
    let kind: ChannelKind
    let hasOneServer = false
    let database: Database
    let together = 100

    func send(_ letters: [Letter]) async -> [LetterOutcome] {
        do {
            try await database.write { tx in
                for letter in letters { try tx.lay(letter, kind) }
            }
            return letters.map { _ in .sent("letterbox") }
        } catch {
            return letters.map { _ in .later(.unreachable) }
        }
    }

    func outcome(of letter: Letter) async -> LetterOutcome {
        do {
            let isThere = try await database.read { try $0.hasLetter(letter.id) }
            return isThere ? .sent("letterbox") : .later(.none)
        } catch {
            return .later(.unreachable)
        }
    }
}
