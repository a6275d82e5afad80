// SPDX-License-Identifier: Apache-2.0
import Foundation
import Standards
import Testing

@testable import Reading

@Suite struct ReaderTests {
    /// Floors of F1 for each group over all own texts; raised when the reader learns.
    private static let floors: [String: Double] = [
        "header": 0.98, "dates": 0.98, "kinds": 0.95, "supports": 0.97, "conditions": 0.92, "contacts": 0.98,
    ]

    @Test func ownTextsAreReadAsAPersonReadsThem() throws {
        try #require(Gold.all.count >= 12)
        var total: [String: Score] = [:]
        for gold in Gold.all {
            for (group, score) in gold.score(Reader.read(PolicyText(gold.text))) {
                total[group] = total[group].map { $0 + score } ?? score
            }
        }
        for (group, floor) in Self.floors {
            let score = try #require(total[group])
            #expect(
                score.f1 >= floor, "\(group): F1 \(score.f1), missed \(score.missed), wrong \(score.wrong)")
        }
    }

    @Test(arguments: Gold.all.map(\.name))
    func noTextIsReadBadly(name: String) throws {
        let gold = try #require(Gold.all.first { $0.name == name })
        let scores = gold.score(Reader.read(PolicyText(gold.text)))
        let mean = scores.values.map(\.f1).reduce(0, +) / Double(scores.count)
        #expect(mean >= 0.85, "\(scores.mapValues(\.f1))")
    }

    /// The scorer itself must see mistakes: a record of another text scores low.
    @Test func theScoreOfAnotherTextIsLow() throws {
        let (first, second) = (try #require(Gold.all.first), try #require(Gold.all.last))
        let scores = first.score(Reader.read(PolicyText(second.text)))
        let mean = scores.values.map(\.f1).reduce(0, +) / Double(scores.count)
        #expect(mean < 0.4)
    }

    @Test func everySpanCitesItsWords() {
        for gold in Gold.all {
            let text = PolicyText(gold.text)
            let record = Reader.read(text)
            for item in record.items {
                for support in item.supports { #expect(text.excerpt(support.span) == support.text) }
                for condition in item.conditions { #expect(text.excerpt(condition.span) == condition.text) }
            }
            for contact in record.contacts { #expect(text.excerpt(contact.span) == contact.phone) }
        }
    }

    @Test func readingTwiceGivesTheSame() {
        for gold in Gold.all {
            #expect(
                Reader.read(PolicyText(gold.text)).recordJSON == Reader.read(PolicyText(gold.text)).recordJSON
            )
        }
    }

    @Test func ofNoPolicyNothingIsInvented() {
        for text in ["", "   \n\n", "今天天气很好，我们去公园散步。", "Lorem ipsum dolor sit amet.", "第一章 从前有一座山，山上有一座庙。"] {
            let record = Reader.read(PolicyText(text))
            #expect(record.items.flatMap(\.supports).isEmpty)
            #expect(record.contacts.isEmpty)
            #expect(record.number == nil && record.published == nil && record.validFrom == nil)
            #expect(record.region == nil && record.level == nil && record.issuers.isEmpty)
        }
    }

    @Test func theRecordIsValidJSONWithAllMembers() throws {
        let record = Reader.read(PolicyText("“引号”\"与\\反斜杠\t奖励标准：给予1万元奖励。"))
        let object = try JSONSerialization.jsonObject(with: Data(record.recordJSON.utf8)) as? [String: Any]
        #expect(
            Set(try #require(object).keys) == [
                "title", "level", "region", "region_code", "issuers", "number", "published", "valid_from",
                "valid_to", "apply_from",
                "apply_to", "kinds", "items", "materials", "contacts", "tags", "summary",
            ])
    }
}
