// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Standards
import Store

/// Some policies of a file, read and ready to be tried or recorded in one transaction.
struct IntakeStretch: Sendable {
    let run: IntakeRun
    let policies: [StatedPolicy]
    private let read: [Result<PolicyReading.Read, CellFaults>]
    private let actor: Identity

    init(_ policies: [StatedPolicy], of run: IntakeRun, by reading: PolicyReading, actor: Identity) {
        self.run = run
        self.policies = policies
        self.actor = actor
        read = policies.map(reading.read)
    }

    /// What becomes of them; without effect on the library while the run is tried.
    func record(in tx: Transaction) throws -> IntakeCounts {
        var counts = IntakeCounts()
        for (offset, result) in read.enumerated() {
            let stated = policies[offset]
            switch result {
            case .failure(let faults):
                counts.refused += 1
                try tx.refuse(faults.faults, at: run.place + offset, of: run.id)
            case .success(let policy):
                switch try outcome(of: stated, policy, in: tx) {
                case .added: counts.added += 1
                case .revised: counts.revised += 1
                case .unchanged: counts.unchanged += 1
                case .refused(let words):
                    counts.refused += 1
                    let fault = words.fault(of: stated, found: policy.content.title)
                    try tx.refuse([fault], at: run.place + offset, of: run.id)
                }
            }
        }
        return counts
    }

    private enum Outcome {
        case added, revised, unchanged
        case refused(CellWords)
    }

    private func outcome(
        of stated: StatedPolicy, _ read: PolicyReading.Read, in tx: Transaction
    ) throws -> Outcome {
        let content = read.content
        let mark = content.numberMark ?? content.titleMark
        if let first = try tx.noteSeen(mark, line: stated.line, in: run.id) {
            return .refused(.twice(firstLine: first))
        }
        let known = try tx.policies(like: content)
        guard known.count <= 1 else { return .refused(.ambiguous(known.count)) }
        guard let policy = known.first else {
            if run.state == .running { _ = try tx.adopt(adoption(read, in: tx), by: actor) }
            return .added
        }
        let versions = try tx.versions(of: policy)
        guard let last = versions.first else { return .unchanged }
        guard run.regions.contains(where: { last.policy.region.isWithin($0) }) else {
            return .refused(.elsewhere(last.policy.region.fullName))
        }
        // What an older version said already is no news either: the file is older than the library.
        if versions.contains(where: { $0.content == content }) { return .unchanged }
        guard !last.stage.isOpen else { return .refused(.beingDrafted) }
        if let end = content.validTo, let begin = last.inForceFrom, end < begin {
            return .refused(.endsBefore)
        }
        if run.state == .running { _ = try tx.adopt(adoption(read, in: tx), after: last, by: actor) }
        return .revised
    }

    private func adoption(_ read: PolicyReading.Read, in tx: Transaction) -> PolicyAdoption {
        let content = read.content
        let isOurs = run.regions.contains { content.region.isWithin($0) }
        let from = content.validFrom ?? content.publishedOn ?? Day(milliseconds: tx.ground.now())
        return PolicyAdoption(
            content, keptBy: read.department?.region ?? (isOurs ? content.region : run.region),
            department: read.department?.id, releasedFrom: run.isRelease ? from : nil)
    }
}
