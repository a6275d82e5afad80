// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Standards
import Store

/// A city to try everything with: departments, people of each role, enterprises that do not exist. It has a
/// data folder of its own and is never made where anything else is, so that taking it away is taking the
/// folder away.
///
/// ```swift
/// try await ExampleCity(database: database).make(2_000, enterprises: enterprises, accounts: accounts.store)
/// let offers = try await ExampleCity(database: database).signIns()
/// ```
public struct ExampleCity: Sendable {
    let store: ExampleStore

    /// The example city in a database, whether it is there or not.
    public init(database: Database) {
        store = ExampleStore(database: database)
    }

    /// Its tables.
    public static let migrations = ExampleSchema.migrations

    /// Who does all this, in the audit.
    public static let actor = "example-city"

    /// Who is offered on the sign-in page; nobody where there is no example city.
    public func signIns() async throws -> [ExampleSignIn] { try await store.signIns() }

    /// Whether this is the data of an example city.
    public func isHere() async throws -> Bool { try await store.madeAt() != nil }

    /// Makes the city: some seconds for 2,000 enterprises.
    ///
    /// - Parameters:
    ///   - count: how many enterprises.
    ///   - withFacts: how many of them state facts; the rest of a large register for measurements does not.
    ///   - policies: what is offered there; nil for nothing.
    /// - Returns: the editor who keeps what is offered.
    /// - Throws: ``ExampleFault/notEmpty`` where there is anybody or anything already.
    @discardableResult
    public func make(
        _ count: Int, withFacts: Int = 2_000, enterprises: Enterprises, accounts: AccountStore,
        policies: ExamplePolicies? = nil
    ) async throws -> Identity {
        guard try await store.isEmpty() else { throw ExampleFault.notEmpty }
        let today = Day(milliseconds: store.database.ground.now())
        var source = try ExampleEnterprises(seed: 20_261_121, today: today)
        try await store.mark()
        var labels: [EnterpriseLabel] = []
        for start in stride(from: 0, to: count, by: 500) {
            let part = try source.next(min(500, count - start), hasFacts: start < withFacts)
            let ids = try await enterprises.take(part.map(\.registration), by: Self.actor)
            if labels.isEmpty {
                labels = zip(ids, part).map { EnterpriseLabel(id: $0, name: $1.name, region: $1.region) }
            }
        }
        let (departments, editor) = try await people(labels, accounts)
        try await policies?.put(by: editor, departments: departments)
        return editor
    }

    /// - Returns: the departments by name, and the editor who put the policies in.
    private func people(
        _ enterprises: [EnterpriseLabel], _ accounts: AccountStore
    ) async throws -> ([String: ID<Department>], Identity) {
        var editor: Identity?
        var departments: [String: ID<Department>] = [:]
        for (name, code, isPark) in ExamplePerson.departments {
            departments[name] = try await accounts.addDepartment(
                name, region: try region(code), isPark: isPark, actor: Self.actor)
        }
        for (place, person) in ExamplePerson.all.enumerated() {
            let id = try await accounts.addPerson(name: person.name, isExample: true, actor: Self.actor)
            if let role = person.role {
                let grant = Grant(
                    role, in: try region(person.region),
                    department: person.department.flatMap { departments[$0] })
                try await accounts.grant(grant, to: id, actor: Self.actor)
            }
            for number in person.enterprises where number < enterprises.count {
                try await accounts.join(enterprises[number], id, rights: person.rights, actor: Self.actor)
            }
            try await store.offer(
                ExampleSignIn(person: id, chinese: person.chinese, english: person.english), at: place)
            if person.role == .editor { editor = Identity(person: id, name: person.name) }
        }
        guard let editor else { throw ExampleFault.editorMissing }
        return (departments, editor)
    }

    private func region(_ code: String) throws -> Region {
        guard let region = Region(code: code) else { throw ExampleFault.regionUnknown(code) }
        return region
    }
}

extension ExampleEnterprise {
    /// The enterprise as the register takes it.
    var registration: Registration {
        let entry = RegisterEntry(
            code: creditCode, name: name, region: region, industry: industry, founded: founded,
            legalForm: "有限责任公司", source: "示例", isExample: true)
        return Registration(
            entry: entry,
            facts: facts.map { StatedFact(word: $0.word, year: $0.year, text: $0.value, source: $0.source) })
    }
}
