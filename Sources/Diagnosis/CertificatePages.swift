// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Site
import Standards

/// A certificate of the size self-test: what was stated, the class, the day, signed by this site.
struct Certificate: Codable, Equatable {
    let facts: [String: String]
    let enterprise: String
    let creditCode: String
    let day: Day
    let digest: String

    enum CodingKeys: String, CodingKey {
        case facts = "f"
        case enterprise = "e"
        case creditCode = "c"
        case day = "d"
        case digest = "v"
    }

    static let purposeOfState = "certificate"
}

extension Diagnosis {
    /// The packed certificate, which whoever holds it can have checked.
    func certificate(_ answers: Answers, _ verdict: Verdict, _ visit: Visit) throws -> String {
        var facts: [String: String] = [:]
        for key in verdict.used.filter({ !$0.isDerived }).map({ name($0.key) }) {
            facts[key] = answers.facts[key]
        }
        let certificate = Certificate(
            facts: facts, enterprise: answers.enterprise, creditCode: answers.creditCode, day: verdict.asOf,
            digest: String(verdict.rule.digest.prefix(12)))
        return try visit.signedState.pack(certificate, for: Certificate.purposeOfState)
    }

    /// The verdict that the certificate states, judged again as of its day.
    func verdict(_ certificate: Certificate) -> Verdict? {
        var answers = Answers()
        answers.facts = certificate.facts
        return library.judge(facts(answers), byRuleNamed: sizeRule, asOf: certificate.day)
    }

    /// Rows of a certificate: who, what was stated, by which standard.
    func rows(_ certificate: Certificate, _ verdict: Verdict, _ visit: Visit) -> KeyValueList {
        let words = visit.words
        let wording = wording(visit)
        var rows: [KeyValueList.Row] = []
        if !certificate.enterprise.isEmpty {
            rows.append(.init(words("diagnosis.enterprise"), certificate.enterprise, in: .chinese))
        }
        if !certificate.creditCode.isEmpty {
            rows.append(.init(words("diagnosis.code"), certificate.creditCode))
        }
        for fact in verdict.used where !fact.isDerived {
            rows.append(
                .init(
                    wording.name(fact.key), wording.text(fact.value, of: fact.key.word),
                    note: words("diagnosis.selfStated")))
        }
        let basis = verdict.rule.basis
        rows.append(.init(words("diagnosis.basis"), "《\(basis.document)》\(basis.number)", in: .chinese))
        rows.append(.init(words("diagnosis.asOf"), visit.text(of: certificate.day)))
        return KeyValueList(rows)
    }
}

/// The certificate on one sheet of paper, with a code by which anyone can check it.
struct CertificatePage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let claim: String
    let result: String
    let by: String?
    let rows: KeyValueList
    let numberLabel: String
    let number: String
    let issued: String
    let qr: QRCode?
    let notice: String
    let next: [String]
    let links: [Link]

    init(in visit: Visit, room: Diagnosis, packed: String) throws {
        let words = visit.words
        let certificate = try visit.signedState.unpack(
            Certificate.self, from: packed, for: Certificate.purposeOfState)
        guard let verdict = room.verdict(certificate) else { throw SiteFault.notFound }
        title = words("diagnosis.certificate")
        breadcrumbs = visit.breadcrumbs([Link(words("diagnosis.size"), visit.link("/size"))], here: title)
        claim = words("diagnosis.certificate.claim")
        result = room.classNames(verdict, visit).joined(separator: words("diagnosis.or"))
        by = verdict.classes?.group.map { words("diagnosis.size.by", ["group": room.name($0, visit)]) }
        rows = room.rows(certificate, verdict, visit)
        numberLabel = words("diagnosis.certificate.number")
        number = CertificateNumber(packed: packed).text
        issued = words("diagnosis.certificate.issued", ["day": visit.text(of: certificate.day)])
        let query = [("c", packed)]
        qr = QRCode(
            visit.absoluteLink("/verify", query) ?? visit.link("/verify", query),
            label: words("diagnosis.certificate.scan"))
        notice = words("diagnosis.certificate.notice")
        next = [words("diagnosis.certificate.print"), words("diagnosis.certificate.verify")]
        links = [
            Link(words("diagnosis.verify"), visit.link("/verify", query)),
            Link(words("diagnosis.size.again"), visit.link("/size")),
        ]
    }
}

extension Visit {
    /// A day in the visitor's language.
    func text(of day: Day) -> String { isEnglish ? day.isoText : day.chineseText }
}

/// A short number that follows from the signature, to compare paper with page.
struct CertificateNumber {
    let text: String

    init(packed: String) {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in packed.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        let digits = String(hash % 1_000_000_000_000)
        let padded = String(repeating: "0", count: 12 - digits.count) + digits
        text = [padded.prefix(4), padded.dropFirst(4).prefix(4), padded.suffix(4)].joined(separator: " ")
    }
}

/// Checks a certificate: signature, content, and whether today's version would say the same.
struct VerifyPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String
    let notice: Notice?
    let rows: KeyValueList?
    let number: String?
    let form: Form

    init(in visit: Visit, room: Diagnosis) {
        let words = visit.words
        title = words("diagnosis.verify")
        breadcrumbs = visit.breadcrumbs(here: title)
        lead = words("diagnosis.verify.lead")
        let typed = VerifyPage.code(in: visit.query["c"] ?? "")
        form = Form.asking(
            "/verify", in: visit,
            fields: [
                Field(
                    "c", words("diagnosis.verify.code"), .longText(typed, rows: 3),
                    hint: words("diagnosis.verify.hint"))
            ],
            button: words("diagnosis.verify.button"))
        let certificate = try? visit.signedState.unpack(
            Certificate.self, from: typed, for: Certificate.purposeOfState)
        guard let certificate, let verdict = room.verdict(certificate) else {
            notice =
                typed.isEmpty
                ? nil
                : Notice(
                    words("diagnosis.verify.false"), .bad, text: words("diagnosis.verify.falseText"))
            (rows, number) = (nil, nil)
            return
        }
        let names = room.classNames(verdict, visit).joined(separator: words("diagnosis.or"))
        let isSameVersion = verdict.rule.digest.hasPrefix(certificate.digest)
        notice = Notice(
            words("diagnosis.verify.true", ["class": names]), isSameVersion ? .good : .warning,
            text: words(isSameVersion ? "diagnosis.verify.trueText" : "diagnosis.verify.changed"))
        rows = room.rows(certificate, verdict, visit)
        number = words("diagnosis.verify.number", ["number": CertificateNumber(packed: typed).text])
    }

    /// The code itself, from a code or a whole address that was pasted.
    private static func code(in text: String) -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let mark = trimmed.range(of: "c=") else { return trimmed }
        return String(trimmed[mark.upperBound...].prefix { $0 != "&" && $0 != "#" })
    }
}
