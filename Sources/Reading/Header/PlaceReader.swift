// SPDX-License-Identifier: Apache-2.0
import Standards

/// Finds out which place a policy is for, and of which level of government it is.
struct PlaceReader {
    let flow: Flow
    let title: TitleReader.Title

    private struct Evidence {
        var weight = 0
        var first: Range<Int>
        /// As written, with the names of those above directly in front of it.
        var isShort: Bool
    }

    func read(into record: inout PolicyRecord) {
        let votes = self.votes(record)
        let own = ownLevel()
        if let (region, evidence) = best(votes, own: own) {
            let name = flow.excerpt(evidence.first)
            record.region = .init(
                value: .init(name: evidence.isShort ? region.name : name, code: region.code),
                spans: [flow.span(evidence.first)])
            record.level = .init(value: Self.level(region), spans: [flow.span(evidence.first)])
        } else if let (level, range) = own ?? issuerLevel(record) {
            record.level = .init(value: level, spans: [flow.span(range)])
        }
    }

    private static func level(_ region: Region) -> PolicyRecord.Level {
        switch region.level {
        case .nation: .nation
        case .province: .province
        case .city: .city
        case .county: .county
        }
    }

    // MARK: Votes

    private func votes(_ record: PolicyRecord) -> [Region: Evidence] {
        var votes: [Region: Evidence] = [:]
        if let range = title.range { count(range, weight: 24, short: true, into: &votes) }
        if let range = title.issuers { count(range, weight: 16, short: true, into: &votes) }
        for paragraph in flow.paragraphs where paragraph.label?.purpose == .issuer {
            count(paragraph.range, weight: 16, short: true, into: &votes)
        }
        for range in SignatureReader(flow: flow, bodyStart: 0).ranges() {
            count(range, weight: 12, short: true, into: &votes)
        }
        for paragraph in flow.paragraphs.prefix(400) where paragraph.label?.purpose != .issuer {
            let text = flow.stretch(paragraph.range)
            let isCitation =
                text.prefix(12).contains("依据") || text.prefix(4).contains("根据")
                || paragraph.label?.purpose == .background
            for piece in quoted(text) {
                count(
                    piece.range, weight: piece.isTitle || isCitation ? 1 : 3,
                    short: paragraph.range.count < 400, into: &votes)
            }
        }
        return votes
    }

    /// The text cut into names of documents and the rest.
    private func quoted(_ text: Stretch) -> [(range: Range<Int>, isTitle: Bool)] {
        var parts: [(Range<Int>, Bool)] = []
        var start = text.startIndex
        while let open = text[start...].firstIndex(of: "《") {
            if open > start { parts.append((start..<open, false)) }
            let close = text[open...].firstIndex(of: "》") ?? text.endIndex - 1
            parts.append((open..<(close + 1), true))
            start = close + 1
        }
        if start < text.endIndex { parts.append((start..<text.endIndex, false)) }
        return parts
    }

    /// Counts each chain of names (湖北省武汉市江夏区) once, for its last member.
    private func count(_ range: Range<Int>, weight: Int, short: Bool, into votes: inout [Region: Evidence]) {
        let found = Gazetteer.find(flow.stretch(range), short: short)
        var index = 0
        while index < found.count {
            let start = index
            while index + 1 < found.count, found[index + 1].range.lowerBound == found[index].range.upperBound
            { index += 1 }
            let chain = found[start...index]
            index += 1
            guard let last = chain.last, let region = resolve(last, above: chain.dropLast()) else { continue }
            let place = (chain.first ?? last).range.lowerBound..<last.range.upperBound
            var evidence = votes[region] ?? Evidence(first: place, isShort: last.isShort)
            evidence.weight += last.isShort ? max(1, weight - 1) : weight
            if evidence.isShort, !last.isShort {
                evidence.first = place
                evidence.isShort = false
            }
            votes[region] = evidence
        }
    }

    /// Of several places with one name the one under the names in front, or under a place that the text
    /// names.
    private func resolve(_ found: Gazetteer.Found, above: ArraySlice<Gazetteer.Found>) -> Region? {
        let parents = above.flatMap(\.regions)
        // A name that nobody bears any more counts only under the name of its city or province.
        if found.regions.count == 1, let only = found.regions.first,
            !only.isWithdrawn || isUnder(only, parents)
        {
            return only
        }
        if let region = found.regions.first(where: { region in parents.contains { region.isWithin($0) } }) {
            return region
        }
        // 吉林 and 海南 are provinces unless the text says otherwise.
        if found.isShort { return found.regions.min { $0.level < $1.level } }
        let named = found.regions.filter { region in
            region.parent.map { parent in
                flow.glyphs[...].contains(Word(parent.name))
                    || flow.glyphs[...].contains(Word(parent.shortName))
            } ?? false
        }
        return named.count == 1 ? named.first : nil
    }

    private func isUnder(_ region: Region, _ parents: [Region]) -> Bool {
        if parents.contains(where: { region.isWithin($0) }) { return true }
        return [region.parent, region.parent?.parent].compactMap { $0 }.contains {
            $0 != .nation && flow.glyphs[...].contains(Word($0.name))
        }
    }

    // MARK: Decision

    private func best(_ votes: [Region: Evidence], own: (PolicyRecord.Level, Range<Int>)?) -> (
        Region, Evidence
    )? {
        var pool = votes.filter { $0.value.weight >= 2 || votes.count == 1 }
        // 我县 says that it is a county's policy, whatever provinces it cites.
        if let own = own?.0 {
            let fitting = pool.filter { fits($0.key, own) }
            if !fitting.isEmpty {
                pool = fitting
            } else if pool.values.allSatisfy({ $0.weight < 12 }) {
                return nil
            }
        }
        let first = pool.max { left, right in
            (left.value.weight, right.key.number) < (right.value.weight, left.key.number)
        }
        guard let first else { return nil }
        if let below = below(first.key, first.value, votes) { return below }
        return (first.key, first.value)
    }

    /// A text that speaks of 县政府 and names one county is that county's, though it names the province more
    /// often.
    private func below(_ region: Region, _ evidence: Evidence, _ votes: [Region: Evidence]) -> (
        Region, Evidence
    )? {
        guard evidence.weight < 12 else { return nil }
        let inner = votes.filter { $0.key != region && $0.key.isWithin(region) }
        guard inner.count == 1, let only = inner.first else { return nil }
        let text = flow.glyphs[...]
        let offices: Lexicon =
            only.key.level == .county
            ? ["县政府", "县财政", "县委", "县级财政", "县域", "区政府", "区财政", "区委"] : ["市政府", "市财政", "市委", "市级财政"]
        return offices.all(text).count >= 2 ? (only.key, only.value) : nil
    }

    private func fits(_ region: Region, _ own: PolicyRecord.Level) -> Bool {
        switch own {
        case .nation: region.level == .nation
        case .province: region.level == .province
        // A county-level city calls itself 我市; so does a municipality.
        case .city: region.level == .city || region.name.hasSuffix("市")
        case .county: region.level == .county
        }
    }

    /// 我省, 我市, 我县, 我区 and their like: what the text calls its own place.
    private func ownLevel() -> (PolicyRecord.Level, Range<Int>)? {
        let text = flow.glyphs[...]
        var count: [PolicyRecord.Level: (Int, Range<Int>)] = [:]
        for (word, level) in Self.ownWords {
            var from = text.startIndex
            while let at = text.find(word, from: from) {
                from = at + word.count
                // 我市场 is no place; a chain of offices (我市区县) is.
                let range = at..<(at + word.count)
                count[level] = ((count[level]?.0 ?? 0) + 1, count[level]?.1 ?? range)
            }
        }
        return count.max { $0.value.0 < $1.value.0 }.map { ($0.key, $0.value.1) }
    }

    private static let ownWords: [(Word, PolicyRecord.Level)] = [
        ("我省", .province), ("我市", .city), ("我县", .county), ("我区", .county), ("本县", .county), ("全县", .county),
        ("我旗", .county), ("我州", .city),
        ("我自治区", .province),
    ]

    /// 市工信局 and 国务院 tell a level without a place.
    private func issuerLevel(_ record: PolicyRecord) -> (PolicyRecord.Level, Range<Int>)? {
        let text = flow.glyphs[...]
        for word: Word in ["国务院", "工业和信息化部", "财政部", "科技部", "国家发展改革委", "人力资源社会保障部"] {
            if record.issuers.contains(where: { $0.value.hasPrefix(word.text) }), let at = text.find(word) {
                return (.nation, at..<(at + word.count))
            }
        }
        var best: (PolicyRecord.Level, Int, Range<Int>)?
        for (letter, level) in [
            ("省" as Word, PolicyRecord.Level.province), ("市", .city), ("区", .county), ("县", .county),
        ] {
            let hits = Self.offices.all(text).filter { $0.at > 0 && text.has(letter, at: $0.at - 1) }
            if let first = hits.first, hits.count > (best?.1 ?? 0) {
                best = (level, hits.count, (first.at - 1)..<(first.at + first.word.count))
            }
        }
        return best.map { ($0.0, $0.2) }
    }

    private static let offices: Lexicon = [
        "工信局", "财政局", "科技局", "商务局", "人社局", "发改委", "经信局", "经信委", "工业和信息化局", "科学技术局", "人力资源和社会保障局", "人力资源社会保障局",
        "农业农村局", "市场监管局", "文旅局", "发展改革委", "政府", "住建局",
        "税务局",
    ]
}
