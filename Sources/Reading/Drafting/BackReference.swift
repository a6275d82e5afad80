// SPDX-License-Identifier: Apache-2.0

/// 对符合上述条件的企业: says no more than that what is asked elsewhere must be met. Every glyph is understood, or
/// it is no such reference: 对符合条件的小微企业 asks for something of its own.
enum BackReference {
    static func isOnly(_ text: Stretch) -> Bool {
        var rest = text.trimmed(",、;。:")
        if let word = heads.begins(rest) { rest = rest.after(rest.startIndex + word.count) }
        guard let verb = verbs.begins(rest) else { return false }
        rest = rest.after(rest.startIndex + verb.count)
        while let word = which.begins(rest) { rest = rest.after(rest.startIndex + word.count) }
        guard let noun = conditions.begins(rest) else { return false }
        rest = rest.after(rest.startIndex + noun.count)
        guard rest.first == "的" else { return false }
        rest = rest.dropFirst()
        guard let who = applicants.begins(rest) else { return rest.isEmpty }
        return who.count == rest.count
    }

    private static let heads: Lexicon = ["对于", "对", "凡是", "凡", "给予", "向", "为"]
    private static let verbs: Lexicon = ["同时符合", "均符合", "全部符合", "符合", "同时满足", "均满足", "全部满足", "满足", "具备"]
    private static let which: Lexicon = [
        "上述", "以上", "前述", "前款", "上款", "本条", "本办法", "本政策", "本通知", "规定", "所列", "全部", "各项", "所有", "相关", "相应",
        "申报",
        "申请", "基本", "支持", "奖励", "补助", "补贴", "的",
    ]
    private static let conditions: Lexicon = ["条件", "条件要求", "条件和要求", "要求"]
    private static let applicants: Lexicon = [
        "企业", "申报企业", "申请企业", "单位", "申报单位", "申请单位", "企业和单位", "企业(单位)", "企业或单位", "主体", "申报主体", "申请主体", "申报对象",
        "申报者", "申请者", "申请人", "项目", "申报项目", "申请项目",
    ]
}
