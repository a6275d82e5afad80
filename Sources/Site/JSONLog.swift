// SPDX-License-Identifier: Apache-2.0
import Foundation
import Logging

/// One line of JSON for each event, for programs that gather logs (here broken in two):
///
/// ```
/// {"level":"info","message":"answered","ms":"1.8","request":"0199…","route":"appeals.show",
/// "status":"200","time":"2026-11-21T08:30:00.123Z"}
/// ```
///
/// What it writes is what the site logs: names of routes and ids of requests, no addresses, no names.
public struct JSONLog: LogHandler {
    /// What every event of this logger carries.
    public var metadata: Logger.Metadata = [:]
    /// The least level that is written.
    public var logLevel = Logger.Level.info
    private let label: String
    private let now: @Sendable () -> Date
    private let write: @Sendable (String) -> Void

    /// A log that hands each line, with its end, to `write`; that must be safe from any thread.
    public init(
        label: String, now: @escaping @Sendable () -> Date,
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.label = label
        self.now = now
        self.write = write
    }

    /// A value that every event carries.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one event.
    public func log(event: LogEvent) {
        var line: [String: String] = [:]
        for (key, value) in metadata { line[key] = String(describing: value) }
        for (key, value) in event.metadata ?? [:] { line[key] = String(describing: value) }
        if let error = event.error { line["error"] = String(reflecting: error) }
        line["time"] = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        line["level"] = event.level.rawValue
        line["logger"] = label
        line["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            write(String(decoding: try encoder.encode(line), as: UTF8.self) + "\n")
        } catch {
            write("{\"level\":\"critical\",\"message\":\"an event could not be written as JSON\"}\n")
        }
    }
}
