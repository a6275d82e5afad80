// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// The first page: what can be done here, and how far it is trusted.
struct HomePage: Page {
    let title: String
    let lead: String
    let start: Link
    let quickNote: String
    /// What other rooms have for everybody, or for the enterprise that the visitor acts for.
    let panels: [Panel]
    let doors: [Card]
    /// The nation's standards, each with the way to it.
    let standards: [Link]
    let facts: [String]

    init(in visit: Visit, room: Diagnosis, panels: [Panel]) {
        self.panels = panels
        let words = visit.words
        title = words("diagnosis.home.title")
        lead = words("diagnosis.home.lead")
        start = Link(words("diagnosis.check.quick"), visit.link("/check/question"))
        quickNote = words("diagnosis.home.note", ["count": String(Answers.quickCount)])
        doors = [
            Card(
                title: words("diagnosis.size"), href: visit.link("/size"),
                text: words("diagnosis.home.size")),
            Card(
                title: words("diagnosis.check.exact"), href: visit.link("/check"),
                text: words("diagnosis.home.exact")),
            Card(
                title: words("diagnosis.rules"), href: visit.link("/rules"),
                text: words("diagnosis.home.rules")),
        ]
        let today = visit.today
        let inForce = room.library.rules(on: today, for: .application, in: nil)
        standards = inForce.filter { $0.isNational && Answers.Scope.ladder.holds($0) }.map { rule in
            Link(rule.title(english: visit.isEnglish), visit.link("/rules/\(rule.code)"))
        }
        facts = [
            words("diagnosis.home.inForce", ["count": String(inForce.count), "day": visit.text(of: today)]),
            words("diagnosis.home.stored"), words("diagnosis.home.honest"),
        ]
    }
}
