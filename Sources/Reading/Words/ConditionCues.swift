// SPDX-License-Identifier: Apache-2.0

/// Words of requirements, as data, and small questions about a clause.
enum ConditionCues {
    /// Lines that only announce requirements.
    static let announcements: Lexicon = [
        "以下条件", "下列条件", "如下条件", "以下所有条件", "以下基本条件", "下列基本条件", "以下要求", "下列要求", "上述条件", "相应条件", "符合以下", "符合下列",
        "具备以下", "具备下列",
        "满足以下", "满足下列", "以下全部条件", "以下申报条件", "下列情形", "以下情形", "下列情况", "以下情况", "条件之一", "情形之一",
    ]
    /// That a benefit is given only once, or not beside others.
    static let repetition: Lexicon = [
        "只能享受", "不得重复", "不再重复", "不重复", "不予重复", "不能再次", "只能用于享受", "最多享受", "仅可享受", "仅能享受", "不可重复", "不得同时",
        "不再享受", "只有一家",
        "不能重复", "不予支持", "不得享受", "不得申报", "不可同时", "只可享受", "不得再次申", "只享受一次", "不能同时", "不予奖励", "不予补贴", "不予补助",
        "不予资助",
        "只能申请", "只能申报", "仅限一次", "仅限享受", "不再支持", "不再补助", "不再给予", "取消其", "除外", "不得再申", "不享受", "不予资金", "可享受一次",
        "享受一次", "不适用", "暂停", "不得给予", "不给予", "不再受理", "不得参与", "不得推荐", "不予推荐", "不予兑现", "不予办理", "不予受理", "不予认定",
        "不得再次",
    ]
    static let negative: Lexicon = [
        "未", "无", "不得", "没有", "不存在", "非", "不属于", "不具备", "除外", "不能", "不再", "不予", "不含", "尚未", "不是", "不包括", "不在",
        "不享受", "不可", "没", "不涉及",
    ]
    static let joints: Lexicon = ["且", "并且", "并", "同时", ",", "以及", "或者"]
    /// What may follow a joint for it to join whole requirements.
    static let beginnings: Lexicon = [
        "具有", "拥有", "在", "未", "无", "有", "符合", "依法", "按", "已", "能", "取得", "获得", "缴纳", "签订", "连续", "正常", "申请",
        "申领", "不", "通过", "纳入", "列入", "从事", "担任",
        "以", "至", "经", "单", "年", "其", "每", "与", "为", "近", "持续", "仍", "办理", "入驻", "完成", "培训", "达", "应", "须",
        "需", "带动", "吸纳", "建立", "成立", "注册", "登记", "开设",
        "正", "实", "项目", "企业", "当", "上", "实际", "稳定", "聘用", "参加",
    ]
    /// Terms of payment and of procedure before a number.
    static let terms: Lexicon = [
        "期限", "有效期", "补贴期", "贷款期", "公示期", "最长", "享受", "评审时间", "为期", "存续期", "年限不超过", "周期", "补贴时间", "扶持期",
        "支持期",
    ]
    static let lookBack: Lexicon = ["近", "最近", "前", "过去", "上", "近前", "之前", "以来", "三年来", "申请前", "此前"]
    /// What runs on: it counts months, it does not look back.
    static let running: Lexicon = [
        "正常", "缴纳", "经营", "连续", "运营", "参保", "有在职", "为招用", "盈利", "增长", "持续", "生产", "在岗", "在职", "纳税",
    ]
    static let later: Lexicon = ["以后", "之后", "后", "起", "以来", "(含)以后", "及以后", "及之后"]
    static let earlier: Lexicon = ["以前", "之前", "前", "及以前", "及之前"]
    private static let deadlines: Lexicon = [
        "内提出", "提出申请", "内提交", "内申请", "内向", "提出", "申请时间", "内申报", "之日起", "内办理", "前向", "内,向", "内由",
    ]
    private static let fillers: Lexicon = [
        "符合条件", "符合相关条件", "符合上述条件", "符合规定", "按规定", "经审核", "经评审", "经认定", "符合申请条件", "其他", "同等条件下", "根据", "为贯彻",
        "为进一步", "为了", "按照本", "以下简称",
        "依据", "按照《", "为深入", "为加快", "为支持", "为推动", "为促进",
    ]
    private static let preambles: Lexicon = [
        "为支持", "为鼓励", "为加快", "为促进", "为推动", "为贯彻", "为进一步", "为深入", "为规范", "为落实", "为做好", "为全面", "为充分", "为切实",
        "为缓解", "为降低", "为了", "为扎实", "为推进",
        "为提升", "为引导", "为培育", "为助力", "为优化", "为积极", "为增强", "为发挥", "为健全", "为完善", "为加强", "为扶持", "为激发", "为应对",
        "根据《", "按照《", "依据《", "现将",
        "现就", "近日", "为持续", "为大力", "为帮助",
    ]

    /// A sentence that only says why or by which documents.
    static func isPreamble(_ text: Stretch) -> Bool {
        guard preambles.begins(text.trimmed()) != nil else { return false }
        return text.contains("制定") || text.contains("通知如下") || text.contains("现") || text.contains("公告如下")
            || text.contains("推出") || !SupportCues.giving.occurs(in: text) || text.hasPrefix("现")
    }

    /// Clauses about offices and about the time during which something runs say nothing of the applicant.
    static func isOfficial(_ text: Stretch) -> Bool {
        if text.count <= 8, text.hasSuffix("期间") || text.hasSuffix("期限内") || text.hasSuffix("期内") {
            return true
        }
        if text.hasPrefix("除"), text.last == "外" { return true }
        // 各地区定期发布…目录
        if text.first == "各", !text.hasPrefix("各类"), !text.hasPrefix("各级各类") { return true }
        if text.count <= 12, text.hasSuffix("年来") || text.hasSuffix("以来") || text.hasSuffix("框架下") {
            return true
        }
        if runningTerms.occurs(in: text.prefix(14)) { return true }
        if text.contains("除外") { return false }
        let head = text.prefix(16)
        guard let office = offices.find(head), office.at > text.startIndex else { return false }
        // 经…部门认定 and 向…部门申请 are about the applicant.
        let before = text.upTo(office.at)
        return !mediation.occurs(in: before)
    }

    /// 加强资金支持，… tells what an office does, not what an applicant must be.
    static func isMeasureTalk(_ text: Stretch) -> Bool {
        guard text.last != "的", let verb = MeasureCues.verbs.begins(text) else { return false }
        return !(verb == "鼓励" || verb == "支持") || !people.occurs(in: text)
    }

    private static let runningTerms: Lexicon = [
        "期限最长", "期限为", "期限不超过", "期限一般",
        "贷款期限", "贷款利率", "补贴期限", "有效期限", "券有效期", "利率", "公示期", "资助期限", "支持期限",
    ]
    private static let offices: Lexicon = [
        "局", "委员会", "管委会", "各地", "财政部门", "级财政", "市财政", "县财政", "区财政", "省财政", "财政按", "财政安排", "财政给", "财政对",
        "主管部门", "各区", "机关", "人民政府", "银行机构", "监管部门", "科委", "发改委", "经信委", "工信委",
    ]
    private static let mediation: Lexicon = [
        "参加", "列为", "报", "对", "组织", "经", "向", "被", "由", "在", "获", "受", "与", "取得", "符合", "通过", "纳入", "列入", "至",
        "未", "省级",
    ]

    /// 本措施适用于, 支持范围是: where the description of the applicant begins.
    static func scope(_ text: Stretch) -> Int? {
        guard let found = scopes.find(text.prefix(30)) else { return nil }
        return found.at + found.word.count
    }

    private static let scopes: Lexicon = [
        "适用于", "支持范围是", "支持对象为", "支持对象是", "补贴对象为", "补贴对象是", "支持范围为", "适用对象为", "适用范围为", "奖励对象为", "奖励对象是",
        "申报对象为", "申报主体为", "申请主体为", "扶持对象为", "扶持对象是",
        "范围调整为", "范围扩大到", "范围扩大至", "范围扩展至", "范围扩展到", "对象调整为", "对象扩大到", "对象扩大至",
        "资助对象为", "资助对象是", "适用对象是", "补助对象为", "补助对象是", "申报对象是", "支持范围包括", "支持对象包括",
    ]

    static let modal: Lexicon = [
        "须", "应当", "必须", "应具", "应为", "需具", "应在", "应符合", "没有", "不得有", "无不良", "应未", "需为", "应有", "需满足", "应满足",
        "应达到", "应不低于", "应不少于", "须达到", "需达到", "应不超过",
    ]
    static let applicants: Lexicon = ["申请人", "企业", "申报", "申请单位", "借款人", "项目", "单位", "机构", "团队", "创业者", "主体"]
    /// That something is due before a moment.
    static let due: Lexicon = ["应于", "应在", "须于", "须在", "需在", "需于"]

    /// A noun of the applicant behind its qualities: 具有独立法人资格的高新技术企业.
    static func qualified(_ text: Stretch) -> (Stretch, Stretch)? {
        guard let cut = text.lastIndex(of: "的"), cut - text.startIndex >= 5, text.endIndex - cut > 4 else {
            return nil
        }
        let noun = text.after(cut + 1)
        let quality = text.upTo(cut)
        guard !quality.contains("("), qualityVerbs.begins(core(quality)) != nil,
            nouns.ends(noun.trimmed("等)")) != nil, noun.count >= 4
        else { return nil }
        return (quality, noun)
    }

    private static let qualityVerbs: Lexicon = [
        "具有", "在", "依法", "拥有", "具备", "取得", "注册", "经", "无", "未", "没有", "实行",
    ]
    private static let nouns: Lexicon = [
        "家庭农场", "企业", "个体工商户", "合作社", "机构", "社会组织", "单位", "团队", "高校毕业生", "人员", "经营主体", "市场主体", "协会",
    ]
    private static let kindWords: Lexicon = [
        "规模以上企业", "规模以上工业企业", "小微企业", "中小微企业", "中小企业", "高新技术企业", "科技型中小企业", "个体工商户", "限额以上", "农民专业合作社",
        "规上企业", "规上工业企业", "龙头企业",
    ]

    /// 突破10亿元的规模以上企业: the kind of enterprise behind the number.
    static func kindNoun(_ text: Stretch) -> Range<Int>? {
        guard let cut = text.lastIndex(of: "的") else { return nil }
        let noun = text.after(cut + 1)
        guard kindWords.begins(noun) != nil, nouns.ends(noun) != nil || kindWords.ends(noun) != nil else {
            return nil
        }
        return noun.startIndex..<noun.endIndex
    }

    /// What stands in brackets, unless it only explains.
    static func remarks(_ text: Stretch) -> [Stretch] {
        var found: [Stretch] = []
        var opened: [Int] = []
        for at in text.indices {
            if text[at] == "(" { opened.append(at) }
            if text[at] == ")", let open = opened.popLast(), opened.isEmpty, at - open > 4 {
                let inside = text[(open + 1)..<at]
                if !inside.hasPrefix("含"), !inside.hasPrefix("不含"), !inside.hasPrefix("以下简称"),
                    !inside.hasPrefix("包括"), !inside.hasPrefix("不包括"), !inside.hasPrefix("指"),
                    !inside.hasPrefix("见")
                {
                    found.append(inside)
                }
            }
        }
        return found
    }

    static let people: Lexicon = ["毕业生", "大学生", "人员", "企业", "创业者", "学生", "青年", "军人", "劳动者"]

    /// An enumeration of kinds of people or enterprises: a fact, whatever words describe them.
    static func isAboutPeople(_ text: Stretch) -> Bool {
        members(text).filter { people.occurs(in: $0) }.count >= 2
    }

    /// 不再纳入支持范围
    static func isLeftOut(_ text: Stretch) -> Bool {
        leftOut.occurs(in: text) && ClauseCues.leading.occurs(in: text)
    }

    private static let leftOut: Lexicon = ["不纳入", "不再纳入", "不列入", "不再列入", "不属于"]

    static let states: Lexicon = ["仍在", "未", "需", "须", "应", "已", "仍"]
    static let strongBeginnings: Lexicon = [
        "无严重", "无重大", "无不良", "无违法", "无失信", "无拖欠", "没有", "不存在", "实行", "信用", "财务",
        "具有", "在岗", "未", "依法", "拥有", "申请时", "正常", "连续", "持续", "近三年", "近两年", "近3年", "近2年", "具备", "符合", "取得",
        "申领",
    ]

    /// 于9月30日前提出申请: a day for applying is no requirement but a date of the record.
    static func isApplication(_ text: Stretch) -> Bool { applying.occurs(in: text) }

    private static let applying: Lexicon = [
        "提出申请", "提交申请", "申报截止", "前提交", "前报送", "前申报", "报送至", "进行申报", "平台申报", "系统申报", "网上申报", "前登录", "前将", "前报",
    ]

    static func isDeadline(_ text: Stretch) -> Bool { deadlines.occurs(in: text) }

    /// Says nothing of its own: 符合条件的企业
    static func isFiller(_ text: Stretch) -> Bool {
        let core = self.core(text)
        guard core.filter(\.isHan).count >= 3 else { return true }
        if core.hasPrefix("可"), !core.hasPrefix("可转") { return true }
        if moments.begins(core) != nil, core.count <= 14, momentEnds.ends(core) != nil { return true }
        let plain = core.firstIndex(of: "(").map { core.upTo($0) } ?? core
        if plain.hasPrefix("符合"), plain.hasSuffix("条件") { return true }
        // Nothing but days: 自2022年4月1日至2022年12月31日
        if core.allSatisfy({ $0.isDigit || "自从至到年月日期间起止前在于内-~".unicodeScalars.contains($0) }) { return true }
        if moneyTalk.begins(plain) != nil { return true }
        if plain.hasPrefix("上述") || plain.hasPrefix("以上"), core.count <= 20 { return true }
        // 投产达效后, 验收合格后: a moment, not a fact.
        if core.last == "后", core.count <= 14, !core.contains(where: \.isDigit) { return true }
        if core.count <= 14, spans.ends(core) != nil { return true }
        if costs.ends(plain) != nil, plain.count <= 10, !plain.contains("的") { return true }
        guard let word = fillers.begins(plain) else { return false }
        return plain.count <= word.count + 10
    }

    /// What offices do with the money.
    private static let moneyTalk: Lexicon = [
        "列入县财政", "列入市财政", "列入区财政", "列入财政", "纳入财政预算", "列入年度预算", "由县财政", "由市财政", "由区财政",
    ]
    private static let moments: Lexicon = ["至", "截至", "截止", "自", "从", "且至"]
    private static let momentEnds: Lexicon = ["日", "时", "末", "底", "前", "后", "起"]
    private static let spans: Lexicon = ["建设期", "基础上", "年时间", "期限内", "的前提下", "情况下", "范围内", "一事一议", "期间"]
    private static let costs: Lexicon = ["费用", "投资额", "利息", "金额", "损失", "成本", "租金", "支出"]

    /// Without the words that only tie the clause to others.
    static func core(_ text: Stretch) -> Stretch {
        var core = text.trimmed("、,。;:.")
        if let word = topicWords.begins(core), core.count > word.count + 3 {
            core = core.after(core.startIndex + word.count)
        }
        while core.last == "的", core.count > 4 { core = core.dropLast() }
        return core.trimmed("、,")
    }

    private static let topicWords: Lexicon = ["对于", "对", "凡是", "凡", "针对", "鼓励", "同时", "并且", "以及", "且", "并"]

    static func comparison(_ text: Stretch) -> Condition.Comparison {
        if let found = negative.find(text), !positives.occurs(in: text.after(found.at).prefix(4)) {
            return .not
        }
        if place(text).map({ $0.count * 10 >= text.count * 8 }) ?? false { return .eq }
        if enumeration(text) != nil || text.contains("之一") { return .in }
        return .has
    }

    private static let positives: Lexicon = [
        "非公", "非关联", "非物质", "未来", "无人", "未就业", "无线", "无形", "非遗", "非营利", "无偿", "不少", "不低", "不超", "不高",
    ]

    /// 在…注册(登记、纳税): where the place and the deed stand.
    static func place(_ text: Stretch) -> Range<Int>? {
        guard let start = text.firstIndex(where: { $0 == "在" }), start + 3 < text.endIndex else { return nil }
        guard let deed = deeds.find(text, from: start + 2), deed.at - start <= 26 else { return nil }
        let between = text[(start + 1)..<deed.at]
        guard areas.occurs(in: between), !between.contains(",") else { return nil }
        var end = deed.at + deed.word.count
        while let next = deeds.match(text, at: end)
            ?? (end < text.endIndex && text[end] == "、" ? deeds.match(text, at: end + 1) : nil)
        {
            end += next.count + (text[end] == "、" ? 1 : 0)
        }
        return start..<end
    }

    static let deeds: Lexicon = [
        "注册成立", "注册登记", "登记注册", "注册", "登记", "设立", "创办", "创业", "纳税", "成立", "领取营业执照", "落户", "经营", "开办", "初次创办",
    ]
    private static let areas: Lexicon = [
        "省", "市", "区", "县", "镇", "旗", "州", "境内", "辖区", "京", "津", "沪", "渝", "冀", "晋", "辽", "吉", "黑", "苏", "浙",
        "皖", "闽", "赣", "鲁", "豫", "鄂", "湘", "粤", "桂", "琼", "川", "蓉", "黔", "滇", "陕", "甘", "青", "宁", "新疆", "本地",
        "园区", "乡", "国内", "行政区域", "辖内",
    ]

    /// An enumeration of at least two kinds of people, enterprises or things: where it stands.
    static func enumeration(_ text: Stretch) -> Range<Int>? {
        let members = self.members(text)
        guard members.count >= 2, !members.contains(where: { $0.contains("元") || $0.contains("%") }) else {
            return nil
        }
        let typed = members.filter { kinds.occurs(in: $0) }.count
        let signs = text.filter { $0 == "、" }.count
        let hasNumber = text.contains(where: \.isDigit)
        if hasNumber, members.filter({ Comparators.occur(in: $0) }).count >= 2 { return nil }
        guard typed >= 2 || (signs >= 2 && !hasNumber) || (signs >= 1 && typed >= 1 && !hasNumber) else {
            return nil
        }
        return text.startIndex..<text.endIndex
    }

    private static let kinds: Lexicon = [
        "企业", "高校毕业生", "大学生", "人员", "青年", "个体工商户", "机构", "合作社", "博士", "硕士", "军人", "团队", "创业者", "社会组织", "单位",
        "学校", "学生", "劳动者", "院校", "家庭", "毕业生", "经营者",
        "国家级", "省级",
    ]

    /// The members of an enumeration.
    static func members(_ text: Stretch) -> [Stretch] {
        var parts: [Stretch] = []
        var start = text.startIndex
        var depth = 0
        for at in text.indices {
            if text[at] == "(" || text[at] == "《" || text[at] == "\"" && depth == 0 {
                depth += 1
            } else if text[at] == ")" || text[at] == "》" || text[at] == "\"" {
                depth = max(0, depth - 1)
            }
            guard depth == 0, at > start else { continue }
            if text[at] == "、" || text[at] == "或" || text[at] == ";"
                || ((text[at] == "和" || text[at] == "及") && at + 2 < text.endIndex)
            {
                parts.append(text[start..<at])
                start = at + 1
            }
        }
        if start < text.endIndex { parts.append(text[start...]) }
        return parts.map { $0.trimmed("、,;") }.filter { $0.count >= 2 }
    }

    /// A short noun phrase that names the fact.
    static func subject(_ text: Stretch, _ comparison: Condition.Comparison) -> String {
        if comparison == .eq, place(text) != nil { return "注册地" }
        for (word, subject) in subjects where text.contains(word) { return subject }
        return text.prefix(14).text
    }

    /// What stands before the comparing word.
    static func numericSubject(_ text: Stretch, before position: Int) -> String {
        // The later numbers of a series (1亿元、5亿元) share the noun of the first.
        let first = text.firstIndex(where: \.isDigit) ?? position
        let own = text[min(first, position)..<position].reversed().prefix { !$0.isDigit }
        let isSeries = first < position && own.filter(\.isHan).count <= 4
        let position = isSeries ? first : position
        let left = text.upTo(position)
        let cut = Comparators.prefix(of: left)?.at ?? left.endIndex
        var name = left.upTo(cut).trimmed("、,(")
        while let last = name.last, last == "为" || last == "在" || last == "于" { name = name.dropLast() }
        let core =
            name.lastIndex(where: { $0 == "、" || $0 == "," || $0 == "(" }).map { name.after($0 + 1) } ?? name
        return core.isEmpty ? text.prefix(12).text : core.suffix(16).text
    }

    private static let subjects: [(Word, String)] = [
        ("法人资格", "法人资格"), ("异常名录", "经营异常名录"), ("失信", "失信记录"), ("诚信", "诚信记录"), ("信用", "信用记录"), ("重复", "重复享受"),
        ("享受", "重复享受"),
        ("违法", "违法违规记录"), ("事故", "事故记录"), ("社会保险", "社保缴纳"), ("高新技术企业", "高新技术企业"), ("证书", "证书"), ("合同", "合同"),
        ("小微企业", "企业规模"), ("中小企业", "企业规模"), ("规模以上", "企业规模"),
    ]
}
