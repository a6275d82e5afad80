// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SiteTesting
import Synchronization

/// A model's endpoint on this machine, which remembers what it was asked and answers what a test says.
final class ModelServer: Sendable {
    /// What it answers to one request.
    struct Answer: Sendable {
        var status = 200
        var body = ""
        var location: String?
        /// How long it takes until it answers, and how long in the middle of its answer.
        var pause = Duration.zero
        var pauseWithin = Duration.zero

        /// An answer in the format of chat completions.
        static func saying(_ content: String, finish: String = "stop") throws -> Answer {
            let body: [String: Any] = [
                "id": "chatcmpl-1", "object": "chat.completion", "model": "test",
                "choices": [
                    [
                        "index": 0, "finish_reason": finish,
                        "message": ["role": "assistant", "content": content],
                    ]
                ],
            ]
            return Answer(
                body: String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self))
        }

        /// An answer that proposes these.
        static func proposing(_ proposals: [(item: String, quote: String, clause: String)]) throws -> Answer {
            let list = proposals.map { ["item": $0.item, "quote": $0.quote, "clause": $0.clause] }
            let content = try JSONSerialization.data(withJSONObject: ["proposals": list])
            return try saying(String(decoding: content, as: UTF8.self))
        }
    }

    /// A request as it came.
    struct Asked: Sendable {
        let path: String
        let key: String
        let body: String

        /// The fields of the body.
        var fields: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) ?? [:]
        }

        /// What the messages say, one after the other.
        var messages: String {
            let messages = fields["messages"] as? [[String: String]] ?? []
            return messages.compactMap { $0["content"] }.joined(separator: "\n")
        }
    }

    private let answers = Mutex<[Answer]>([])
    private let log = Mutex<[Asked]>([])

    var asked: [Asked] { log.withLock { $0 } }

    /// What it answers from now on, one after the other; the last one stays.
    func answer(_ all: Answer...) { answers.withLock { $0 = all } }

    private func reply(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 8 << 20)
        log.withLock {
            $0.append(
                Asked(
                    path: request.uri.path, key: request.headers[.authorization] ?? "",
                    body: String(buffer: body)))
        }
        let answer = answers.withLock { all in
            all.count > 1 ? all.removeFirst() : all.first ?? Answer(status: 404)
        }
        if answer.pause > .zero { try await Task.sleep(for: answer.pause) }
        let (bytes, wait) = (ByteBuffer(string: answer.body), answer.pauseWithin)
        var response = Response(
            status: .init(code: answer.status),
            body: .init { writer in
                if wait > .zero {
                    try await writer.write(ByteBuffer(string: "{"))
                    try await Task.sleep(for: wait)
                }
                try await writer.write(bytes)
                try await writer.finish(nil)
            })
        response.headers[.contentType] = "application/json"
        if let location = answer.location { response.headers[.location] = location }
        return response
    }

    /// Runs while the body does; gives it the server and its address.
    static func with(_ body: @escaping @Sendable (ModelServer, String) async throws -> Void) async throws {
        let server = ModelServer()
        let router = Router()
        router.post("**") { request, _ in try await server.reply(request) }
        router.get("**") { request, _ in try await server.reply(request) }
        try await LocalServer.with(router, named: "model") {
            try await body(server, "http://127.0.0.1:\($0)")
        }
    }
}
