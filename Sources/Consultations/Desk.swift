// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

/// Who answers: a department, or the operator of a region where there is none, with the reason why.
struct Desk: Hashable, Sendable {
    /// Nil for the operator of the region.
    var department: ID<Department>?
    /// The department's name; empty for the operator.
    var name: String
    var region: Region
    var route: Inquiry.Route
}

/// The desks at which somebody works: departments, all departments of regions, operators of regions.
struct DeskSpan: Sendable {
    var departments: [ID<Department>] = []
    var officialRegions: [Region] = []
    var operatorRegions: [Region] = []

    /// The desks of an identity's roles.
    init(of identity: Identity?) {
        for grant in identity?.grants ?? [] {
            switch (grant.role, grant.department) {
            case (.official, let department?): departments.append(department)
            case (.official, nil): officialRegions.append(grant.region)
            case (.operator, _): operatorRegions.append(grant.region)
            default: continue
            }
        }
    }

    /// Whether a question lies at one of the desks.
    func holds(_ question: Inquiry) -> Bool {
        guard let department = question.department else {
            return operatorRegions.contains { question.region.isWithin($0) }
        }
        return departments.contains(department)
            || officialRegions.contains { question.region.isWithin($0) }
    }

    var isEmpty: Bool { departments.isEmpty && officialRegions.isEmpty && operatorRegions.isEmpty }
}

extension Consultations {
    /// Who answers questions about a policy, found anew for each: departments end, people leave.
    func desk(of policy: Policy?, near region: Region) async throws -> Desk {
        guard let policy else { return try await operatorDesk(.noPolicy, in: region, near: region) }
        guard let id = policy.department else {
            return try await operatorDesk(.noDepartment, in: policy.region, near: region)
        }
        guard let department = try await accounts.store.department(id) else {
            return try await operatorDesk(.departmentEnded, in: policy.region, near: region)
        }
        let now = database.ground.now()
        let officials = try await database.read {
            try $0.holders(of: .official, for: id, in: department.region, at: now)
        }
        guard !officials.isEmpty else {
            return try await operatorDesk(.nobodyThere, in: policy.region, near: region)
        }
        return Desk(
            department: id, name: department.name, region: department.region, route: .policyDepartment)
    }

    /// The operator of a region; where there is none, that of the asker's region, then any: a question about
    /// a policy of the state is not left with nobody on a city's site.
    private func operatorDesk(
        _ route: Inquiry.Route, in region: Region, near: Region
    ) async throws -> Desk {
        let now = database.ground.now()
        let staffed = try await database.read { try $0.regions(holding: .operator, at: now) }
        if staffed.contains(where: { region.isWithin($0) }) {
            return Desk(name: "", region: region, route: route)
        }
        let local = staffed.first { near.isWithin($0) } ?? staffed.first
        guard let local else { return Desk(name: "", region: region, route: .unmanned) }
        return Desk(
            name: "", region: local, route: route == .noPolicy ? route : .localOperator)
    }

    /// How a page names a desk.
    func name(of desk: Desk, in visit: Visit) -> String {
        desk.department == nil
            ? visit.words("consultations.operator", ["region": visit.text(desk.region)]) : desk.name
    }

    /// How a page names where a question lies.
    func deskName(of question: Inquiry, in visit: Visit) async throws -> String {
        guard let id = question.department, let department = try await accounts.store.department(id) else {
            return visit.words("consultations.operator", ["region": visit.text(question.region)])
        }
        return department.name
    }
}
