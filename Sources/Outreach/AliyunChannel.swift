// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Logging
import Store

/// Text messages by Alibaba Cloud (阿里云短信服务). Sends with `SendSms`, asks with `QuerySendDetails`:
/// https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms
/// https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-querysenddetails
///
/// Texts stand in templates that the provider has approved; a message only brings its title.
struct AliyunChannel: LetterChannel {
    let settings: AliyunSettings
    let ground: Ground
    let fetch: any WebFetch
    let kind = ChannelKind.sms
    let hasOneServer = true
    let together = 10
    private let log = Logger(label: "yumiao.outreach.sms")

    init(_ settings: AliyunSettings, ground: Ground, fetch: any WebFetch = OutgoingFetch()) {
        self.settings = settings
        self.ground = ground
        self.fetch = fetch
    }

    func send(_ letters: [Letter]) async -> [LetterOutcome] {
        await letters.sentEach { await send($0) }
    }

    /// The provider keeps the letter's id with each message of a number and day.
    func outcome(of letter: Letter) async -> LetterOutcome {
        let days = Set([letter.createdAt, ground.now()].map(Self.day))
        for day in days {
            let asked: [(String, String)] = [
                ("Action", "QuerySendDetails"), ("PhoneNumber", letter.address), ("SendDate", day),
                ("PageSize", "50"), ("CurrentPage", "1"),
            ]
            guard let bytes = try? await call(asked),
                let found = try? JSONDecoder().decode(Details.self, from: Data(bytes)), found.code == "OK"
            else { return .unsure }
            if found.details.all.contains(where: { $0.outID == letter.id }) {
                return .sent("found")
            }
        }
        return .later(.none)
    }

    private func send(_ letter: Letter) async -> LetterOutcome {
        guard let number = MobileNumber(letter.address) else { return .refused(.refused) }
        let isCode = letter.items.first?.topic == AddressCodes.topic
        let variables = isCode ? ["code": letter.subject] : ["title": String(letter.subject.prefix(35))]
        do {
            let content = try JSONEncoder().encode(variables)
            let asked: [(String, String)] = [
                ("Action", "SendSms"), ("PhoneNumbers", number.text), ("SignName", settings.signName),
                ("TemplateCode", isCode ? settings.codeTemplate : settings.messageTemplate),
                ("TemplateParam", String(decoding: content, as: UTF8.self)), ("OutId", letter.id),
            ]
            let bytes = try await call(asked)
            return try verdict(JSONDecoder().decode(Answer.self, from: Data(bytes)))
        } catch let fault as WebFetchFault {
            log.warning("sms gateway", metadata: ["status": .stringConvertible(fault.status ?? 0)])
            // 4xx says that nothing was done; without an answer nobody knows.
            guard let status = fault.status else { return await outcome(of: letter) }
            return status < 500 ? .later(.rejected) : .later(.busy)
        } catch {
            return .unsure
        }
    }

    private func verdict(_ answer: Answer) -> LetterOutcome {
        if answer.code == "OK" { return .sent(answer.bizID ?? "") }
        log.warning("sms gateway", metadata: ["code": .string(answer.code)])
        switch answer.code {
        case "isv.MOBILE_NUMBER_ILLEGAL", "isv.MOBILE_COUNT_OVER_LIMIT", "isv.DENY_IP_RANGE":
            return .refused(.refused)
        case "isv.BLACK_KEY_CONTROL_LIMIT", "isv.PARAM_LENGTH_LIMIT", "isv.SMS_TEMPLATE_ILLEGAL",
            "isv.SMS_SIGNATURE_ILLEGAL", "isv.TEMPLATE_MISSING_PARAMETERS":
            return .refused(.rejected)
        default: return .later(.busy)
        }
    }

    private func call(_ asked: [(String, String)]) async throws -> [UInt8] {
        let common = [
            ("AccessKeyId", settings.keyID), ("Format", "JSON"), ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", ground.uuid().uuidString), ("SignatureVersion", "1.0"),
            ("Timestamp", Self.timestamp(ground.now())), ("Version", "2017-05-25"),
            ("RegionId", "cn-hangzhou"),
        ]
        let all = common + asked
        let signature = AliyunSignature(secret: settings.keySecret).value(of: all, method: "POST")
        return try await fetch.post(
            settings.endpoint, form: all + [("Signature", signature)], basic: nil)
    }

    private static func timestamp(_ moment: Int64) -> String {
        Date(timeIntervalSince1970: Double(moment / 1000)).ISO8601Format()
    }

    /// `20261128`, in China.
    private static func day(_ moment: Int64) -> String { LetterTime.day(moment) }
}

/// What the provider answers; its own names.
private struct Answer: Decodable {
    let code: String
    let bizID: String?

    enum CodingKeys: String, CodingKey {
        case code = "Code"
        case bizID = "BizId"
    }
}

private struct Details: Decodable {
    let code: String
    let details: List

    enum CodingKeys: String, CodingKey {
        case code = "Code"
        case details = "SmsSendDetailDTOs"
    }

    struct List: Decodable {
        let all: [One]

        enum CodingKeys: String, CodingKey { case all = "SmsSendDetailDTO" }
    }

    struct One: Decodable {
        let outID: String?

        enum CodingKeys: String, CodingKey { case outID = "OutId" }
    }
}
