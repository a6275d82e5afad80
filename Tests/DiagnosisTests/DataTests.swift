// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Rules
import Standards
import Testing

@testable import Diagnosis
@testable import Site

/// The API of the room, through the real router.
@Suite struct DataTests {
    private static let room = Result { try Diagnosis(library: TestSite.national().library) }

    @Test func `each route of the API is described`() throws {
        let routes = try Self.room.get().routes.filter(\.isData)
        #expect(routes.count == 4)
        #expect(routes.allSatisfy { $0.endpoint != nil })
    }

    private func ask(_ method: HTTPRequest.Method, _ uri: String, _ body: String = "") async throws -> (
        Int, JSONValue
    ) {
        let settings = try TestSite.national().settings
        let application = try buildApplication(
            settings, rooms: [Self.room.get()], logger: Logger(label: "quiet"))
        return try await application.test(.router) { client in
            let headers: HTTPFields = body.isEmpty ? [:] : [.contentType: "application/json"]
            return try await client.execute(
                uri: uri, method: method, headers: headers, body: ByteBuffer(string: body)
            ) {
                (
                    $0.status.code,
                    try JSONDecoder().decode(JSONValue.self, from: Data($0.body.readableBytesView))
                )
            }
        }
    }

    private func response(_ name: String) throws -> Schema {
        let route = try #require(try Self.room.get().routes.first { $0.name == name })
        return try #require(route.endpoint).response
    }

    @Test func `rules are listed page by page, each once`() async throws {
        var (codes, after) = ([String](), "")
        for _ in 0..<1000 {
            let (status, page) = try await ask(
                .get, "/api/v1/rules?limit=3\(after.isEmpty ? "" : "&after=" + after)")
            #expect(status == 200)
            #expect(try response("diagnosis.api.rules").faults(in: page) == [])
            guard case .list(let items)? = page["items"] else { break }
            codes += items.compactMap { $0["code"]?.text }
            guard let next = page["next"]?.text else { break }
            after = next
        }
        let day = Day(number: Int((TestSite.moment.timeIntervalSince1970 + 8 * 3600) / 86_400))
        let expected = try Self.room.get().library.rules(on: day, for: .application, in: nil).map(\.code)
            .sorted()
        #expect(codes == expected)
        #expect(codes.count > 3)
    }

    @Test func `a rule is shown with its words and versions, and one that is not there is not`() async throws
    {
        let code = try #require(try Self.room.get().library.ruleCodes.first)
        let (status, rule) = try await ask(.get, "/api/v1/rules/\(code)")
        #expect(status == 200)
        #expect(try response("diagnosis.api.rule").faults(in: rule) == [])
        #expect(rule["rule"]?["code"] == .text(code))
        #expect(try await ask(.get, "/api/v1/rules/no-such-rule").0 == 404)
        #expect(try await ask(.get, "/api/v1/rules/..%2Fetc").0 == 404)
    }

    @Test func `every value that the description of facts takes is read`() throws {
        let vocabulary = try Self.room.get().library.vocabulary
        let schema = FactSchema(vocabulary: vocabulary)
        for word in vocabulary.words {
            for value in samples(of: word) {
                let member: JSONValue = .object([
                    word.name: word.isPeriodic ? .object(["2025": value]) : value
                ])
                #expect(schema.schema.faults(in: member) == [], "\(word.name) \(value)")
                #expect(throws: Never.self, "\(word.name) \(value)") {
                    let facts = try schema.facts(member, english: false)
                    #expect(facts.keys.count == 1)
                }
            }
        }
    }

    /// The ends of what a word's kind takes.
    private func samples(of word: Word) -> [JSONValue] {
        switch word.kind {
        case .number(let unit):
            let largest = (1...15).reversed().first { count in
                let text = String(repeating: "9", count: count)
                let value: JSONValue = .text(text)
                let member: JSONValue = .object([
                    word.name: word.isPeriodic ? .object(["2025": value]) : value
                ])
                return FactSchema(vocabulary: Vocabulary(words: [word])).schema.faults(in: member).isEmpty
            }
            #expect(largest != nil, "\(unit.name)")
            return [
                "0", "-0", "58", "0.000001", "-12.5", String(repeating: "9", count: largest ?? 1) + ".999999",
            ]
            .map { .text($0) }
        case .flag: return [.flag(true), .flag(false)]
        case .option(let options, _): return options.map { .text($0) }
        case .options(let options): return [.list([]), .list(options.map { .text($0) })]
        case .date: return [.text("1900-01-01"), .text("2099-12-31"), .text("2024-02-29")]
        case .industry: return ["A", "36", "3670", "C3670", "C36", "367"].map { .text($0) }
        case .region: return [.text("100000"), .text("320500"), .text("320505")]
        }
    }

    @Test func `a match gives the verdicts of the command, in the form that is described`() async throws {
        let (status, answer) = try await ask(
            .post, "/api/v1/match", "{\"facts\": {}, \"asOf\": \"2026-09-01\"}")
        #expect(status == 200)
        #expect(try response("diagnosis.api.match").faults(in: answer) == [])
        let library = try Self.room.get().library
        let day = try #require(Day(isoText: "2026-09-01"))
        let report = library.report(Facts(), asOf: day, for: .application) { !$0.isAboutContract }
        let expected = try JSONConventions.encoder.encode(report.entries.map { library.record($0) })
        #expect(answer["verdicts"] == (try JSONDecoder().decode(JSONValue.self, from: expected)))
    }

    @Test func `what the vocabulary does not know is named by its place`() async throws {
        let body = "{\"facts\": {\"营业收人\": {\"2025\": \"1\"}, \"从业人员\": {\"2025\": 58}}}"
        let (status, problem) = try await ask(.post, "/api/v1/match", body)
        #expect(status == 422)
        guard case .list(let errors)? = problem["errors"] else {
            Issue.record("no errors")
            return
        }
        #expect(Set(errors.compactMap { $0["pointer"]?.text }) == ["/facts/从业人员/2025", "/facts/营业收人"])
    }
}
