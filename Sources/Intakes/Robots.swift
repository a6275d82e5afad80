// SPDX-License-Identifier: Apache-2.0

/// What a site lets programs read (RFC 9309).
struct Robots: Hashable, Sendable {
    private var rules: [(isAllowed: Bool, pattern: String)] = []
    /// Seconds that the site asks for between two requests; nil when it does not say.
    private(set) var delaySeconds: Int?

    /// Of a site without rules.
    static let open = Robots()

    private init() {}

    /// Reads the rules for a program, or those for all when none names it.
    init(_ text: String, for agent: String) {
        var groups: [(agents: [String], rules: [(Bool, String)], delay: Int?)] = []
        var isNaming = false
        for line in text.prefix(512 << 10).split(whereSeparator: \.isNewline) {
            let plain = line.prefix { $0 != "#" }
            let halves = plain.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { continue }
            let key = halves[0].filter { !$0.isWhitespace }.lowercased()
            let value = halves[1].filter { !$0.isWhitespace }
            switch key {
            case "user-agent":
                if !isNaming { groups.append(([], [], nil)) }
                groups[groups.count - 1].agents.append(value.lowercased())
                isNaming = true
            case "allow" where !groups.isEmpty, "disallow" where !groups.isEmpty:
                isNaming = false
                if !value.isEmpty { groups[groups.count - 1].rules.append((key == "allow", value)) }
            case "crawl-delay" where !groups.isEmpty:
                isNaming = false
                groups[groups.count - 1].delay = Int(value.prefix { $0 != "." })
            default: isNaming = isNaming && !groups.isEmpty
            }
        }
        let own = groups.filter { $0.agents.contains(agent.lowercased()) }
        for group in own.isEmpty ? groups.filter({ $0.agents.contains("*") }) : own {
            rules += group.rules
            delaySeconds = group.delay ?? delaySeconds
        }
    }

    /// Whether a path with its query may be read: the longest rule decides, allowing wins a tie.
    func allows(_ path: String) -> Bool {
        var best: (length: Int, isAllowed: Bool)?
        for rule in rules where Self.matches(Array(rule.pattern.utf8), Array(path.utf8)) {
            let length = rule.pattern.utf8.count
            if best.map({ (length, rule.isAllowed ? 1 : 0) > ($0.length, $0.isAllowed ? 1 : 0) }) ?? true {
                best = (length, rule.isAllowed)
            }
        }
        return best?.isAllowed ?? true
    }

    /// `*` stands for anything, `$` at the end for the path's end. Never backtracks further than the last
    /// `*`.
    static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
        let isAnchored = pattern.last == UInt8(ascii: "$")
        let pattern = isAnchored ? pattern.dropLast() : pattern[...]
        var (at, place) = (pattern.startIndex, 0)
        var star: (at: Int, place: Int)?
        while true {
            if at == pattern.endIndex {
                if !isAnchored || place == path.count { return true }
            } else if pattern[at] == UInt8(ascii: "*") {
                star = (at + 1, place)
                at += 1
                continue
            } else if place < path.count, pattern[at] == path[place] {
                (at, place) = (at + 1, place + 1)
                continue
            }
            guard let last = star, last.place < path.count else { return false }
            star = (last.at, last.place + 1)
            (at, place) = (last.at, last.place + 1)
        }
    }

    static func == (left: Robots, right: Robots) -> Bool {
        left.delaySeconds == right.delaySeconds
            && left.rules.map(\.isAllowed) == right.rules.map(\.isAllowed)
            && left.rules.map(\.pattern) == right.rules.map(\.pattern)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(rules.map(\.pattern)) }
}
