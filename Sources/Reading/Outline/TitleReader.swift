// SPDX-License-Identifier: Apache-2.0

/// Finds the document's own heading and where its body begins.
struct TitleReader {
    struct Title: Sendable {
        /// The heading, without the list number and without the issuers in front of 关于.
        var range: Range<Int>?
        /// The paragraphs that it takes.
        var paragraphs: [Int] = []
        /// What stands in front of 关于.
        var issuers: Range<Int>?
        /// The first paragraph that is not the head of the document.
        var bodyStart = 0
    }

    private let flow: Flow
    private static let furthest = 25

    static func read(_ flow: Flow) -> Title { TitleReader(flow: flow).read() }

    private init(flow: Flow) { self.flow = flow }

    private func read() -> Title {
        var title = Title()
        let bodyStart =
            flow.paragraphs.indices.prefix(Self.furthest).first(where: isBody)
            ?? min(flow.paragraphs.count, Self.furthest)
        title.bodyStart = bodyStart
        let candidates = (0..<bodyStart).filter(isCandidate)
        guard let best = candidates.max(by: { score($0) < score($1) || (score($0) == score($1) && $0 > $1) })
        else { return title }
        var (first, last) = (best, best)
        // A heading that takes two lines: the second one ends it.
        while last + 1 < bodyStart, isCandidate(last + 1), !isClosed(last), isClosed(last + 1),
            flow.paragraphs[last + 1].mark == nil
        { last += 1 }
        if first > 0, flow.paragraphs[first - 1].label == nil, isBeginning(first - 1), !isBeginning(first) {
            first -= 1
        }
        title.paragraphs = Array(first...last)
        var range = flow.paragraphs[first].body.lowerBound..<flow.paragraphs[last].range.upperBound
        if let about = flow.stretch(range).find("关于"), about > range.lowerBound {
            let front = flow.stretch(range).upTo(about)
            if Organisations.strong.ends(front) != nil || front.hasSuffix("部门") || front.hasSuffix("单位") {
                title.issuers = front.startIndex..<front.endIndex
                range = about..<range.upperBound
            }
        }
        title.range = range
        return title
    }

    /// A sentence, a list, an address to offices or a name of a part begins the body.
    private func isBody(_ index: Int) -> Bool {
        let paragraph = flow.paragraphs[index]
        if let label = paragraph.label { return Self.bodyPurposes.contains(label.purpose) }
        let text = flow.stretch(paragraph.body)
        guard let last = text.last else { return false }
        if let mark = paragraph.mark {
            // Only a numbered line that nothing of a list follows can be a heading.
            let isNumbered = index == 0 && mark.style <= .number && !last.isStop && text.count >= 8
            let next = flow.paragraphs[safe: index + 1]
            return
                !(isNumbered && next?.mark == nil && next != nil
                && SectionNames.purpose(ofHeading: text) == nil)
        }
        if last == ":" { return text.count > 3 }
        if SectionNames.purpose(ofHeading: text) != nil, index > 0, text.count <= 8 { return true }
        if index > 0, text.count >= 16, text.contains(",") { return true }
        return text.count > 34 && (text.contains { $0 == "。" || $0 == ";" } || last.isStop)
    }

    private static let bodyPurposes: Set<Purpose> = [
        .background, .conditions, .support, .duration, .materials, .procedure, .time, .supervision,
    ]

    private func isCandidate(_ index: Int) -> Bool {
        let paragraph = flow.paragraphs[index]
        let text = flow.stretch(paragraph.body)
        guard paragraph.label == nil, text.count >= 4, text.count <= 90, text.filter(\.isHan).count >= 4
        else { return false }
        guard !text.contains("。"), !Organisations.ends(text), !text.hasSuffix(":") else { return false }
        return !TitleCues.furniture.occurs(in: text) && text.last != "日"
    }

    private func score(_ index: Int) -> Int {
        let text = flow.stretch(flow.paragraphs[index].body)
        var score = 0
        if TitleCues.documents.occurs(in: text) { score += 3 }
        if TitleCues.subjects.occurs(in: text) { score += 2 }
        if text.contains("关于") { score += 2 }
        if TitleCues.columns.ends(text) != nil { score -= 4 }
        if DocumentNumber.find(text) != nil { score -= 4 }
        return score
    }

    private func isClosed(_ index: Int) -> Bool {
        let text = flow.stretch(flow.paragraphs[index].body)
        return TitleCues.documents.ends(text.trimmed("()》")) != nil || text.last == ")"
    }

    /// A first line that another one completes: 关于印发…行动计划
    private func isBeginning(_ index: Int) -> Bool {
        let text = flow.stretch(flow.paragraphs[index].body)
        guard isCandidate(index) else { return false }
        return text.hasPrefix("关于") && !isClosed(index)
    }
}

/// Words of titles, as data.
enum TitleCues {
    static let documents: Lexicon = [
        "通知", "办法", "措施", "解读", "方案", "意见", "细则", "公告", "指南", "规定", "通告", "计划", "指引", "规划", "决定", "清单", "条例",
        "政策",
        "一览", "一览表", "若干政策", "政策汇编", "明白纸", "政策包", "公示", "问答", "明白卡", "十条", "实施办法", "申报书", "须知", "说明", "请查收",
        "函",
        "标准", "要点", "目录", "规程", "条款", "项目",
    ]
    static let subjects: Lexicon = [
        "补贴", "奖励", "补助", "资助", "贷款", "贴息", "扶持", "支持", "创新券", "认定", "申报", "企业", "资金", "就业", "创业", "培训", "奖补",
        "发展",
        "租", "担保", "促进",
    ]
    /// Names of parts of a site.
    static let columns: Lexicon = [
        "专区", "专栏", "首页", "栏目", "信息公开", "政务公开", "公开", "网站", "平台", "政策解读栏", "公告栏", "门户网", "服务网", "政府网",
        "人民政府网",
        "通知公告", "政策文件", "政策法规", "最新政策", "正文", "详情", "工作动态",
    ]
    static let furniture: Lexicon = [
        "扫一扫", "当前位置", "字体", "打印", "分享到", "浏览次数", "您的位置", "您现在的位置", "责任编辑", "点击数", "收藏本站", "设为首页", "上一篇",
        "下一篇", "关闭窗口",
        "无障碍", "索引号", "主题分类", "序号",
    ]
}
