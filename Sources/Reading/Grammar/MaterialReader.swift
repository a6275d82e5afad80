// SPDX-License-Identifier: Apache-2.0

/// Reads what the applicant hands in: the list under a heading of materials, or what a sentence enumerates.
struct MaterialReader {
    let flow: Flow
    let outline: Outline

    func read() -> [PolicyRecord.Cited<String>] {
        var found: [Stretch] = []
        for passage in outline.passages where passage.role == .text {
            let text = flow.stretch(passage.range)
            if passage.purpose == .materials {
                found +=
                    passage.mark == nil || text.count <= 40 && text.contains("、") && passage.mark == nil
                    ? listed(text) : [item(text)]
            } else if let sentence = text.pieces(at: \.isStop).first(where: {
                MaterialCues.handing.occurs(in: $0) && $0.contains("材料")
            }) {
                found += enumerated(sentence)
            } else if let sentence = text.pieces(at: \.isStop).first(where: {
                MaterialCues.handing.occurs(in: $0) && $0.contains("、")
            }) {
                found += enumerated(sentence)
            }
        }
        var seen: Set<String> = []
        return found.filter { $0.count >= 2 && $0.count <= 60 && seen.insert($0.text).inserted }.map {
            PolicyRecord.Cited(
                value: flow.excerpt($0.startIndex..<$0.endIndex),
                spans: [flow.span($0.startIndex..<$0.endIndex)])
        }
    }

    private func listed(_ text: Stretch) -> [Stretch] {
        text.pieces { $0 == "、" || $0.isStop || $0 == "," }.map(item)
    }

    /// Without number, copies and remarks.
    private func item(_ text: Stretch) -> Stretch {
        var core = text.trimmed(";。,:、等")
        if let stop = core.firstIndex(where: \.isStop) { core = core.upTo(stop) }
        if let open = core.firstIndex(of: "("), core.last == ")",
            core[open...].contains("附件") || core[open...].contains("份")
        {
            core = core.upTo(open)
        }
        return core.trimmed(";。,:、")
    }

    /// 提交申请表、合同和发票等材料
    private func enumerated(_ sentence: Stretch) -> [Stretch] {
        guard let verb = MaterialCues.handing.find(sentence) else { return [] }
        var list = sentence.after(verb.at + verb.word.count)
        if let end = MaterialCues.ends.find(list) {
            list = list.upTo(end.at)
        } else if let comma = list.firstIndex(of: ",") {
            list = list.upTo(comma)
        }
        guard list.contains(where: { $0 == "、" }), MaterialCues.papers.occurs(in: list) else { return [] }
        return ConditionCues.members(list).map { $0.trimmed("等") }
    }
}

/// Words around materials, as data.
enum MaterialCues {
    static let papers: Lexicon = [
        "表", "复印件", "证明", "发票", "合同", "凭证", "执照", "报告", "协议", "证书", "材料", "申报书", "申请书", "承诺书", "身份证", "清单",
    ]
    static let handing: Lexicon = ["提交", "提供", "上传", "报送", "递交", "携带", "出具"]
    static let ends: Lexicon = ["等材料", "等资料", "等相关材料", "等证明", "等有关", "等申请材料", "等申报材料", "等附件", "等。", "等"]
}
