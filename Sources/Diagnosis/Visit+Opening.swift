// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

extension Visit {
    /// Whether a person opens this page, as far as a request tells. Browsers that fetch ahead, messengers
    /// that look at a link for its preview, and search engines do not count as readers.
    var isOpenedByPerson: Bool {
        guard method == .get else { return false }
        if header("Sec-Purpose") != nil || header("Purpose") != nil || header("X-Moz") != nil { return false }
        if let mode = header("Sec-Fetch-Mode"), mode != "navigate" { return false }
        let agent = header("User-Agent")?.lowercased() ?? ""
        return !Self.robots.contains { agent.contains($0) }
    }

    private static let robots = [
        "bot", "spider", "crawl", "preview", "facebookexternalhit", "slurp", "curl/", "wget/", "python",
    ]

    private func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }
}
