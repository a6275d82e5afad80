// SPDX-License-Identifier: Apache-2.0
import Foundation
import Policies
import Rules
import Store
import StoreTesting
import Testing

@testable import Drafts

@Suite("Asking a model over the network")
struct ProposerTests {
    static let faults: [ProposerFault] = [
        .unreachable, .timedOut(seconds: 3), .unauthorised(status: 401), .busy(status: 503), .status(404),
        .redirected, .tooLarge(limitKiB: 8), .unreadable, .notADraft, .off,
    ]
    private static let quote = "研发费用占营业收入比重不低于3%"
    private static let line = "上年度.研发费用 / 上年度.营业收入 ≥ 3%"

    private func settings(
        _ address: String, key: String? = nil, seconds: Int = 30
    ) throws -> ProposerSettings {
        var settings = try ProposerSettings(address: address + "/v1/", model: "test-model", key: key)
        settings.timeoutSeconds = seconds
        settings.largestBytes = 8 << 10
        return settings
    }

    /// Asks about a new draft as its editor, and does the job; gives the question as it ended.
    private func asked(
        _ world: World, about version: PolicyVersion
    ) async throws -> (run: ProposalRun, proposals: [ClauseProposal]) {
        let store = world.room.store
        _ = try await store.ask("test-model", about: version, by: world.writer, once: UUID().uuidString)
        let runner = JobRunner(world.database, handlers: world.room.handlers, holder: "test")
        var run = try #require(try await store.proposalRuns(of: version.id).first)
        for _ in 0..<4 where run.state == .waiting {
            try await runner.runDue()
            world.ground.pass(milliseconds: 10_000)
            run = try #require(try await store.proposalRun(run.id))
        }
        return (run, try await store.proposals(of: version.id))
    }

    @Test("A good answer becomes a proposal; the request is what the format asks for")
    func good() async throws {
        try await ModelServer.with { server, address in
            server.answer(try .proposing([("1", Self.quote, Self.line)]))
            try await World.with(proposer: try settings(address, key: "sk-test")) { world in
                let version = try await world.draft()
                let (run, proposals) = try await asked(world, about: version)
                #expect(run.state == .done)
                let proposal = try #require(proposals.first)
                #expect(proposal.state == .open)
                #expect(proposal.line == Self.line)
                #expect(proposal.was == Self.quote)
                let request = try #require(server.asked.first)
                #expect(server.asked.count == 1)
                #expect(request.path == "/v1/chat/completions")
                #expect(request.key == "Bearer sk-test")
                #expect(request.fields["model"] as? String == "test-model")
                #expect(request.fields["temperature"] as? Int == 0)
                #expect(request.fields["stream"] as? Bool == false)
                #expect((request.fields["response_format"] as? [String: String]) == ["type": "json_object"])
                #expect(request.messages.contains("JSON"), "endpoints ask for the word")
                #expect(request.messages.contains(Self.quote))
                #expect(request.messages.contains("营业收入｜数量，单位万元｜年度"))
                #expect(!request.messages.contains("sk-test"))
                #expect(!version.content.items[0].rule.contains(Self.line))
                let after = try #require(try await world.policies.store.version(version.id))
                #expect(after.content == version.content, "nothing enters the rule by itself")
            }
        }
    }

    @Test("Contacts and names of people are not sent, and the rest of the text is")
    func contacts() async throws {
        try await ModelServer.with { server, address in
            server.answer(try .proposing([]))
            try await World.with(proposer: try settings(address)) { world in
                let version = try await world.draft()
                for hidden in ["王琳", "李强", "89186321", "89388012"] {
                    #expect(version.content.text.contains(hidden), "the text itself has it")
                }
                _ = try await asked(world, about: version)
                let body = try #require(server.asked.first).messages
                for hidden in ["王琳", "李强", "89186321", "89388012", "0574"] {
                    #expect(!body.contains(hidden), "\(hidden)")
                }
                #expect(body.contains(SentText.gap))
                #expect(body.contains("2.企业营业执照；"))
                #expect(body.contains("宁波市经济和信息化局 宁波市财政局"))
                #expect(body.contains("2023年6月20日"))
            }
        }
    }

    @Test(
        "Whatever goes wrong ends with its reason; what may pass is tried three times",
        arguments: [
            ("500", ProposerFault.busy(status: 500), 3), ("429", .busy(status: 429), 3),
            ("401", .unauthorised(status: 401), 1), ("400", .status(400), 1),
            ("slow", .timedOut(seconds: 1), 3),
            ("slowWithin", .timedOut(seconds: 1), 3), ("large", .tooLarge(limitKiB: 8), 1),
            ("redirect", .redirected, 1), ("page", .unreadable, 1), ("prose", .unreadable, 1),
            ("cutOff", .unreadable, 1), ("list", .unreadable, 1),
        ])
    func failures(name: String, fault: ProposerFault, tries: Int) async throws {
        try await ModelServer.with { server, address in
            var answer = try ModelServer.Answer.proposing([("1", Self.quote, Self.line)])
            switch name {
            case "slow": answer.pause = .seconds(5)
            case "slowWithin": answer.pauseWithin = .seconds(5)
            case "large": answer = try .saying(String(repeating: "甲", count: 9_000))
            case "redirect": answer = .init(status: 307, location: address + "/elsewhere")
            case "page": answer.body = "<html>"
            case "prose": answer = try .saying("我认为可以写成式子。")
            case "cutOff": answer = try .saying("{\"proposals\": []}", finish: "length")
            case "list": answer = try .saying("[1, 2]")
            default: answer.status = Int(name) ?? 0
            }
            server.answer(answer)
            let seconds = name.hasPrefix("slow") ? 1 : 30
            try await World.with(proposer: try settings(address, seconds: seconds)) { world in
                let (run, proposals) = try await asked(world, about: try await world.draft())
                #expect(run.state == .failed)
                #expect(run.fault == fault)
                #expect(proposals == [])
                #expect(server.asked.count == tries)
                #expect(!server.asked.contains { $0.path == "/elsewhere" })
                let dead = try await world.database.read { try $0.jobs(in: .dead) }
                #expect(dead.isEmpty, "the editor has the outcome; operators have nothing to decide")
            }
        }
    }

    @Test("A fault that passes is no fault: the third try brings the proposals")
    func recovers() async throws {
        try await ModelServer.with { server, address in
            server.answer(
                .init(status: 503), .init(status: 500), try .proposing([("1", Self.quote, Self.line)]))
            try await World.with(proposer: try settings(address)) { world in
                let (run, proposals) = try await asked(world, about: try await world.draft())
                #expect(run.state == .done)
                #expect(proposals.count == 1)
                #expect(server.asked.count == 3)
            }
        }
    }

    @Test("Nobody listens: it says so")
    func unreachable() async throws {
        try await World.with(proposer: try settings("http://127.0.0.1:9")) { world in
            let (run, _) = try await asked(world, about: try await world.draft())
            #expect(run.fault == .unreachable)
        }
    }

    @Test("One question for each revision, one at a time", arguments: everyDialect)
    func once(dialect: Dialect) async throws {
        try await ModelServer.with { server, address in
            server.answer(try .proposing([("1", Self.quote, Self.line)]))
            try await World.with(dialect, proposer: try settings(address)) { world in
                let version = try await world.draft()
                let store = world.room.store
                #expect(try await store.ask("m", about: version, by: world.writer, once: "a"))
                #expect(!(try await store.ask("m", about: version, by: world.writer, once: "b")), "under way")
                let (run, _) = try await asked(world, about: version)
                #expect(run.state == .done)
                #expect(!(try await store.ask("m", about: version, by: world.writer, once: "c")), "done")
                #expect(try await store.proposals(of: version.id).count == 1)
                #expect(server.asked.count == 1)
                // A changed draft may be asked about again, and so may a question that failed.
                var content = version.content
                content.summary = "改过"
                try await world.policies.store.save(
                    content, in: version.id, over: version.revision, by: world.writer, once: "d")
                let changed = try #require(try await world.policies.store.version(version.id))
                server.answer(.init(status: 400))
                #expect(try await asked(world, about: changed).run.state == .failed)
                server.answer(try .proposing([("1", Self.quote, Self.line)]))
                let again = try await asked(world, about: changed)
                #expect(again.run.state == .done)
                #expect(again.proposals.count == 2)
                #expect(server.asked.count == 3)
            }
        }
    }

    @Test("A question that nobody answered may be asked again after a while")
    func lost() async throws {
        try await World.with(proposer: try settings("http://127.0.0.1:9")) { world in
            let version = try await world.draft()
            let store = world.room.store
            #expect(try await store.ask("m", about: version, by: world.writer, once: "a"))
            world.ground.pass(milliseconds: 14 * 60_000)
            #expect(!(try await store.ask("m", about: version, by: world.writer, once: "b")))
            world.ground.pass(milliseconds: 2 * 60_000)
            #expect(try await store.ask("m", about: version, by: world.writer, once: "c"))
        }
    }

    @Test("Half of the settings is an error that says what is missing; none is off")
    func settingsFaults() throws {
        func read(_ values: [String: String]) throws -> ProposerSettings? {
            try ProposerSettings.read { values[$0] }
        }
        let (url, model) = ("PROPOSER_URL", "PROPOSER_MODEL")
        #expect(try read([:]) == nil)
        #expect(try read([url: "", model: " "]) == nil)
        #expect(throws: ProposerSettingsFault.missing(model)) { try read([url: "https://m.example/v1"]) }
        #expect(throws: ProposerSettingsFault.missing(url)) { try read([model: "m"]) }
        #expect(throws: ProposerSettingsFault.missing(url)) { try read(["PROPOSER_KEY_FILE": "/nowhere"]) }
        #expect(throws: ProposerSettingsFault.unreadable("/nowhere")) {
            try read([url: "https://m.example/v1", model: "m", "PROPOSER_KEY_FILE": "/nowhere"])
        }
        for clear in ["http://m.example/v1", "http://8.8.8.8/v1"] {
            #expect(throws: ProposerSettingsFault.inTheClear(clear)) { try read([url: clear, model: "m"]) }
        }
        for wrong in ["m.example", "ftp://m.example", "https://a:b@m.example/v1", "https://m.example/?a=1"] {
            #expect(throws: ProposerSettingsFault.notAnAddress(wrong)) { try read([url: wrong, model: "m"]) }
        }
        for own in ["http://localhost:11434/v1", "http://172.16.2.3:8000/v1", "http://[::1]/v1"] {
            #expect(try read([url: own, model: "m"])?.address == own)
        }
    }

    @Test("The key is in no text that is made of the settings")
    func secret() throws {
        try withKey("sk-secret\n") { path in
            let values = [
                "PROPOSER_URL": "https://m.example/v1", "PROPOSER_MODEL": "m", "PROPOSER_KEY_FILE": path,
            ]
            let settings = try #require(try ProposerSettings.read { values[$0] })
            #expect(settings.key == "sk-secret")
            let texts = ["\(settings)", String(reflecting: settings)]
            for text in texts { #expect(!text.contains("sk-secret")) }
        }
        try withKey("two\nlines") { path in
            let values = ["PROPOSER_URL": "https://m/v1", "PROPOSER_MODEL": "m", "PROPOSER_KEY_FILE": path]
            #expect(throws: ProposerSettingsFault.unreadable(path)) {
                try ProposerSettings.read { values[$0] }
            }
        }
    }

    private func withKey(_ text: String, _ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "key-\(UUID().uuidString)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test("Each fault is kept as a text and read back", arguments: faults)
    func kept(fault: ProposerFault) { #expect(ProposerFault(text: fault.text) == fault) }
}
