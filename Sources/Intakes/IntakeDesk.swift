// SPDX-License-Identifier: Apache-2.0
import Accounts
import Site
import Standards
import Store

extension Intakes {
    /// For the desk: what watched sources brought and nobody has decided about; nil where nothing waits.
    func findingsDeskPanel(_ visit: Visit) async throws -> Panel? {
        let words = visit.words
        let open = try await findingStore.findings(
            in: .open, of: authorisation.regions(of: visit.who, for: .intakeWatch))
        guard !open.isEmpty else { return nil }
        return Panel(
            id: "intake-findings", title: words("intakes.findings"),
            text: words.counted("intakes.desk.findings", open.count),
            links: [Link(words("intakes.findings"), visit.link("/intakes/findings"))])
    }

    /// Imports that were tried and that a person may begin. Of those that go in as released, not the person's
    /// own: a second one begins them.
    func runsToBegin(by who: Identity?) async throws -> [IntakeRun] {
        try await runStore.runs(in: authorisation.regions(of: who, for: .intakeImport), at: .shown).filter {
            (!$0.isRelease || $0.actor != who?.actor) && $0.counts.added + $0.counts.revised > 0
        }
    }

    /// For the desk: imports that wait for the reader; nil where none does.
    func runsDeskPanel(_ visit: Visit) async throws -> Panel? {
        let words = visit.words
        let mine = try await runsToBegin(by: visit.who)
        guard !mine.isEmpty else { return nil }
        return Panel(
            id: "intake-runs", title: words("intakes.desk.runs.title"),
            text: words.counted("intakes.desk.runs", mine.count),
            links: mine.prefix(10).map { Link($0.fileName, visit.link($0.path)) })
    }
}
