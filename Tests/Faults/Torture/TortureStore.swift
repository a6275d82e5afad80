// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store

extension Transaction {
    /// One whole piece of work: an entry, money from one purse to another, an audit record, a job.
    func submit(_ id: String, _ content: String, _ digest: String, file: ReceivedFile?) throws -> Int {
        try run(
            "INSERT INTO entry (id, content, digest, file) VALUES ($1, $2, $3, $4)", id, content, digest,
            file?.digest)
        if let file { _ = try attach(file, name: "file.txt") }
        let number = Int(digest.utf8.reduce(0) { $0 &* 31 &+ UInt32($1) } % 8)
        try run("UPDATE purse SET fen = fen - 1 WHERE id = $1", number)
        try run("UPDATE purse SET fen = fen + 1 WHERE id = $1", (number + 1 + content.utf8.count % 7) % 8)
        try audit(actor: "torture", action: "submit", subject: id)
        return 1
    }

    /// What a job does: it leaves a mark that can be counted.
    func leaveMark(_ job: String) throws {
        try run("INSERT INTO mark (id, job) VALUES ($1, $2)", ground.uuid().uuidString, job)
    }
}

extension Reader {
    func entries() throws -> [String: (digest: String, content: String, file: String?)] {
        var all: [String: (digest: String, content: String, file: String?)] = [:]
        try forEach("SELECT id, digest, content, file FROM entry") { row in
            all[try row["id"]] = (try row["digest"], try row["content"], try row["file"])
        }
        return all
    }

    func purseSum() throws -> Int { try value("SELECT CAST(sum(fen) AS bigint) FROM purse") ?? -1 }

    func auditedEntries() throws -> Int {
        try value("SELECT count(*) FROM store_audit WHERE action = 'submit'") ?? -1
    }

    func markCounts() throws -> (jobs: Int, marks: Int) {
        let row = try first("SELECT count(DISTINCT job) AS jobs, count(*) AS marks FROM mark")
        return (try row?["jobs"] ?? 0, try row?["marks"] ?? 0)
    }

    func openJobs() throws -> Int {
        try value("SELECT count(*) FROM store_job WHERE state IN ('waiting', 'running')") ?? -1
    }
}
