// SPDX-License-Identifier: Apache-2.0

extension RuleFault.Problem {
    /// What happened, in one Chinese sentence without a full stop.
    var chinese: String {
        switch self {
        case .yaml(let problem): "YAML 写法有误：\(problem)"
        case .notUTF8: "文件不是 UTF-8 编码"
        case .fileTooLarge(let limit): "文件太大，一条规则不超过 \(limit) KiB"
        case .nestedTooDeep(let limit): "层次太深，不超过 \(limit) 层"
        case .anchor: "这里不使用 YAML 的锚点（& 和 *）"
        case .expected(let expected, let found): "这里要写\(expected.chinese)，读到“\(found)”"
        case .unknownKey(let key, let context, _): "\(context)没有“\(key)”这个键"
        case .missingKey(let key, let context): "\(context)缺少“\(key)”"
        case .duplicateName(let name, let first):
            "“\(name)”重复，第一次在 \(first.file):\(first.line):\(first.column)"
        case .badValue(let value, let key, let expected): "“\(key)”的值“\(value)”不对：\(expected)"
        case .unexpected(let found, let expected): "读到“\(found)”，这里要写 \(expected)"
        case .unknownWord(let name, _): "词表里没有“\(name)”"
        case .unknownOption(let name, let word, _): "“\(word)”没有“\(name)”这个选项"
        case .unknownCode(let name, let set, _): "\(set)里没有唯一的“\(name)”"
        case .unknownRule(let name, _): "没有叫“\(name)”的规则或包"
        case .unknownUnit(let name, _): "没有“\(name)”这个单位"
        case .dimensions(let left, let right): "两边量纲不同：\(left) 和 \(right) 不能相比或相加"
        case .missingUnit(let digits, _): "“\(digits)”缺少单位"
        case .windowNeedsQuantifier(let count): "这里有 \(count) 个年度的数，要说明怎样比"
        case .quantifierWithoutWindow: "这里只有一个数，不用量词"
        case .windowsDiffer(let a, let b): "两边的年数不同：\(a) 和 \(b)"
        case .needsPeriod(let word, _): "“\(word)”一年一个数，要写明哪一年"
        case .hasNoPeriod(let word): "“\(word)”是当前状况，前面不写期间"
        case .wrongKind(let word, let kind, let expected): "“\(word)”的类型是\(kind)，这里要\(expected)"
        case .notOrdered(let word): "“\(word)”的选项没有高低，不能这样比"
        case .growthNeedsYears(let word): "“\(word)”不能这样算增长"
        case .scoreMissing: "这条规则没有评分，不能写 得分"
        case .scoreNotAlone: "得分 只能单独写在比较符左边，右边是一个数"
        case .compoundNotAlone(let word): "“\(word)”的 复合增长率 只能单独写在比较符左边，右边是一个数"
        case .unknownGroup(let name, _): "评分里没有“\(name)”这一组"
        case .lineTooLong(let limit): "一行太长，不超过 \(limit) 个字"
        case .groupedTooDeep(let limit): "括号或 非 套得太深，不超过 \(limit) 层"
        case .countOutOfRange(let count, let of): "至少 \(count) 项，可是这里列了 \(of) 项"
        case .circular(let names): "互相引用成了圈：\(names.joined(separator: " → "))"
        case .versionsOverlap(let code, let other):
            "“\(code)”在同一用途、地域和日期有两个版本，另一个在 \(other.file):\(other.line)"
        case .windowEndsBeforeItBegins: "有效期的结束早于开始"
        case .bandUnreachable(let band): "“\(band)”这一档永远轮不到，检查次序和边界"
        case .bandsWithoutRest: "档没有写完，最后要有 其余"
        case .pointsAboveFull(let points, let full): "\(points) 分超过了满分 \(full) 分"
        case .groupsDoNotAddUp(let sum, let full): "各部分满分合计 \(sum) 分，达不到 \(full) 分"
        case .baseMissing(let code): "没有可以沿用的规则“\(code)”"
        case .citeUnknown(let number, _): "原文里没有号“\(number)”"
        case .examplesFew(let count, let wanted): "只有 \(count) 个例子，至少要 \(wanted) 个"
        case .clauseWithoutCite: "这一条没有写依据"
        case .textUnlinked(let number): "原文“\(number)”没有写进规则，也没有说明为什么"
        case .textLinkedAndMarked(let number): "原文“\(number)”既被引用，又标了不写的理由"
        case .wordUnused(let word): "词“\(word)”没有任何规则用到"
        case .unreachableClause(let why): "这一条起不了作用：\(why.chinese)"
        case .fidelity(let fidelity): "与原文核对：\(fidelity.chinese)"
        }
    }
}

extension RuleFault.Expected {
    var chinese: String {
        switch self {
        case .mapping: "“键: 值”"
        case .list: "列表（每项以 - 开头）"
        case .text: "一段文字"
        case .clause: "条款"
        }
    }

    var english: String {
        switch self {
        case .mapping: "a mapping (key: value)"
        case .list: "a list (each item begins with -)"
        case .text: "a text"
        case .clause: "a clause"
        }
    }
}

extension RuleFault.NoEffect {
    var chinese: String {
        switch self {
        case .contradicts(let other): "和同时要求的“\(other)”不能都成立"
        case .neverMet: "任何取值都不满足它"
        case .alwaysMet: "任何取值都满足它"
        case .alwaysMetWith(let other): "和“\(other)”合起来，任何取值都满足其中之一"
        case .repeats(let first): "前面已经写过，在 \(first.file):\(first.line)"
        case .exemptsItself: "它的 除非 就是它自己"
        case .otherPurpose(let purpose): "它仅用于\(purpose.rawValue)，而这个版本的 适用 里没有\(purpose.rawValue)"
        }
    }

    var english: String {
        switch self {
        case .contradicts(let other):
            "it can't hold together with “\(other)”, which is asked at the same time"
        case .neverMet: "no value meets it"
        case .alwaysMet: "every value meets it"
        case .alwaysMetWith(let other): "every value meets either it or “\(other)”"
        case .repeats(let first): "it was asked before, at \(first.file):\(first.line)"
        case .exemptsItself: "its 除非 is the clause itself"
        case .otherPurpose(let purpose):
            "it is only for \(purpose.rawValue), for which this version is never in force (适用)"
        }
    }
}

extension RuleFault.Fidelity {
    var chinese: String {
        switch self {
        case .mayReadAsMust(let word): "原文说“\(word)”，规则却当作必须"
        case .exclusionWithoutEffect(let word): "原文有“\(word)”，条款里没有排除什么"
        case .termNotCompared(let term): "原文的期限“\(term)”没有比较"
        case .stackingIgnored(let word): "原文说“\(word)”，规则没有写 不与 或 就高"
        case .numberNotInText(let number): "条款里的 \(number) 在引用的原文里找不到"
        case .numberUnused(let number): "原文里的 \(number) 没有条款用到"
        case .otherDocument(let number): "原文属于 \(number)，不是本规则依据的文件"
        }
    }

    var chineseMend: String {
        switch self {
        case .mayReadAsMust: "改成 需人工判断，或把这条原文标为 裁量"
        case .exclusionWithoutEffect: "用 非、不属于、均不 或 除非 写出排除"
        case .termNotCompared: "在条款里比较它，或拆出一条标明 程序 或 缺事实"
        case .stackingIgnored: "写 不与，或 金额 的 合并: 就高"
        case .numberNotInText: "核对数字，或引用有这个数字的原文"
        case .numberUnused: "核对是否漏写，或拆出一条标明理由"
        case .otherDocument: "核对版本，或改 依据"
        }
    }

    var english: String {
        switch self {
        case .mayReadAsMust(let word): "the text says “\(word)”, the rule reads it as a must"
        case .exclusionWithoutEffect(let word): "the text has “\(word)”, but the clause excludes nothing"
        case .termNotCompared(let term): "the text's term “\(term)” is never compared"
        case .stackingIgnored(let word): "the text says “\(word)”, but the rule has neither 不与 nor 就高"
        case .numberNotInText(let number): "\(number) in the clause is not in the text that it cites"
        case .numberUnused(let number): "\(number) in the text is used by no clause"
        case .otherDocument(let number): "the text belongs to \(number), not to this rule's basis"
        }
    }

    var englishMend: String {
        switch self {
        case .mayReadAsMust: "make it 需人工判断, or mark the text as 裁量"
        case .exclusionWithoutEffect: "write the exclusion with 非, 不属于, 均不 or 除非"
        case .termNotCompared: "compare it, or split the text off and mark it 程序 or 缺事实"
        case .stackingIgnored: "write 不与, or 合并: 就高 under 金额"
        case .numberNotInText: "check the number, or cite the text that has it"
        case .numberUnused: "check whether it was left out, or split the text off and mark it"
        case .otherDocument: "check the version, or change 依据"
        }
    }
}
