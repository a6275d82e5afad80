// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Testing

@testable import Site

@Suite struct WordsTests {
    @Test func `every word of the frame is there in both languages`() throws {
        #expect(try WordBook(shelves: [.site, DemoRoom().shelf]).findings() == [])
    }

    @Test func `a word that is missing, empty, or different in its values is found`() throws {
        let shelf = try TemporaryShelf(words: [
            "zh-Hans": ["a": "甲 {n}", "b": " ", "c": "丙"],
            "en": ["a": "A {m}", "b": "B", "d#one": "one", "d": "{{x}}"],
        ])
        let findings = try WordBook(shelves: [shelf.shelf]).findings()
        #expect(
            findings == [
                "a takes other values in one language than in the other", "b is empty in zh-Hans",
                "c is missing in en", "d is missing in zh-Hans", "d holds {{ in en",
            ])
    }

    @Test func `two rooms cannot share a word's key`() throws {
        let one = try TemporaryShelf(words: ["en": ["a": "A"]])
        let two = try TemporaryShelf(words: ["en": ["a": "B"]])
        #expect(throws: SiteSetupFault.doubleWord("a")) { try WordBook(shelves: [one.shelf, two.shelf]) }
    }

    @Test func `values are set into words, and one thing is counted as one`() {
        let words = Words(
            language: .english, texts: ["d": "{count} days", "d#one": "{count} day", "x": "{a}-{b}"])
        #expect(words("x", ["a": "1", "b": "2"]) == "1-2")
        #expect(words.counted("d", 1) == "1 day")
        #expect(words.counted("d", 2) == "2 days")
        #expect(words("none") == "⟦none⟧")
    }

    @Test func `each fault has its words`() throws {
        let wordBook = try WordBook(shelves: [.site])
        let faults: [SiteFault] = [
            .badRequest(field: "a"), .forbidden, .crossSite, .notFound, .methodNotAllowed([.get]),
            .tooLarge(limitBytes: 5), .urlTooLong, .tooMany(retryAfterSeconds: 1), .lostState,
            .stateTooLarge(limitBytes: 7),
            .unavailable(retryAfterSeconds: 1), .failure,
        ]
        for fault in faults {
            for language in Language.allCases {
                let wording = fault.wording(in: wordBook[language])
                #expect(!"\(wording)".contains("⟦") && !"\(wording)".contains("{"), "\(wording)")
            }
        }
    }
}

/// A shelf with a few files, gone after the test.
final class TemporaryShelf {
    let shelf: Shelf
    private let folder: URL

    init(words: [String: [String: String]] = [:], templates: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("shelf-\(UUID().uuidString)")
        shelf = Shelf(folder: folder)
        for (name, texts) in words {
            try write(JSONEncoder().encode(texts), to: "Words/\(name).json")
        }
        for (name, text) in templates {
            try write(Data(text.utf8), to: "Templates/\(name).mustache")
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private func write(_ data: Data, to path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }
}
