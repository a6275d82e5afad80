// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Store

extension Guides {
    /// Takes names in that policies bear.
    func takeTags(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let words = visit.words
        let names = submission.all("names")
        let chosen = TagDimension(rawValue: submission.text("dimension"))
        var faults: [FieldFault] = []
        if names.isEmpty { faults.append(FieldFault("names", words("guides.tags.take.none"))) }
        if names.contains(where: { TagName.fault(in: $0) != nil }) {
            faults.append(FieldFault("names", words("guides.tag.name.long")))
        }
        let read = names.map { (name: $0, dimension: TagDimension(readFrom: $0) ?? chosen) }
        let open = read.filter { $0.dimension == nil }.map(\.name)
        if !open.isEmpty {
            faults.append(
                FieldFault("dimension", words("guides.tags.take.open", ["names": visit.joined(open)])))
        }
        guard faults.isEmpty else { return .refused(try await tagDesk(visit, submission, faults: faults)) }
        do {
            try await policies.tags.add(
                read.compactMap { line in line.dimension.map { (line.name, $0) } }, by: try visit.actor,
                once: try visit.formKey(submission, "tag.take"))
        } catch TagFault.taken {
            let fault = FieldFault("names", words("guides.tags.take.taken"))
            return .refused(try await tagDesk(visit, submission, faults: [fault]))
        }
        return .redirect(to: "/tags/manage").saying(words.counted("guides.tags.taken", names.count))
    }

    /// Adds a tag, or gives one another name or dimension.
    func saveTag(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let words = visit.words
        let tag = try await editedTag(visit)
        let name = TagName.trimmed(submission.text("name"))
        let dimension = TagDimension(rawValue: submission.text("dimension"))
        var faults: [FieldFault] = []
        if let fault = visit.nameFault(name) { faults.append(fault) }
        if dimension == nil { faults.append(FieldFault("dimension", words("guides.tag.dimension.missing"))) }
        guard let dimension, faults.isEmpty else {
            return .refused(try await tagPage(visit, submission, faults: faults))
        }
        do {
            let key = try visit.formKey(submission, "tag.save")
            guard let tag else {
                try await policies.tags.add([(name, dimension)], by: try visit.actor, once: key)
                return .redirect(to: "/tags/manage").saying(words("guides.tag.added", ["tag": name]))
            }
            let drafts = try await policies.tags.change(
                tag.seen(at: Int64(submission.text("revision")) ?? -1), name: name, dimension: dimension,
                by: try visit.actor, once: key)
            return .redirect(to: "/tags/manage").saying(words.counted("guides.tag.saved", drafts))
        } catch let fault as TagFault where fault != .gone {
            let told = FieldFault("name", visit.sentence(fault))
            return .refused(try await tagPage(visit, submission, faults: [told]))
        }
    }

    /// Merges a tag into the one that was named.
    func mergeTag(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        let words = visit.words
        guard let tag = try await editedTag(visit) else { throw TagFault.gone }
        let named = TagName.trimmed(submission.text("into"))
        guard !named.isEmpty, let other = try await policies.tags.book().tag(named: named) else {
            let fault = FieldFault(
                "into", words(named.isEmpty ? "guides.tag.into.missing" : "guides.tag.into.unknown"))
            return .refused(try await tagPage(visit, merging: submission, faults: [fault]))
        }
        do {
            let drafts = try await policies.tags.merge(
                tag.seen(at: Int64(submission.text("revision")) ?? -1), into: other, by: try visit.actor,
                once: try visit.formKey(submission, "tag.merge"))
            return .redirect(to: "/tags/manage").saying(words.counted("guides.tag.saved", drafts))
        } catch let fault as TagFault where fault != .gone {
            let told = FieldFault("into", visit.sentence(fault))
            return .refused(try await tagPage(visit, merging: submission, faults: [told]))
        }
    }

    /// Offers a tag, or offers it no more.
    func offerTag(_ visit: Visit, _ submission: Submission) async throws -> Reply {
        guard let tag = try await editedTag(visit) else { throw TagFault.gone }
        let isOffered = submission.text("offered") == "1"
        try await policies.tags.offer(
            tag.seen(at: Int64(submission.text("revision")) ?? -1), isOffered, by: try visit.actor,
            once: try visit.formKey(submission, "tag.offer"))
        return .redirect(to: "/tags/manage").saying(
            visit.words(isOffered ? "guides.tag.offered" : "guides.tag.retired.said", ["tag": tag.name]))
    }
}

extension Visit {
    /// What is wrong with a name, beside its field; nil for one that may be.
    func nameFault(_ name: String) -> FieldFault? {
        TagName.fault(in: name).map { FieldFault("name", words("guides.tag.name.\($0.rawValue)")) }
    }

    /// A fault in one line: what happened, and what to do.
    func sentence(_ fault: TagFault) -> String {
        let told = fault.explanation(in: words)
        return told.title + words("guides.tag.stop") + told.advice
    }
}
