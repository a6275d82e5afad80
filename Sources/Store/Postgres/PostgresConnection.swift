// SPDX-License-Identifier: Apache-2.0
import CPQ
import Foundation

/// One connection to PostgreSQL.
///
/// Unchecked because libpq's pointer is no Sendable type: one worker thread alone uses a connection, from
/// its opening to its end. Only ``canceller`` is for others.
final class PostgresConnection: @unchecked Sendable {
    private static let preparedLimit = 500

    let canceller: PostgresCanceller
    var auditLane: AuditLane?
    private let raw: OpaquePointer
    private let limitMilliseconds: Int
    private var prepared: [String: String] = [:]
    private var warnings = 0

    /// Connects. Throws ``PostgresTrouble/lost(_:)`` when no server answers that fits.
    init(_ connection: String, isWriter: Bool, limitMilliseconds: Int) throws {
        let settings = [
            ("dbname", connection), ("client_encoding", "UTF8"), ("application_name", "yumiao"),
            ("connect_timeout", "3"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"),
            ("target_session_attrs", isWriter ? "read-write" : "any"),
        ]
        let names = CStrings(settings.map(\.0))
        let values = CStrings(settings.map(\.1))
        guard let raw = PQconnectdbParams(names.pointers, values.pointers, 1) else {
            throw PostgresTrouble.lost(EngineMessage(code: "08000", text: "out of memory"))
        }
        guard PQstatus(raw) == CONNECTION_OK else {
            let text = String(cString: PQerrorMessage(raw))
            PQfinish(raw)
            throw PostgresTrouble.lost(EngineMessage(code: "08001", text: text))
        }
        self.raw = raw
        self.limitMilliseconds = limitMilliseconds
        canceller = PostgresCanceller(raw)
        PQsetNoticeReceiver(raw, Self.receiveNotice, Unmanaged.passUnretained(self).toOpaque())
        _ = try simple("SET statement_timeout = \(limitMilliseconds)")
        _ = try simple("SET idle_in_transaction_session_timeout = \(limitMilliseconds * 2)")
        _ = try simple("SET TimeZone = 'UTC'")
    }

    deinit { PQfinish(raw) }

    /// Runs statements that take no values.
    @discardableResult
    func simple(_ text: String) throws -> Answer {
        try answer(PQsendQuery(raw, text))
    }

    /// Runs one statement, prepared once per connection.
    func execute(_ text: String, _ values: [SQLValue]) throws -> Answer {
        let name = try preparedName(text)
        let parameters = PostgresParameters(values)
        return try answer(
            parameters.withPointers { pointers, lengths, formats in
                PQsendQueryPrepared(raw, name, Int32(values.count), pointers, lengths, formats, 0)
            })
    }

    /// Commits. Throws ``PostgresTrouble/unknown`` when it cannot be said whether the commit holds: the
    /// connection was lost, or the server warns that it committed without waiting for the synchronous
    /// standby.
    func commit() throws {
        warnings = 0
        do {
            let answer = try answer(PQsendQuery(raw, "COMMIT"))
            // A transaction that has failed is rolled back by COMMIT, and only the tag tells.
            guard answer.tag == "COMMIT" else {
                throw StoreFault.statement(EngineMessage(code: "25P02", text: "COMMIT gave \(answer.tag)"))
            }
        } catch PostgresTrouble.lost, PostgresTrouble.cancelled {
            throw PostgresTrouble.unknown
        }
        if warnings > 0 { throw PostgresTrouble.unknown }
    }

    /// Forgets the prepared statements, after the schema has changed under them.
    func forgetPrepared() {
        prepared.removeAll()
        // A connection that cannot do this is found lost by its next statement.
        _ = try? simple("DEALLOCATE ALL")
    }

    /// Waits for notifications; gives those that came within the time.
    func notifications(within milliseconds: Int) throws -> [String] {
        guard PQconsumeInput(raw) == 1 else { throw lost() }
        if let pending = nextNotification() { return [pending] + drained() }
        _ = try waitForInput(milliseconds, writing: false)
        guard PQconsumeInput(raw) == 1 else { throw lost() }
        return drained()
    }

    private func drained() -> [String] {
        var all: [String] = []
        while let next = nextNotification() { all.append(next) }
        return all
    }

    private func nextNotification() -> String? {
        guard let notification = PQnotifies(raw) else { return nil }
        defer { PQfreemem(notification) }
        return String(cString: notification.pointee.extra)
    }

    private func preparedName(_ text: String) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= Self.preparedLimit {
            prepared.removeAll()
            try simple("DEALLOCATE ALL")
        }
        let name = "s\(prepared.count)"
        _ = try answer(PQsendPrepare(raw, name, text, 0, nil))
        prepared[text] = name
        return name
    }

    // MARK: Waiting

    /// Waits for the answer to what was sent; the client's own limit catches a server that is silent.
    private func answer(_ isSent: Int32) throws -> Answer {
        guard isSent == 1 else { throw lost() }
        let end = ContinuousClock.now + .milliseconds(limitMilliseconds + 5_000)
        var answer = Answer()
        var trouble: (any Error)?
        while true {
            try waitUntilReady(end)
            guard let result = PQgetResult(raw) else { break }
            defer { PQclear(result) }
            do {
                answer = try PostgresResult.answer(result)
            } catch {
                trouble = trouble ?? error
            }
        }
        if PQstatus(raw) != CONNECTION_OK { throw lost() }
        if let trouble { throw trouble }
        return answer
    }

    private func waitUntilReady(_ end: ContinuousClock.Instant) throws {
        while true {
            let unsent = PQflush(raw)
            guard unsent >= 0 else { throw lost() }
            guard unsent == 1 || PQisBusy(raw) == 1 else { return }
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else {
                throw PostgresTrouble.lost(EngineMessage(code: "08006", text: "the server is silent"))
            }
            let milliseconds = min(Int(left / .milliseconds(1)) + 1, 60_000)
            if try waitForInput(milliseconds, writing: unsent == 1) {
                guard PQconsumeInput(raw) == 1 else { throw lost() }
            }
        }
    }

    private func waitForInput(_ milliseconds: Int, writing: Bool) throws -> Bool {
        let events = Int16(POLLIN) | (writing ? Int16(POLLOUT) : 0)
        var descriptor = pollfd(fd: PQsocket(raw), events: events, revents: 0)
        guard descriptor.fd >= 0 else { throw lost() }
        return poll(&descriptor, 1, Int32(milliseconds)) > 0
    }

    private func lost() -> PostgresTrouble {
        .lost(EngineMessage(code: "08006", text: String(cString: PQerrorMessage(raw))))
    }

    private static let receiveNotice: PQnoticeReceiver = { context, result in
        guard let context, let severity = PQresultErrorField(result, YM_DIAG_SEVERITY) else { return }
        if String(cString: severity) == "WARNING" {
            Unmanaged<PostgresConnection>.fromOpaque(context).takeUnretainedValue().warnings += 1
        }
    }
}

/// Interrupts what a connection runs, from any thread.
///
/// Unchecked because the pointer is no Sendable type; `PQcancel` may be called from any thread, and the
/// handle is freed only when nobody holds it.
final class PostgresCanceller: @unchecked Sendable {
    private let handle: OpaquePointer?

    init(_ raw: OpaquePointer) { handle = PQgetCancel(raw) }

    deinit { PQfreeCancel(handle) }

    func cancel() {
        guard let handle else { return }
        var message = [CChar](repeating: 0, count: 256)
        // Whether the request arrived shows in the statement's own outcome.
        _ = PQcancel(handle, &message, Int32(message.count))
    }
}

/// A null-ended list of C strings.
private final class CStrings {
    let pointers: [UnsafePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { UnsafePointer(strdup($0)) } + [nil] }

    deinit { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
}
