// SPDX-License-Identifier: Apache-2.0

/// Words around amounts, as data.
enum SupportCues {
    /// That something is given.
    static let giving: Lexicon = [
        "给予", "予以", "奖励", "补贴", "补助", "资助", "奖补", "贴息", "补偿", "返还", "抵扣", "发放", "津贴", "奖金", "资金支持", "经费支持",
        "支持", "贷款额度",
        "额度", "可贷", "授信", "扶持", "减免", "一次性奖", "可申请", "申领", "安家费", "限额", "承担", "配套", "贷款最高", "担保费", "保费",
        "分别奖", "奖", "给付",
        "支付培训", "补足", "代偿", "最高不超过", "每人每年", "每人每月",
    ]
    /// That it is given to the applicant, whatever budget is named beside it.
    static let strong: Lexicon = ["给予", "予以", "每人", "每家", "每户", "最高", "标准"]
    /// Ceilings.
    static let caps: Lexicon = [
        "最高", "不超过", "不高于", "上限", "限额", "最多", "至多", "封顶", "额度", "不得超过", "不得高于", "以内", "总额控制在", "不突破", "不多于",
        "不大于",
        "最大",
    ]
    /// What a ceiling bounds when it bounds the grant.
    static let capNouns: Lexicon = [
        "补贴", "补助", "奖励", "资助", "贴息", "额度", "限额", "最高", "支持", "扶持", "总额", "上限", "金额", "奖补", "贷款", "补偿", "每家",
        "每户", "单个", "单家",
        "单户", "每人", "每年", "累计", "每个", "单台", "每台", "资金", "每项", "单项", "合计", "支付额", "封顶", "返还", "持有", "每次", "单次",
        "缴费额",
    ]
    /// Nouns of grants before a number.
    static let nouns: Lexicon = ["补贴", "补助", "奖励", "资助", "额度", "给予", "标准", "发放"]
    /// Parts of a payment schedule.
    static let schedule: Lexicon = [
        "拨付", "预拨", "首期", "首付款", "尾款", "剩余", "分期", "预付", "分批", "资金下达", "先行拨", "拨款",
    ]
    /// What has happened already: news, not promises.
    static let reports: Lexicon = [
        "累计发放", "累计支持", "累计为", "累计帮助", "截至目前", "较上年", "同比增长", "共发放", "已发放", "已累计", "达成", "余额", "增长了", "点击率",
        "目前已", "已支持", "为企业发放", "实现营收",
        "发放信用贷款", "一季度", "今年以来", "授信敞口", "已为", "已帮助", "共计发放", "累计授信",
    ]
    static let orders: Lexicon = ["给予", "予以", "每家奖励", "按每", "一次性奖励", "每户", "的标准", "奖励标准", "补贴标准"]
    static let audit: Lexicon = ["抽查", "抽取", "核查", "检查", "公示", "抽检", "随机"]
    /// What a beneficiary may do with the money.
    static let spending: Lexicon = ["用于人员", "绩效奖励", "自筹", "配套资金不", "用于奖"]
    /// The pot of a programme.
    static let budgets: Lexicon = [
        "共计安排", "安排不少于", "每年安排", "安排专项", "财政安排", "总规模", "设立风险", "专项资金池", "预算安排", "资金规模", "统筹安排", "基金规模",
        "设立规模", "资金总额度", "安排资金",
        "年度预算",
    ]
    /// Clauses under a heading of amounts that give nothing.
    static let notGiven: Lexicon = [
        "拨付", "注册资本", "注册资金", "实缴资本", "抽查", "营业收入达", "产值达", "罚款", "投资总额达", "违约",
    ]
    /// Promises without a figure.
    static let promises: Lexicon = [
        "给予补贴", "给予奖励", "给予补助", "给予资助", "给予资金", "予以奖励", "予以补助", "给予贴息", "给予财政贴息", "给予一次性", "给予适当",
    ]
    /// Before the step of a ladder.
    static let steps: Lexicon = [
        "每", "每增加", "每新增", "每增长", "每提高", "每超过", "每达到", "每满", "每超", "每完成", "每投入", "每增", "每实现", "每获得", "每融资",
    ]
    static let interest: Lexicon = ["贴息", "利率", "利息"]
    /// Whom or how long a ceiling covers: the same grant, bounded once more.
    static let scopes: Lexicon = [
        "每家", "单个", "单家", "单户", "每户", "每年", "年度", "累计", "总额", "单台", "每台", "合计", "同一", "每人", "每个", "单项", "每项",
        "最高", "不超过", "补贴总额",
        "奖励总额", "全年", "当年", "单次", "每次", "总计", "原则上", "且", "补助最高", "资助最高", "奖励最高", "补贴最高", "一个", "单笔", "每笔",
        "给予", "额度",
        "支持金额", "补贴金额", "补助金额", "奖励金额", "资助金额", "总", "上限", "年补",
    ]
}
