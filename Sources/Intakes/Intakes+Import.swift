// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Site
import Standards
import Store

extension Intakes {
    /// How many policies are recorded in one transaction.
    private static let stretch = 200

    /// Keeps the policies of a file in the vault, one a line. Nothing is recorded yet.
    func received(
        _ file: StatedFile, named name: String, isRelease: Bool, region: Region, regions: [Region]
    ) throws -> NewIntake {
        let encoder = JSONEncoder()
        var kept: [UInt8] = []
        for policy in file.policies {
            kept += try encoder.encode(policy)
            kept.append(UInt8(ascii: "\n"))
        }
        let limits = FileLimits(kinds: [.text], sizeBytes: 512 << 20)
        return NewIntake(
            file: try vault.receive(kept, limits: limits), fileName: name, isRelease: isRelease,
            region: region, regions: regions, total: file.policies.count)
    }

    /// The policies of a run as the vault keeps them, from one on.
    func policies(of run: IntakeRun, from start: Int = 0, limit: Int = .max) throws -> [StatedPolicy] {
        let decoder = JSONDecoder()
        let lines = try vault.contents(of: run.file).split(separator: UInt8(ascii: "\n"))
        return try lines.dropFirst(start).prefix(limit).map {
            try decoder.decode(StatedPolicy.self, from: $0)
        }
    }

    /// How the policies of a run are read.
    func reading(of run: IntakeRun) async throws -> PolicyReading {
        var departments: [Department] = []
        for region in run.regions { departments += try await accounts.store.departments(in: region) }
        return PolicyReading(regions: run.regions, departments: departments, library: library)
    }

    /// Carries a run on from where it stopped until all of it is tried, or recorded.
    func carryOn(_ id: ID<IntakeRun>, _ context: JobContext) async throws {
        guard var run = try await runStore.run(id), run.state.isWorking else { return }
        let (reading, state, start) = (try await reading(of: run), run.state, run.place)
        let all = try policies(of: run, from: start)
        let person: ID<Person>? = ID(run.begunBy ?? run.actor)
        let actor = Identity(
            person: person ?? context.database.ground.id(), name: run.begunName ?? run.actorName)
        while run.state == state {
            let part = Array(all.dropFirst(run.place - start).prefix(Self.stretch))
            let isLast = run.place + part.count >= run.total
            let stretch = IntakeStretch(part, of: run, by: reading, actor: actor)
            let isOurs = try await runStore.record(stretch, isLast: isLast)
            // Another worker has taken over: its place is ahead of ours.
            guard isOurs, let next = try await runStore.run(id) else { return }
            run = next
            try await context.extend()
        }
    }

    /// Imports a file at once, for the command line: tried, and recorded when `isDry` is not set. Gives
    /// the run as it ended, and why policies were refused.
    ///
    /// - Throws: words for people as ``ImportRefused``, when the file cannot be read.
    public func importFile(
        _ bytes: [UInt8], named name: String, isRelease: Bool, keptBy region: Region, isDry: Bool
    ) async throws -> ImportSummary {
        let file: StatedFile
        do {
            file = try StatedFile.open(bytes, named: name)
        } catch {
            throw ImportRefused(fault: error)
        }
        let ground = database.ground
        let who = Identity(person: ground.id(), name: "命令行")
        let new = try received(
            file, named: name, isRelease: isRelease, region: region, regions: [region])
        let id = try await runStore.keep(new, by: who, once: ground.uuid().uuidString)
        let runner = JobRunner(database, handlers: handlers, holder: "command")
        try await finish(id, while: .checking, by: runner)
        if !isDry {
            try await runStore.begin(id, by: who, alone: true)
            try await finish(id, while: .running, by: runner)
        }
        guard let run = try await runStore.run(id) else { throw ImportRefused(fault: .empty) }
        let refusals = try await runStore.refusals(of: id, limit: 10_000).map(\.fault)
        return ImportSummary(
            total: run.total, added: run.counts.added, revised: run.counts.revised,
            unchanged: run.counts.unchanged, refused: run.counts.refused,
            refusals: refusals.map {
                ImportSummary.Refusal(
                    line: $0.line, head: $0.head, found: $0.found, chinese: $0.chinese, english: $0.english)
            },
            unknownHeads: file.unknown.map(\.head))
    }

    /// Works until a run has left a state; a server that works on it at the same time is waited for.
    private func finish(
        _ id: ID<IntakeRun>, while state: IntakeRun.State, by runner: JobRunner
    ) async throws {
        while let run = try await runStore.run(id), run.state == state {
            if try await runner.runDue() == 0 { try await Task.sleep(for: .milliseconds(50)) }
        }
    }
}

/// What became of a file.
public struct ImportSummary: Sendable {
    /// How many policies it held, and what became of them.
    public let total, added, revised, unchanged, refused: Int
    /// Why policies were refused.
    public let refusals: [Refusal]
    /// Heads that mean nothing here.
    public let unknownHeads: [String]

    /// One fault of one policy.
    public struct Refusal: Sendable {
        /// The line of the file.
        public let line: Int
        /// The column's head, what stands there, and the words in both languages.
        public let head, found, chinese, english: String
    }
}

/// A file of policies that cannot be read at all.
public struct ImportRefused: Error, Sendable {
    let fault: IntakeFileFault

    /// What happened and what to do, in both languages.
    public var words: (chinese: String, english: String) {
        if case .words(let chinese, let english) = fault { return (chinese, english) }
        return (fault.chinese, fault.english)
    }
}

extension IntakeFileFault {
    /// What happened and what to do, in Chinese.
    var chinese: String {
        switch self {
        case .empty: "文件里没有政策。请检查是否选错了文件。"
        case .tooLarge(let limit): "文件超过 \(limit) MB，不能读取。请拆成几个文件分别导入。"
        case .tooMany(let limit): "文件超过 \(limit) 份政策。请拆成几个文件分别导入。"
        case .notText: "无法识别文件的文字编码。请另存为 UTF-8 后再试。"
        case .broken(let line, let column): "第 \(line) 行第 \(column) 列处不是正确的 JSON。请改正后再试。"
        case .notAList(let line): "第 \(line) 行起不是政策清单。请按示例文件写成列表，每项是一份政策。"
        case .words(let chinese, _): chinese
        }
    }

    /// What happened and what to do, in English.
    var english: String {
        switch self {
        case .empty: "There are no policies in the file. Please check that it is the right one."
        case .tooLarge(let limit): "The file is larger than \(limit) MB. Please split it."
        case .tooMany(let limit): "The file has more than \(limit) policies. Please split it."
        case .notText: "The encoding was not recognised. Please save the file as UTF-8."
        case .broken(let line, let column): "Line \(line), column \(column) is no correct JSON."
        case .notAList(let line): "From line \(line) on, this is no list of policies; see the sample file."
        case .words(_, let english): english
        }
    }
}
