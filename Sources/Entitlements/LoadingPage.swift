// SPDX-License-Identifier: Apache-2.0
import Audience
import Site

extension Entitlements {
    /// What a page answers; while policies are being read, which takes seconds, a page that says so and links
    /// to itself: nothing is broken, and the address stays good.
    func loaded(_ visit: Visit, _ reply: () async throws -> Reply) async throws -> Reply {
        do {
            return try await reply()
        } catch AudienceFault.notLoaded {
            return .page(loadingPage(visit))
        }
    }

    private func loadingPage(_ visit: Visit) -> EntitlementPage {
        let words = visit.words
        var page = EntitlementPage(words("entitlements.loading"), in: visit)
        page.notices = [
            Notice(words("entitlements.loading.reason"), .info, text: words("entitlements.loading.advice"))
        ]
        page.actions = [Link(words("entitlements.loading.again"), visit.linkHere(changing: []))]
        return page
    }
}
