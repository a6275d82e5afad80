// SPDX-License-Identifier: Apache-2.0
import Standards
import Store

/// The round over all open questions each working morning: deadlines that can be counted now are counted,
/// and who has to answer today or is late is told, until it is done.
enum Rounds {
    static let kind = JobKind<Int64>("consultations.rounds")
    /// 08:30 in China.
    static let schedule = Schedule("consultations.rounds", .daily(minute: 510), kind: kind)
}

extension Consultations {
    func rounds(_ context: JobContext) async throws {
        try await lookAtOpenQuestions()
        try await context.finish { _ in }
    }

    /// Looks at each open question once, two hundred in a transaction.
    func lookAtOpenQuestions() async throws {
        var last: Int64 = 0
        while true {
            let after = last
            let open = try await database.read { try $0.openQuestions(after: after, limit: 200) }
            guard let end = open.last else { break }
            last = end.number
            try await look(at: open)
        }
    }

    private func look(at open: [Inquiry]) async throws {
        let calendar = calendar
        try await database.write { tx in
            let today = Day(milliseconds: tx.ground.now())
            for found in open {
                // It may have been answered since it was read.
                guard let question = try tx.question(numbered: found.number), question.state != .answered
                else { continue }
                var clock = question.clock
                if clock.complete(kind: question.kind, by: calendar) {
                    try tx.setClock(question, clock, state: question.state)
                }
                switch clock.standing(on: today, kind: question.kind, by: calendar) {
                case .overdue:
                    try tx.tellDesk(.overdue, of: question, on: today.number)
                    try tx.tellSupervisors(of: question, .overdue, on: today.number)
                case .soon(0, _): try tx.tellDesk(.dueToday, of: question, on: today.number)
                default: continue
                }
            }
        }
    }
}
