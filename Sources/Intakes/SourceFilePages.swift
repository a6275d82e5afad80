// SPDX-License-Identifier: Apache-2.0
import Accounts
import Rules
import Site
import Standards
import Store

extension Intakes {
    var sourceFileRoutes: [Route] {
        [
            .page("/intakes/sources/file", "intakes.sources.file", .intakeWatch) { visit in
                .page(sourceFilePage(visit))
            },
            .form("/intakes/sources/file", "intakes.sources.send", .intakeWatch, acceptsFiles: true) {
                visit, submission in
                .page(sourceFilePage(visit, submission))
            } act: { visit, submission in
                try await takeSources(visit, submission)
            },
        ]
    }

    private func sourceFilePage(
        _ visit: Visit, _ submission: Submission? = nil, faults: [FieldFault] = []
    ) -> IntakePage {
        let words = visit.words
        let above = [visit.intakesLink, Link(words("intakes.sources"), visit.link("/intakes/sources"))]
        var page = IntakePage(words("intakes.sources.file"), in: visit, below: above)
        page.lead = words("intakes.sources.file.lead")
        let blank = Form(
            to: "/intakes/sources/file", in: visit,
            fields: [
                Field(
                    "file", words("intakes.sources.file.field"), .upload(accept: ".yaml,.yml"),
                    hint: words("intakes.sources.file.hint"))
            ], button: words("intakes.sources.file.send"))
        page.form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
        return page
    }

    /// All sources of a file, or none: what is wrong is told with its line. Addresses that are declared
    /// already are passed over.
    private func takeSources(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let words = visit.words
        func refused(_ text: String) -> Reply {
            .refused(sourceFilePage(visit, submission, faults: [FieldFault("file", text)]))
        }
        guard let file = submission.file("file"), let who = visit.who else {
            return refused(words("intakes.file.choose"))
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            return refused(words("intakes.sources.file.notText"))
        }
        let regions = authorisation.regions(of: visit.who, for: .intakeWatch)
        let entries: [SourceEntry]
        do {
            entries = try SourceFileReader.read(text, named: file.fileName, regions: regions)
        } catch {
            return refused(
                words(
                    "intakes.sources.file.line",
                    ["line": String(error.line), "why": visit.isEnglish ? error.english : error.chinese]))
        }
        var (new, known) = (0, 0)
        for (index, entry) in entries.enumerated() {
            do {
                _ = try await sourceStore.declare(
                    entry, by: who, once: visit.key(submission, "sources-\(index)"))
                new += 1
            } catch IntakeFault.known {
                known += 1
            }
        }
        return .redirect(to: "/intakes/sources").saying(
            words("intakes.sources.file.done", ["new": String(new), "known": String(known)]))
    }
}

/// A YAML list of sources, as bureaus hand it on.
enum SourceFileReader {
    /// What is wrong in a line.
    struct Fault: Error, Hashable {
        let line: Int
        let chinese: String
        let english: String
    }

    /// Reads a list of mappings with 名称, 网址, 方式, 规则, 地区 and 间隔小时.
    static func read(
        _ text: String, named name: String, regions: [Region]
    ) throws(Fault) -> [SourceEntry] {
        let value: PlacedValue
        do throws(RuleFault) {
            value = try PlacedValue.yaml(text, named: name, limitKiB: 1_024)
        } catch {
            throw Fault(
                line: error.place.line, chinese: error.message(english: false),
                english: error.message(english: true))
        }
        guard case .list(let values, _) = value, !values.isEmpty, values.count <= 500 else {
            throw Fault(
                line: value.line, chinese: "应是 1 至 500 个来源的列表。",
                english: "A list of 1 to 500 sources is expected.")
        }
        var entries: [SourceEntry] = []
        for value in values { entries.append(try entry(value, regions)) }
        return entries
    }

    private static func entry(_ value: PlacedValue, _ regions: [Region]) throws(Fault) -> SourceEntry {
        guard case .map(let pairs, let line) = value else {
            throw Fault(line: value.line, chinese: "每个来源应写成“名称: …”等几行。", english: "Each source is a mapping.")
        }
        func text(_ key: String) -> String {
            guard case .text(let text, _)? = pairs.first(where: { $0.key == key })?.value else { return "" }
            return text
        }
        guard !text("名称").isEmpty, text("名称").count <= 200 else {
            throw Fault(line: line, chinese: "缺少“名称”。", english: "名称 (name) is missing.")
        }
        guard WebAddress.isPlain(text("网址")) else {
            throw Fault(
                line: line, chinese: "“网址”应以 http:// 或 https:// 开头。",
                english: "网址 must begin with http(s)://.")
        }
        guard let kind = ["订阅源": WatchedSource.Kind.feed, "列表页": .list][text("方式")] else {
            throw Fault(line: line, chinese: "“方式”应是 订阅源 或 列表页。", english: "方式 is 订阅源 or 列表页.")
        }
        let region = Region(code: text("地区")) ?? Region.named(text("地区")).first
        guard let region, regions.contains(where: { region.isWithin($0) }) else {
            throw Fault(line: line, chinese: "“地区”应是您负责的地区。", english: "地区 must be one of your regions.")
        }
        let hours = text("间隔小时").isEmpty ? 24 : Int(text("间隔小时")) ?? 0
        guard (1...720).contains(hours) else {
            throw Fault(line: line, chinese: "“间隔小时”应在 1 到 720 之间。", english: "间隔小时 lies between 1 and 720.")
        }
        return SourceEntry(
            name: text("名称"), address: text("网址"), kind: kind, pattern: text("规则"), region: region,
            department: nil, intervalHours: hours)
    }
}
