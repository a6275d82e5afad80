// SPDX-License-Identifier: Apache-2.0

extension Visit {
    /// This page as a path with its query, below the base path and without preferences: to come back to.
    public var here: String {
        let kept = query.pairs.filter { !ChosenPreferences.isChoice($0.name, $0.value) && $0.name != "back" }
        let values = NamedValues(kept.map { ($0.name, $0.value) })
        return PercentCoding.encodePath(path) + (values.pairs.isEmpty ? "" : "?" + values.encoded)
    }

    /// Where a text such as ``here`` leads, when that is a page of this site and nowhere else; nil for any
    /// other text, so that nobody is sent away by a link that somebody else made (ASVS 3.7.2).
    public func way(to text: String) -> (path: String, query: [(String, String)])? {
        guard Reply.isInside(text),
            let address = try? Address(text, basePath: "", limits: parts.settings.limits)
        else { return nil }
        return (address.path, address.query.pairs.map { ($0.name, $0.value) })
    }
}

extension Reply {
    /// The same reply with the cookies that another one gives.
    public func takingCookies(of other: Reply) -> Reply {
        var reply = self
        reply.cookies += other.cookies
        return reply
    }
}
