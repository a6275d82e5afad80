// SPDX-License-Identifier: Apache-2.0
import Standards

/// Reads the period in force and the period for applications.
struct TermReader {
    let flow: Flow
    let figures: Figures
    let outline: Outline
    let published: PolicyRecord.Cited<Day>?

    func read(into record: inout PolicyRecord) {
        readValidity(into: &record)
        readApplications(into: &record)
    }

    // MARK: In force

    private func readValidity(into record: inout PolicyRecord) {
        for sentence in validitySentences() {
            let text = flow.stretch(sentence)
            if record.validFrom == nil, let start = start(text) { record.validFrom = start }
            if record.validTo == nil, let end = end(text, from: record.validFrom) { record.validTo = end }
        }
    }

    /// Sentences on coming into force, without those that speak of other documents.
    private func validitySentences() -> [Range<Int>] {
        var found: [Range<Int>] = []
        for paragraph in flow.paragraphs {
            if paragraph.label?.purpose == .validity {
                found.append(
                    (paragraph.label?.range.lowerBound ?? paragraph.range.lowerBound)..<paragraph.range
                        .upperBound)
                continue
            }
            let text = flow.stretch(paragraph.range)
            guard TermCues.inForce.occurs(in: text) else { continue }
            for sentence in text.pieces(at: \.isStop) where TermCues.inForce.occurs(in: sentence) {
                guard TermCues.own.occurs(in: sentence), !TermCues.others.occurs(in: sentence) else {
                    continue
                }
                // 政策执行期限至… in one measure of many is not the document's.
                if TermCues.measures.begins(sentence.trimmed()) == nil
                    && TermCues.measures.occurs(in: sentence), paragraph.mark != nil,
                    outline.measures.count > 5
                {
                    continue
                }
                found.append(sentence.startIndex..<sentence.endIndex)
            }
        }
        return found
    }

    private func start(_ text: Stretch) -> PolicyRecord.Cited<Day>? {
        if let cue = TermCues.fromPublication.find(text) {
            guard let published else { return nil }
            let place = flow.span(cue.at..<(cue.at + cue.word.count))
            return PolicyRecord.Cited(value: published.value, spans: [place] + published.spans)
        }
        let range = text.startIndex..<text.endIndex
        for date in figures.dates(in: range) {
            guard let day = date.day(year: published?.value.year) else { continue }
            let before = text.upTo(date.range.lowerBound).suffix(4)
            let after = text.after(date.range.upperBound).prefix(6)
            if before.last == "至" || before.last == "到" || before.last == "-" || before.last == "~"
                || before.contains("截至") || before.contains("有效期至")
            {
                continue
            }
            if TermCues.begins.occurs(in: after) || before.last == "自" || before.last == "从"
                || TermCues.runs.begins(after) != nil || text.upTo(date.range.lowerBound).contains("日期")
            {
                return PolicyRecord.Cited(value: day, spans: [flow.span(date.range)])
            }
        }
        return nil
    }

    private func end(_ text: Stretch, from start: PolicyRecord.Cited<Day>?) -> PolicyRecord.Cited<Day>? {
        let range = text.startIndex..<text.endIndex
        for date in figures.dates(in: range) {
            guard let day = date.day(year: published?.value.year) else { continue }
            let before = text.upTo(date.range.lowerBound).suffix(4)
            if before.last == "至" || before.last == "到" || before.last == "-" || before.last == "~"
                || before.contains("截止") || before.contains("止于")
            {
                return PolicyRecord.Cited(value: day, spans: [flow.span(date.range)])
            }
        }
        guard let start else { return nil }
        for quantity in figures.quantities(in: range) where quantity.upper == nil {
            guard TermCues.terms.occurs(in: text.upTo(quantity.range.lowerBound).suffix(10)),
                let count = quantity.value.int64, count > 0, count <= 50
            else { continue }
            let last: Day
            switch quantity.unit {
            case .year: last = start.value.adding(years: Int(count)).adding(days: -1)
            case .month: last = start.value.adding(months: Int(count)).adding(days: -1)
            default: continue
            }
            return PolicyRecord.Cited(value: last, spans: [flow.span(quantity.range)] + start.spans)
        }
        return nil
    }

    // MARK: Applications

    private func readApplications(into record: inout PolicyRecord) {
        for passage in outline.passages where passage.role != .heading {
            let text = flow.stretch(passage.range)
            if passage.purpose == .time {
                readPeriod(text, into: &record)
            } else if passage.purpose != .background, passage.purpose != .supervision {
                for sentence in text.pieces(at: \.isStop) where TermCues.applying.occurs(in: sentence) {
                    readPeriod(sentence, into: &record)
                }
            }
        }
    }

    private func readPeriod(_ text: Stretch, into record: inout PolicyRecord) {
        guard !TermCues.recurring.occurs(in: text) else { return }
        var lent = published?.value.year
        let range = text.startIndex..<text.endIndex
        if let cue = TermCues.fromPublication.find(text), record.applyFrom == nil, let published {
            record.applyFrom = PolicyRecord.Cited(
                value: published.value,
                spans: [flow.span(cue.at..<(cue.at + cue.word.count))] + published.spans)
        }
        for date in figures.dates(in: range) {
            if let year = date.year { lent = year }
            guard let day = date.day(year: lent) else { continue }
            let before = text.upTo(date.range.lowerBound)
            let after = TermCues.behindClock(text.after(date.range.upperBound))
            let cited = PolicyRecord.Cited(value: day, spans: [flow.span(date.range)])
            let isUntil = ["至", "到", "-", "~", "—"].contains(before.last.map { String(Character($0)) } ?? "")
            if isUntil || TermCues.until.ends(before) != nil || TermCues.untilBehind.begins(after) != nil {
                if record.applyTo == nil { record.applyTo = cited }
            } else if ["至", "到", "-", "~", "起", "开"].contains(after.first.map { String(Character($0)) } ?? "")
                || TermCues.fromBefore.ends(before) != nil
            {
                if record.applyFrom == nil { record.applyFrom = cited }
            }
        }
    }
}

/// Words of periods, as data.
enum TermCues {
    static let inForce: Lexicon = ["施行", "实施", "有效期", "执行", "生效", "有效", "起施"]
    static let own: Lexicon = [
        "本办法", "本措施", "本细则", "本政策", "本意见", "本通知", "本方案", "本规定", "本实施", "本若干", "本文件", "自印发", "自发布", "自公布",
        "自颁布", "有效期", "自20", "本暂行", "本条", "本指南", "本计划",
        "该办法", "该政策", "《办法》", "《措施》", "《细则》", "自二", "从20", "于20", "自通知", "政策实施", "政策执行", "施行期", "实施期",
    ]
    static let measures: Lexicon = ["政策实施", "政策执行"]
    /// Terms of other things: vouchers, certificates, other documents.
    static let others: Lexicon = [
        "券有效期", "券的有效期", "证书有效期", "在有效期内", "有效期内", "资格有效期", "称号有效期", "创新券有效", "认定有效期", "同时废止的",
    ]
    static let fromPublication: Lexicon = [
        "自印发之日", "自发布之日", "自公布之日", "自颁布之日", "自印发日", "自发布日", "从印发之日", "从发布之日", "本文件发布之日", "自本文件发布之日", "印发之日起",
        "发布之日起", "公布之日起", "自通知印发之日", "自发文之日",
    ]
    static let begins: Lexicon = ["起", "施行", "实施", "开始", "执行", "生效"]
    static let runs: Lexicon = ["至", "到", "-", "~"]
    static let terms: Lexicon = ["有效期", "有效", "期限", "执行期", "试行", "实施期", "暂行", "施行期", "暂定"]
    static let applying: Lexicon = [
        "申报截止", "截止时间", "截止日期", "申报时间", "申请时间", "受理时间", "前提交", "前报送", "日前将", "前申报", "提交申请", "提出申请", "前报",
        "提交至", "报送至", "申报期", "前通过", "日前在", "日前登录", "前完成申报",
        "前完成", "进行申报", "网上申报", "前送", "项目申报:", "受理期",
    ]
    static let recurring: Lexicon = ["每年", "每季", "每月", "各年度", "次年", "当年", "上一年", "每半年"]
    static let until: Lexicon = [
        "截止", "截至", "截止到", "截止时间", "截止时间为", "截止日期", "截止日期为", "截止日期:", "截止时间:", "截止到", "最迟", "至迟", "不迟于",
        "不晚于", "截止日",
    ]
    static let untilBehind: Lexicon = ["前", "之前", "以前", "(含)前", "止", "为止", "截止", "(星期"]
    static let fromBefore: Lexicon = ["自", "从", "起始时间:", "开始时间:", "起始日期:"]

    /// What follows a time of day.
    static func behindClock(_ text: Stretch) -> Stretch {
        var rest = text
        while let first = rest.first,
            first.isDigit || first == ":" || first.isSpace || first == "时" || first == "点" || first == "分"
                || first == "整"
        {
            rest = rest.dropFirst()
        }
        for word: Word in ["下午", "上午", "中午", "(含)", "24时"] where rest.hasPrefix(word) {
            rest = rest.after(rest.startIndex + word.count)
        }
        return rest
    }
}
