// SPDX-License-Identifier: Apache-2.0
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks an endpoint in the format of OpenAI's chat completions, which vLLM, Ollama, llama.cpp and the
/// providers of models speak as well: `POST {base}/chat/completions`, certificates checked, no redirects.
struct ChatProposer: ClauseProposer {
    let settings: ProposerSettings
    var model: String { settings.model }

    /// One for the process; it lives as long as the process does.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(10)
        // Tried again by the job, with pauses, and not at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    func answer(to question: ProposerQuestion) async throws -> String {
        let bytes = try await inTime(try request(question))
        guard let answer = try? JSONDecoder().decode(ChatAnswer.self, from: Data(bytes)),
            let choice = answer.choices.first, choice.finishReason ?? "stop" == "stop",
            let content = choice.message.content, !content.isEmpty
        else { throw ProposerFault.unreadable }
        return content
    }

    private func request(_ question: ProposerQuestion) throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: settings.address + "/chat/completions")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "yumiao-proposer")
        if let key = settings.key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = ChatRequest(
            model: settings.model,
            messages: [
                .init(role: "system", content: question.instructions),
                .init(role: "user", content: question.content),
            ])
        request.body = .bytes(ByteBuffer(bytes: try encoder.encode(body)))
        return request
    }

    /// The whole answer within the time; what the client counts ends with the head of an answer.
    private func inTime(_ request: HTTPClientRequest) async throws -> [UInt8] {
        let seconds = settings.timeoutSeconds
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { try await exchange(request) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw ProposerFault.timedOut(seconds: seconds)
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() else { throw ProposerFault.unreachable }
            return bytes
        }
    }

    private func exchange(_ request: HTTPClientRequest) async throws -> [UInt8] {
        do {
            let deadline = NIODeadline.now() + .seconds(Int64(settings.timeoutSeconds))
            let response = try await Self.client.execute(request, deadline: deadline)
            if let fault = fault(Int(response.status.code)) { throw fault }
            let tooLarge = ProposerFault.tooLarge(limitKiB: settings.largestBytes >> 10)
            if let length = response.headers.first(name: "Content-Length").flatMap({ Int($0) }),
                length > settings.largestBytes
            {
                throw tooLarge
            }
            var bytes: [UInt8] = []
            for try await part in response.body {
                bytes += part.readableBytesView
                guard bytes.count <= settings.largestBytes else { throw tooLarge }
            }
            return bytes
        } catch let fault as ProposerFault {
            throw fault
        } catch let error as HTTPClientError
            where [.deadlineExceeded, .connectTimeout, .readTimeout].contains(error)
        {
            throw ProposerFault.timedOut(seconds: settings.timeoutSeconds)
        } catch {
            try Task.checkCancellation()
            throw ProposerFault.unreachable
        }
    }

    private func fault(_ status: Int) -> ProposerFault? {
        switch status {
        case 200: nil
        case 300..<400: .redirected
        case 401, 403: .unauthorised(status: status)
        case 408, 425, 429, 500...: .busy(status: status)
        default: .status(status)
        }
    }
}

/// What is sent; temperature 0, so that the same draft gets the same answer where the model allows it.
private struct ChatRequest: Encodable {
    let model: String
    let messages: [Message]
    let temperature = 0
    let stream = false
    let responseFormat = Format()

    struct Message: Encodable {
        let role: String
        let content: String
    }

    struct Format: Encodable {
        let type = "json_object"
    }

    enum CodingKeys: String, CodingKey {
        case model, messages, temperature, stream
        case responseFormat = "response_format"
    }
}

/// What of an answer is read. `finish_reason` is `stop` where the model came to its end, `length` where it
/// was cut off; some servers leave it out.
private struct ChatAnswer: Decodable {
    let choices: [Choice]

    struct Choice: Decodable {
        let message: Message
        let finishReason: String?

        enum CodingKeys: String, CodingKey {
            case message
            case finishReason = "finish_reason"
        }
    }

    struct Message: Decodable {
        let content: String?
    }
}
