// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Store
import StoreTesting
import Synchronization
import Testing

@testable import Outreach

/// A gateway that answers as the test says and keeps what it was asked.
private final class TestGateway: WebFetch {
    private let state = Mutex((asked: [[String: String]](), answers: [String](), isSilent: false))

    var asked: [[String: String]] { state.withLock { $0.asked } }

    func answer(_ texts: String..., isSilent: Bool = false) {
        state.withLock {
            $0.answers += texts
            $0.isSilent = isSilent
        }
    }

    func get(_ address: String) async throws -> [UInt8] { throw WebFetchFault(status: 404) }

    func post(
        _ address: String, form: [(String, String)], basic: (name: String, secret: String)?
    ) async throws -> [UInt8] {
        let text: String? = state.withLock { state in
            state.asked.append(Dictionary(form) { first, _ in first })
            if state.isSilent {
                state.isSilent = false
                return nil
            }
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        guard let text else { throw WebFetchFault(status: nil) }
        return Array(text.utf8)
    }
}

@Suite("Text messages")
struct SMSTests {
    private static let settings = AliyunSettings(
        keyID: "testid", keySecret: "testsecret", signName: "姑苏工信", messageTemplate: "SMS_1",
        codeTemplate: "SMS_2")

    /// The example of Alibaba Cloud's documentation of the RPC signature.
    @Test("The signature is that of the provider's own example")
    func signature() {
        let example: [(String, String)] = [
            ("Timestamp", "2016-02-23T12:46:24Z"), ("Format", "XML"), ("AccessKeyId", "testid"),
            ("Action", "DescribeRegions"), ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"), ("Version", "2014-05-26"),
            ("SignatureVersion", "1.0"),
        ]
        let signature = AliyunSignature(secret: "testsecret")
        #expect(signature.value(of: example, method: "GET") == "OLeaidS1JvxuMvnyHOwuJ+uX5qY=")
        #expect(signature.value(of: example, method: "POST") != "OLeaidS1JvxuMvnyHOwuJ+uX5qY=")
        #expect(AliyunSignature.encoded("a b*~/中") == "a%20b%2A~%2F%E4%B8%AD")
    }

    @Test("A message fills the approved template, and the answer decides")
    func answers() async throws {
        let gateway = TestGateway()
        let channel = AliyunChannel(Self.settings, ground: TestGround().ground, fetch: gateway)
        let letter = MailTests.letter("13800000000", subject: "申报开始")
        gateway.answer(#"{"Code":"OK","BizId":"77","Message":"OK"}"#)
        #expect(await channel.send([letter]) == [.sent("77")])
        let asked = try #require(gateway.asked.first)
        #expect(asked["PhoneNumbers"] == "13800000000")
        #expect(asked["TemplateParam"] == #"{"title":"申报开始"}"#)
        #expect(asked["OutId"] == letter.id)
        #expect(asked["Signature"]?.isEmpty == false)
        gateway.answer(#"{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"x"}"#)
        #expect(await channel.send([letter]) == [.refused(.refused)])
        gateway.answer(#"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"x"}"#)
        #expect(await channel.send([letter]) == [.later(.busy)])
        #expect(await channel.send([MailTests.letter("not a number")]) == [.refused(.refused)])
    }

    @Test("When an answer is lost the provider is asked, and nothing is sent on a guess")
    func lost() async throws {
        let gateway = TestGateway()
        let channel = AliyunChannel(Self.settings, ground: TestGround().ground, fetch: gateway)
        let letter = MailTests.letter("13800000000")
        func found(_ id: String) -> String {
            #"{"Code":"OK","SmsSendDetailDTOs":{"SmsSendDetailDTO":[{"OutId":"\#(id)"}]}}"#
        }
        gateway.answer(found(letter.id), isSilent: true)
        #expect(await channel.send([letter]) == [.sent("found")])
        gateway.answer(found("another"), found("another"), isSilent: true)
        #expect(await channel.send([letter]) == [.later(.none)])
        // Nobody answers at all: a person decides.
        #expect(await channel.send([letter]) == [.unsure])
    }
}
