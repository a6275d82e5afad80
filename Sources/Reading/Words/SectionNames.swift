// SPDX-License-Identifier: Apache-2.0

/// What a part of a document is for.
enum Purpose: Hashable, Sendable {
    /// Particulars of the document itself.
    case issuer, number, published, validity
    /// Why the policy exists, and which texts it cites.
    case background
    /// Who may have it and what must be true.
    case conditions
    /// What is given.
    case support
    /// How long it is given.
    case duration
    /// What is handed in, how, when and to whom.
    case materials, procedure, time, contact
    /// Duties of offices, audit, final clauses.
    case supervision
    /// Page furniture.
    case noise
}

/// The names of parts, as data. A heading is judged by its last words: 申报条件, 享受补贴的条件 and 条件 are one thing.
enum SectionNames {
    /// Names of particulars; they stand before a colon, or in the left column of a guide card.
    static let particulars: [(Purpose, [Word])] = [
        (
            .issuer,
            [
                "发文机构", "发文机关", "发文部门", "发文单位", "发布机构", "发布机关", "发布单位", "发布部门", "印发机关", "印发单位",
                "印发部门", "制定机关", "制发机关", "公开机构", "信息来源", "文章来源", "内容来源", "来源", "稿源", "解读机关", "解读单位",
                "解读部门", "政策来源", "出台部门", "主管部门",
            ]
        ),
        (.number, ["发文字号", "政策文号", "文件编号", "发文编号", "文件字号", "发文号", "文号", "规范性文件编号", "字号"]),
        (
            .published,
            [
                "发布日期", "发布时间", "发文日期", "发文时间", "成文日期", "成文时间", "印发日期", "印发时间", "公布日期", "公开日期",
                "信息时间", "生成日期", "发表时间", "更新时间", "日期",
            ]
        ),
        (.validity, ["有效期限", "有效期至", "政策有效期", "有效期", "实施日期", "生效日期", "施行日期", "实施时间", "执行期限", "执行时间"]),
        (.background, ["依据文件", "政策依据", "文件依据", "制定依据", "政策名称", "文件名称", "依据"]),
        (
            .noise,
            [
                "工具分类", "政策类型", "主题分类", "索引号", "字体大小", "字体", "浏览次数", "点击数", "点击量", "访问量", "访问次数",
                "浏览量", "阅读次数", "分享到", "分享", "打印", "责任编辑", "编辑", "作者", "关键词", "有效性", "视力保护色", "阅读", "点击",
                "浏览", "当前位置", "网址", "链接", "网站", "附件",
            ]
        ),
    ]

    /// Left-column names of guide cards, which stand without a colon.
    static let cardNames: [(Purpose, [Word])] = [
        (.conditions, ["服务对象", "支持对象", "扶持对象", "适用对象", "条件要求", "申报条件", "申请条件", "支持条件", "受理条件", "适用范围"]),
        (.support, ["服务内容", "支持内容", "支持标准", "支持方式", "扶持内容", "政策内容", "奖励标准", "补贴标准"]),
        (.procedure, ["服务流程", "办理流程", "申报流程", "申请流程", "办理方式", "申报方式", "申请方式", "受理方式", "办理程序", "申报程序"]),
        (.materials, ["申报材料", "申请材料", "所需材料", "办理材料"]),
        (.time, ["时间/频度", "办理时间", "申报时间", "受理时间", "申请时间", "时间频度"]),
        (.contact, ["联络方式", "联系方式", "联系电话", "咨询电话", "咨询方式", "联系部门"]),
    ]

    /// Endings of headings, tried in this order.
    static let endings: [(Purpose, Lexicon)] = [
        (
            .contact,
            [
                "联系方式", "联络方式", "联系电话", "咨询电话", "咨询方式", "联系人", "咨询热线", "服务热线", "热线电话", "受理电话", "监督电话", "业务咨询",
                "政策咨询", "联系人及电话", "责任单位及电话", "咨询渠道", "联系人及联系方式", "电话", "咨询服务电话", "联系部门",
            ]
        ),
        (.materials, ["材料", "资料", "材料清单", "资料清单", "申报材料要求", "材料要求"]),
        (
            .procedure,
            [
                "程序", "流程", "步骤", "渠道", "途径", "地点", "受理部门", "受理单位", "受理机构", "办理部门", "申领方式", "申报办法", "申请办法",
                "办理办法", "兑现办法", "申报方式", "申请方式",
                "办理方式", "受理方式", "报送方式", "申报要求", "工作要求", "有关要求", "报送要求", "其他要求", "组织实施", "申报审核", "评审", "审核",
                "公示",
                "拨付", "兑付", "兑付要求", "兑现", "组织申报", "工作安排", "实施步骤", "网上办理", "办理指南", "操作指引", "资金拨付", "服务方式",
                "申报和审核", "申请和审核", "申请与审核", "申报与审核", "申报与受理", "申报与评审", "认定程序", "兑现流程",
            ]
        ),
        (.time, ["时间", "时限", "申报期限", "申请期限", "受理期限", "频度", "截止日期", "时间安排", "时间节点", "起止时间"]),
        (
            .duration,
            ["补贴期限", "支持期限", "资助期限", "贷款期限", "享受期限", "奖励期限", "扶持期限", "期限", "支持年限", "补贴年限", "补贴时限"]
        ),
        (
            .validity,
            ["有效期", "有效期限", "施行日期", "实施日期", "执行期限", "实施时间", "施行时间", "执行时间", "实施期限"]
        ),
        (
            .background,
            [
                "背景", "依据", "目的", "意义", "总体要求", "指导思想", "主要目标", "工作目标", "发展目标", "总体目标", "必要性", "起草过程", "制定过程",
                "总则", "工作原则", "基本原则", "总体思路", "背景和依据", "背景及依据", "背景依据", "目标任务", "起草说明", "原则",
            ]
        ),
        (
            .supervision,
            [
                "监督管理", "附则", "绩效评价", "绩效管理", "法律责任", "责任追究", "组织领导", "保障措施", "组织保障", "监督检查", "管理职责", "职责分工",
                "责任分工", "部门职责", "监督", "资金管理", "动态管理", "管理与监督", "监督与管理", "名词解释", "监管", "资金来源", "信息公开", "资金监管",
                "权利和义务", "其他规定", "其他事项", "有关事项",
            ]
        ),
        (
            .conditions,
            [
                "条件", "对象", "范围", "主体", "资格", "支持方向", "支持领域", "支持重点", "适用企业", "条件要求", "基本要求", "资格要求", "基本条件",
                "对象和条件", "对象及条件", "条件和要求", "企业范围", "条件及要求", "享受人群", "适用人群", "认定标准", "评价标准", "准入标准", "负面清单",
                "申报单位要求", "申报主体要求", "项目要求", "企业要求", "限制条件", "不予支持情形", "不予支持的情形",
                "不予受理情形", "不予奖励情形", "除外情形", "禁止情形", "不予支持范围", "不予支持事项",
            ]
        ),
        (
            .support,
            [
                "标准", "额度", "支持政策", "扶持政策", "奖励政策", "补贴政策", "优惠政策", "政策内容", "政策要点", "支持内容", "兑现内容", "申报内容",
                "兑现政策", "服务内容", "扶持内容",
                "支持方式", "扶持方式", "补贴方式", "奖励方式", "资助方式", "补助方式", "金额", "比例", "额度与期限", "额度和期限", "支持措施", "主要措施",
                "扶持措施", "政策措施", "主要内容", "政策亮点", "政策关注点", "标准和方式", "方式和标准", "方式及标准", "标准及方式", "支持比例",
                "补助内容", "奖励内容", "具体内容", "主要政策", "重点任务", "主要任务", "政策支持", "奖补标准", "额度及期限", "额度、期限", "利率",
            ]
        ),
    ]

    /// 制定背景, 起草目的: no requirement, though it begins with a verb.
    private static let beginnings: Lexicon = [
        "背景", "制定依据", "起草依据", "制定目的", "出台目的", "制定过程", "起草过程", "出台意义", "制定意义",
    ]
    private static let announcing: Lexicon = ["以下", "下列", "如下"]
    private static let statements: Lexicon = [
        "具有", "拥有", "符合", "满足", "具备", "未", "无", "有", "在", "应", "须", "需", "取得", "获得", "能", "不", "按", "经", "对",
        "提供", "提交", "给予", "为", "属于", "依法",
        "通过", "从事", "已", "完成", "建立", "制定",
    ]
    private static let particularNames = Lexicon(particulars.flatMap(\.1))
    private static let cardLexicon = Lexicon((particulars + cardNames).flatMap(\.1).filter { $0.count >= 4 })
    private static let purposes: [Word: Purpose] = Dictionary(
        (particulars + cardNames).flatMap { purpose, words in words.map { ($0, purpose) } },
        uniquingKeysWith: { first, _ in first })

    /// A particular's name at the position, and what it is for.
    static func particular(_ text: Stretch, at position: Int) -> (Word, Purpose)? {
        guard let word = particularNames.match(text, at: position), let purpose = purposes[word] else {
            return nil
        }
        return (word, purpose)
    }

    /// A guide card's left-column name at the position.
    static func card(_ text: Stretch, at position: Int) -> (Word, Purpose)? {
        guard let word = cardLexicon.match(text, at: position), let purpose = purposes[word] else {
            return nil
        }
        return (word, purpose)
    }

    /// What a heading announces, nil for the name of a measure.
    static func purpose(ofHeading heading: Stretch) -> Purpose? {
        let core = heading.trimmed(":。、.[]").filter { !$0.isSpace }[...]
        guard core.count >= 2, core.count <= 16 else { return nil }
        if let exact = purposes[Word(core.text)] { return exact }
        if beginnings.ends(core) != nil { return .background }
        // 具有独立法人资格 is a requirement, not the name of a part.
        guard statements.begins(core) == nil, !announcing.occurs(in: core) else { return nil }
        // The longest ending decides: 贷款额度与期限 is about amounts, 贷款期限 about time.
        var best: (purpose: Purpose, length: Int)?
        for (purpose, lexicon) in endings {
            guard let word = lexicon.ends(core), word.count > (best?.length ?? 0) else { continue }
            best = (purpose, word.count)
        }
        return best?.purpose
    }
}
