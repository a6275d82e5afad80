// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import NIOCore

/// A fault on its way to the visitor: never its inner text, always what to do next.
struct FaultReply {
    let status: HTTPResponse.Status
    let kind: String
    let explanation: FaultExplanation
    let headers: HTTPFields
    let field: String?
    let parts: [SchemaFault]

    init(_ error: any Error, in words: Words) {
        if let explained = error as? any ExplainedFault {
            status = explained.status
            kind = explained.kind
            explanation = explained.explanation(in: words)
            headers = [:]
            field = nil
            parts = []
            return
        }
        let fault = Self.siteFault(for: error)
        let wording = fault.wording(in: words)
        status = fault.status
        kind = fault.key
        explanation = FaultExplanation(title: wording.title, reason: wording.reason, advice: wording.advice)
        headers = fault.headers
        if case .badRequest(let name) = fault { field = name } else { field = nil }
        if case .invalid(let faults) = fault { parts = faults } else { parts = [] }
    }

    /// The fault that stands for an error; whatever is unknown is a failure of the server.
    static func siteFault(for error: any Error) -> SiteFault {
        switch error {
        case let fault as SiteFault: fault
        case SignedStateFault.tooLarge: .stateTooLarge(limitBytes: SignedState.maximumBytes)
        case is SignedStateFault: .lostState
        default: .failure
        }
    }

    /// Problem details under `/api/`, otherwise a page.
    func reply(to visit: Visit) throws -> Reply {
        var reply =
            visit.path.hasPrefix("/api/") ? try problem(for: visit) : .page(page(for: visit), status: status)
        for header in headers { reply.headers[header.name] = header.value }
        return reply
    }

    private func problem(for visit: Visit) throws -> Reply {
        let details = ProblemDetails(
            type: "urn:yumiao:problem:\(kind)", title: explanation.title, status: status.code,
            detail: explanation.reason, instance: "urn:uuid:\(visit.requestID)", field: field,
            errors: parts.isEmpty
                ? nil : parts.map { .init(pointer: $0.pointer, detail: $0.text(in: visit.words)) })
        let bytes = [UInt8](try JSONConventions.encoder.encode(details))
        return Reply(status: status, content: .bytes(bytes, type: "application/problem+json"), headers: [:])
    }

    private func page(for visit: Visit) -> FaultPage {
        let home = Link(visit.words("site.home"), visit.link("/"))
        let menu = visit.parts.navigation
            .filter { $0.place == .header && $0.permission == .everyone }
            .map { Link(visit.words($0.word), visit.link($0.path)) }
        return FaultPage(
            title: explanation.title, reason: explanation.reason, advice: explanation.advice,
            links: [home] + menu, reference: status.code >= 500 ? visit.requestID : nil)
    }
}
