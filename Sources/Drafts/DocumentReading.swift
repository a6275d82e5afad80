// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Policies
import Reading
import Rules
import Standards

/// From a document's text to what a version of a policy says. Takes about 10 ms a page; see ``Work``.
struct DocumentReading: Sendable {
    let library: Library

    /// What was read: a content that a person goes through, and the rules with what became of each clause.
    struct Result: Sendable {
        var content: PolicyContent
        let record: PolicyRecord
        let drafts: [DraftRule]
    }

    /// Reads a text; what it does not say stays empty. `home` is the region that keeps the policy, where the
    /// text names none.
    func read(_ text: PolicyText, home: Region) -> Result {
        let record = Reader.read(text)
        let drafts = Drafting(library: library).drafts(of: text)
        let region = record.region?.value.code.flatMap { Region(code: $0) } ?? home
        var content = PolicyContent(
            title: record.title?.value ?? "", level: Self.level(record.level?.value, region), region: region)
        content.documentNumber = record.number?.value ?? ""
        content.issuers = record.issuers.map(\.value)
        content.kinds = record.kinds.map(Self.kind)
        content.tags = record.tagNames
        content.summary = Self.summary(record)
        content.themes = record.tags.filter { $0.dimension == .theme }.map(\.value)
        content.industries = Self.sections(record)
        content.publishedOn = record.published?.value
        content.validFrom = record.validFrom?.value
        content.validTo = record.validTo?.value
        content.applyFrom = record.applyFrom?.value
        content.applyTo = record.applyTo?.value
        content.materials = record.materials.map(\.value)
        content.contacts = record.contacts.map { PolicyContact(name: $0.name ?? "", phone: $0.phone) }
        content.items = items(record, drafts)
        content.applying =
            content.items.isEmpty ? .nothing : Self.isAppliedForOnline(text.original) ? .online : .onSite
        content.text = text.original
        return Result(content: content, record: record, drafts: drafts)
    }

    /// The document's measures, each with its rule where one was drafted; then rules whose measure bears
    /// another name.
    private func items(_ record: PolicyRecord, _ drafts: [DraftRule]) -> [PolicyItem] {
        var left = drafts
        var items: [PolicyItem] = []
        let contact = record.contacts.count == 1 ? record.contacts.first : nil
        func add(_ name: String, _ supports: [Support], _ draft: DraftRule?) {
            var item = PolicyItem(key: String(items.count + 1), name: name)
            item.support = supports.map(\.text).joined(separator: "\n")
            (item.leastFen, item.mostFen) = Self.sums(supports)
            item.rule = draft?.text ?? ""
            item.phone = contact?.phone ?? ""
            item.office = contact?.name ?? ""
            items.append(item)
        }
        for item in record.items {
            let name = item.name?.value ?? record.title?.value ?? ""
            let place = left.firstIndex { $0.title == name }
            add(name, item.supports, place.map { left.remove(at: $0) })
        }
        // A document with one measure and one rule means the same by both.
        if left.count == 1, items.count == 1, items[0].rule.isEmpty {
            items[0].rule = left.removeFirst().text
        }
        for draft in left { add(draft.title, [], draft) }
        return items
    }

    /// The least and the most that the supports promise; nil where one of them has no bound, or depends on a
    /// number of people or things.
    private static func sums(_ supports: [Support]) -> (least: Int64?, most: Int64?) {
        guard !supports.isEmpty, supports.allSatisfy({ $0.per == nil || $0.per == "家" }) else {
            return (nil, nil)
        }
        let most = supports.map { fen($0.cap ?? $0.amount) }
        let least = supports.map { fen($0.form == .fixed ? $0.amount : $0.floor) }
        return (
            least.contains(nil) ? nil : least.compactMap { $0 }.min(),
            most.contains(nil) ? nil : most.compactMap { $0 }.max()
        )
    }

    private static func fen(_ yuan: Rational?) -> Int64? { yuan.flatMap { Money(yuan: $0)?.fen } }

    /// For whom, how much and until when, in the document's words.
    private static func summary(_ record: PolicyRecord) -> String {
        Highlight.Question.allCases.compactMap { question in
            record.highlights.first { $0.question == question }.map { "\(question.rawValue)：\($0.text)" }
        }.joined(separator: "\n")
    }

    /// Sections of GB/T 4754 that a tag names as such: 制造业 is C. Words that name no section stay tags.
    private static func sections(_ record: PolicyRecord) -> [String] {
        let named = Set(record.tags.filter { $0.dimension == .industry }.map(\.value))
        return Industry.all(.section).filter { named.contains($0.name) }.map(\.code)
    }

    /// Whether it says that applications are made on the web or on a platform.
    private static func isAppliedForOnline(_ text: String) -> Bool {
        text.contains(/(网上|线上|在线)(申报|申请|提交|填报|办理)/)
            || text.contains(/(通过|登录|在)[^，。；\n]{0,40}(平台|系统|网站|网址)[^，。；\n]{0,12}(申报|申请|提交|填报)/)
    }

    private static func level(_ level: PolicyRecord.Level?, _ region: Region) -> PolicyLevel {
        switch level {
        case .nation: return .nation
        case .province: return .province
        case .city: return .city
        case .county: return .county
        case nil: break
        }
        return switch region.level {
        case .nation: .nation
        case .province: .province
        case .city: .city
        case .county: .county
        }
    }

    private static func kind(_ kind: PolicyRecord.Kind) -> PolicyKind {
        switch kind {
        case .award: .award
        case .subsidy: .subsidy
        case .loan: .loan
        case .interest: .interest
        case .voucher: .voucher
        case .recognition: .recognition
        case .rent: .rent
        case .guarantee: .guarantee
        case .training: .training
        case .other: .other
        }
    }
}

/// Work that takes milliseconds of the processor, moved off the threads that serve requests; two at a time,
/// so that one slow document does not hold up the next.
enum Work {
    private static let queues = [
        DispatchQueue(label: "drafts.work.0"), DispatchQueue(label: "drafts.work.1"),
    ]

    static func done<Value: Sendable>(
        _ number: Int = 0, _ work: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            queues[abs(number % 2)].async { continuation.resume(returning: work()) }
        }
    }
}
