// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Synchronization

/// A figure that another part of the program gives to the metrics, such as jobs that wait.
public struct Gauge: Sendable {
    let name: String
    let help: String
    let labels: [(String, String)]
    let value: Double

    /// A figure; `name` in Prometheus's way: `yumiao_jobs_waiting`, units at the end. Labels take few values
    /// and never a person's.
    public init(_ name: String, _ help: String, _ value: Double, labels: [(String, String)] = []) {
        self.name = name
        self.help = help
        self.labels = labels
        self.value = value
    }
}

/// Counts requests for Prometheus. Labels are names of routes, never addresses or anything that a visitor
/// brought, so their number is bounded.
final class SiteMetrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    private struct Durations {
        var buckets = [Int](repeating: 0, count: SiteMetrics.bounds.count)
        var sum = 0.0
        var count = 0
    }

    private struct Counts {
        var answered: [Key: Int] = [:]
        var durations: [String: Durations] = [:]
        var inFlight = 0
    }

    /// Upper bounds of durations in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private let counts = Mutex(Counts())

    /// Notes that a request has begun, and says how many are under way with it.
    func begin() -> Int {
        counts.withLock {
            $0.inFlight += 1
            return $0.inFlight
        }
    }

    /// Notes that it was answered.
    func end(route: String, method: String, status: Int, seconds: Double) {
        let key = Key(route: route, method: Self.methods.contains(method) ? method : "other", status: status)
        counts.withLock { kept in
            kept.inFlight -= 1
            kept.answered[key, default: 0] += 1
            var durations = kept.durations[route] ?? Durations()
            durations.sum += seconds
            durations.count += 1
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                durations.buckets[index] += 1
            }
            kept.durations[route] = durations
        }
    }

    /// Everything in Prometheus's text format 0.0.4.
    func text(version: String, clients: Int, gauges: [Gauge]) -> String {
        let kept = counts.withLock { $0 }
        var lines = Lines()
        lines.head("yumiao_build_info", "gauge", "The program that runs.")
        lines.add("yumiao_build_info", [("version", version)], 1)
        lines.head("yumiao_requests_total", "counter", "Requests answered, by route, method and status.")
        for (key, count) in kept.answered.sorted(by: {
            ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status)
        }) {
            let labels = [("route", key.route), ("method", key.method), ("status", String(key.status))]
            lines.add("yumiao_requests_total", labels, Double(count))
        }
        lines.head("yumiao_request_duration_seconds", "histogram", "Time from a request to its answer.")
        for (route, durations) in kept.durations.sorted(by: { $0.key < $1.key }) {
            let name = "yumiao_request_duration_seconds"
            for (bound, count) in zip(Self.bounds, durations.buckets) {
                lines.add(name + "_bucket", [("route", route), ("le", Lines.number(bound))], Double(count))
            }
            lines.add(name + "_bucket", [("route", route), ("le", "+Inf")], Double(durations.count))
            lines.add(name + "_sum", [("route", route)], durations.sum)
            lines.add(name + "_count", [("route", route)], Double(durations.count))
        }
        lines.head("yumiao_requests_in_flight", "gauge", "Requests under way.")
        lines.add("yumiao_requests_in_flight", [], Double(kept.inFlight))
        lines.head("yumiao_rate_buckets", "gauge", "Clients whose rate is remembered.")
        lines.add("yumiao_rate_buckets", [], Double(clients))
        lines.add(gauges: gauges + ProcessFigures.gauges)
        return lines.text
    }

    /// Lines of the text format.
    private struct Lines {
        private(set) var text = ""

        mutating func head(_ name: String, _ type: String, _ help: String) {
            text += "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) \(type)\n"
        }

        mutating func add(_ name: String, _ labels: [(String, String)], _ value: Double) {
            let pairs = labels.map { "\($0.0)=\"\(Self.escaped($0.1).replacing("\"", with: "\\\""))\"" }
            text +=
                name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(Self.number(value))\n"
        }

        mutating func add(gauges: [Gauge]) {
            var seen: Set<String> = []
            for gauge in gauges.sorted(by: { $0.name < $1.name }) {
                if seen.insert(gauge.name).inserted { head(gauge.name, "gauge", gauge.help) }
                add(gauge.name, gauge.labels, gauge.value)
            }
        }

        static func number(_ value: Double) -> String {
            value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        }

        private static func escaped(_ text: String) -> String {
            text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        }
    }
}

/// What the system says of this process; nothing where it has no /proc.
private enum ProcessFigures {
    static var gauges: [Gauge] {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return [] }
        let pages = text.split(separator: " ").compactMap { Double($0) }
        guard pages.count > 1 else { return [] }
        let bytes = pages[1] * Double(sysconf(Int32(_SC_PAGESIZE)))
        return [Gauge("process_resident_memory_bytes", "Memory that the process holds.", bytes)]
    }
}

/// A bearer token that guards something; compared by digest, so that time tells nothing.
struct BearerToken: Sendable {
    private let digest: [UInt8]

    init(_ token: String) {
        digest = Array(SHA256.hash(data: Data(token.utf8)))
    }

    /// Whether an `Authorization` header holds it.
    func isIn(_ header: String?) -> Bool {
        guard let header, header.lowercased().hasPrefix("bearer ") else { return false }
        let given = SHA256.hash(data: Data(header.dropFirst(7).utf8))
        return zip(digest, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
