// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Store

extension Permission {
    /// Sees drafts of the own region or department.
    public static let draftsRead = Permission("drafts.read")
    /// Writes drafts and sends them on to be checked.
    public static let draftsWrite = Permission("drafts.write")
    /// Checks what others wrote.
    public static let draftsCheck = Permission("drafts.check")
    /// Gives one of the two releases, and withdraws.
    public static let draftsRelease = Permission("drafts.release")
}

extension Drafts {
    /// Who is admitted to what this room does. Who wrote at a version does not check it, and nobody gives
    /// both releases: the store sees to that.
    public static let admissions: [Permission: Admission] = [
        .draftsRead: .roles([.editor, .official, .supervisor]),
        .draftsWrite: .roles([.editor, .official]),
        .draftsCheck: .roles([.editor, .supervisor]),
        .draftsRelease: .roles([.editor, .supervisor]),
    ]

    /// The version of the address, if the reader may do this to it.
    func load(_ visit: Visit, _ permission: Permission) async throws -> PolicyVersion {
        guard let id = ID<PolicyVersion>(visit.parameter("id")),
            let version = try await policies.store.version(id)
        else { throw SiteFault.notFound }
        try authorisation.require(visit, permission, on: version.policy.subject)
        return version
    }

    /// Who acts.
    func actor(_ visit: Visit) throws -> Identity {
        guard let who = visit.who else { throw SiteFault.unauthorised }
        return who
    }
}
