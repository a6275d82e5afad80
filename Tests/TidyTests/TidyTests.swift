// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("The project is tidy")
struct TidyTests {
    private static let project = Result { try Project.here() }

    @Test("The project keeps it", arguments: Check.all)
    func projectKeeps(_ check: Check) throws {
        let project = try Self.project.get()
        let differences = Debts(in: project).differences(of: check, in: project)
        #expect(differences.isEmpty, "\n\(differences.joined(separator: "\n"))")
    }

    @Test("A planted fault is found, on its line, and nothing else", arguments: Check.all)
    func plantedFaultIsFound(_ check: Check) {
        #expect(!check.bad.isEmpty, "a check without a control proves nothing")
        for control in check.bad {
            let found = check.find(Project(control.texts))
            #expect(found.map(\.line).sorted() == control.lines, "\(control.texts): \(found)")
        }
    }

    @Test("What only looks like a fault is left alone", arguments: Check.all)
    func innocentIsLeftAlone(_ check: Check) {
        for texts in check.good {
            #expect(check.find(Project(texts)) == [], "\(texts)")
        }
    }

    @Test("The project is read whole: itself, its packages, its rules")
    func projectIsRead() throws {
        let paths = try Self.project.get().paths
        #expect(paths.isSuperset(of: ["Package.swift", "Makefile", "Tests/TidyTests/TidyTests.swift"]))
        #expect(try Self.project.get().sources.count > 50)
    }

    @Test("Every debt names a check that exists")
    func debtsAreKnown() throws {
        let claims = Set(Check.all.map(\.claim))
        #expect(claims.count == Check.all.count, "two checks with one claim")
        for debt in try Debts(in: Self.project.get()).rows {
            #expect(claims.contains(debt.claim), "\(debt)")
        }
    }
}
