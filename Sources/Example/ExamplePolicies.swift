// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Standards
import Store

/// What the example city offers: real standards of the packs with their own words, and invented policies of
/// the province, the city and its counties, whose titles say 示例.
///
/// ```swift
/// try await ExamplePolicies(store: policies.store, library: library).put(by: editor, departments: ids)
/// ```
public struct ExamplePolicies: Sendable {
    let store: PolicyStore
    let library: Library

    /// - Parameters:
    ///   - store: where they are put.
    ///   - library: the packs in use; standards that none of them holds are left out.
    public init(store: PolicyStore, library: Library) {
        self.store = store
        self.library = library
    }

    /// Every content with the day from which it is in force, as seen from a day.
    ///
    /// - Throws: ``ExampleFault`` for a place that does not exist.
    public func contents(on today: Day) throws -> [(content: PolicyContent, department: String?, from: Day)] {
        var all: [(content: PolicyContent, department: String?, from: Day)] = []
        for document in ExampleStandard.all {
            guard let (content, from) = try document.content(of: library) else { continue }
            all.append((content, document.department, from))
        }
        for policy in try ExamplePolicy.all() {
            for year in policy.years {
                let content = try policy.content(seenFrom: today, years: year)
                all.append((content, policy.department, content.validFrom ?? today))
            }
        }
        return all
    }

    /// Puts all of them into the library of policies, in force.
    func put(by editor: Identity, departments: [String: ID<Department>]) async throws {
        let today = Day(milliseconds: store.database.ground.now())
        for (number, offer) in try contents(on: today).enumerated() {
            let content = offer.content
            _ = try await store.adopt(
                content, keptBy: content.level == .nation ? .nation : content.region,
                department: offer.department.flatMap { departments[$0] }, from: offer.from, by: editor,
                once: "example-policy-\(number)")
        }
    }
}
