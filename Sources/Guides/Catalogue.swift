// SPDX-License-Identifier: Apache-2.0
import Policies
import Store

/// Every policy that everybody may read, in memory: what lists show, and the words that find it. A value, so
/// that a search sees one unchanging moment.
///
/// For each character it knows which policies hold it, as bits; a phrase is looked for in those that hold
/// all of its characters. That takes phrases of any length, one character too, and needs no dictionary.
struct Catalogue: Sendable {
    /// Where the fields of a text end, counted from its start. What comes first weighs more.
    struct Fields: Sendable {
        var title = 0
        var number = 0
        /// Issuers, themes, tags, also those that enterprises proposed.
        var labels = 0
        /// Names of items.
        var items = 0
        var summary = 0
        /// Support, materials, the official text.
        var text = 0
    }

    /// In the order in which they came; a newer version of the same policy takes a new place.
    private(set) var entries: [GuideEntry] = []
    private(set) var isLive: [Bool] = []
    /// What filters and counts ask, by place.
    private(set) var rows: [GuideRow] = []
    /// Themes, tiers and offices of all rows behind one another, as numbers of the book.
    private(set) var labels: [Int32] = []
    private(set) var book = LabelBook()
    private(set) var fields: [Fields] = []
    /// All texts behind one another.
    private(set) var codes: [UInt16] = []
    private(set) var starts: [Int] = []
    /// Which places hold a character, 64 to a word.
    private(set) var holders: [UInt16: [UInt64]] = [:]
    /// The names under which themes and tags are shown and counted.
    private(set) var tags = TagBook()
    /// What a name of a tag may be called otherwise.
    private(set) var otherNames: [[UInt16]: [[UInt16]]] = [:]
    private var places: [ID<Policy>: Int] = [:]
    private var numbers: [Int64: Int] = [:]

    /// How many policies there are.
    var count: Int { places.count }
    /// Places in use, also of versions that were replaced.
    var capacity: Int { entries.count }
    /// The policies that are there, in the order in which they came.
    var live: [GuideEntry] { entries.indices.filter { isLive[$0] }.map { entries[$0] } }

    /// The entry of a policy; nil when there is none.
    func entry(_ number: Int64) -> GuideEntry? { numbers[number].map { entries[$0] } }
    /// The entry of a policy; nil when there is none.
    func entry(_ policy: ID<Policy>) -> GuideEntry? { places[policy].map { entries[$0] } }

    /// Puts a version in, in the place of an older one of the same policy.
    ///
    /// - Parameter suggested: tags that were added on proposals of enterprises.
    mutating func take(_ version: PolicyVersion, suggested: [String] = []) {
        remove(version.policy.id)
        let place = entries.count
        var entry = GuideEntry(version, suggested: suggested)
        entry.themes = tags.names(of: entry.words)
        entries.append(entry)
        rows.append(GuideRow(entry, &labels, &book))
        isLive.append(true)
        places[version.policy.id] = place
        numbers[version.policy.number] = place
        starts.append(codes.count)
        let (text, fields) = Self.text(of: version.content, suggested)
        self.fields.append(fields)
        codes += text
        for code in Set(text) { note(code, at: place) }
    }

    /// Takes a policy out.
    mutating func remove(_ policy: ID<Policy>) {
        guard let place = places.removeValue(forKey: policy) else { return }
        isLive[place] = false
        numbers[entries[place].number] = nil
    }

    /// Puts other managed names on all policies.
    mutating func fold(by book: TagBook) {
        tags = book
        otherNames = [:]
        for tag in book.tags where !tag.synonyms.isEmpty {
            let names = ([tag.name] + tag.synonyms).map(FoldedText.codes)
            for name in names { otherNames[name] = names.filter { $0 != name } }
        }
        (rows, labels, self.book) = ([], [], LabelBook())
        for place in entries.indices {
            entries[place].themes = book.names(of: entries[place].words)
            rows.append(GuideRow(entries[place], &labels, &self.book))
        }
    }

    private mutating func note(_ code: UInt16, at place: Int) {
        let word = place / 64
        holders[code, default: []].withGrown(to: word + 1) { $0[word] |= 1 << UInt64(place % 64) }
    }

    private static func text(of content: PolicyContent, _ suggested: [String]) -> ([UInt16], Fields) {
        var (codes, fields): ([UInt16], Fields) = ([], Fields())
        func add(_ texts: [String]) -> Int {
            for text in texts where !text.isEmpty {
                codes += FoldedText.codes(text)
                codes.append(FoldedText.end)
            }
            return codes.count
        }
        fields.title = add([content.title])
        fields.number = add([content.documentNumber])
        fields.labels = add(content.issuers + content.themes + content.tags + suggested)
        fields.items = add(content.items.map(\.name))
        fields.summary = add([content.summary])
        fields.text = add(content.items.map(\.support) + content.materials + [content.text])
        return (codes, fields)
    }
}

extension Array where Element == UInt64 {
    fileprivate mutating func withGrown(to size: Int, _ change: (inout [UInt64]) -> Void) {
        if count < size { append(contentsOf: repeatElement(0, count: size - count)) }
        change(&self)
    }
}
