// SPDX-License-Identifier: Apache-2.0

/// The endings of names of bodies that issue policies, as data.
enum Organisations {
    static let endings: Lexicon = [
        "局", "委员会", "政府", "办公室", "办公厅", "厅", "委", "部", "管委会", "银行", "中心", "总局", "税务局", "人民政府", "署", "办", "分局",
        "联合会", "总工会", "支行", "分行", "管理局", "领导小组", "小组", "协会", "财政部", "国务院", "院", "学会", "商务局", "党组", "海关", "集团",
        "指挥部",
        "服务局", "促进局", "监管局", "部门", "处", "街道办事处", "镇人民政府", "工商联", "妇联", "团委", "基金会",
    ]

    /// Endings that are safe even without a place in front.
    static let strong: Lexicon = [
        "局", "委员会", "政府", "办公室", "办公厅", "厅", "管委会", "人民银行", "服务中心", "管理中心", "发展中心", "促进中心", "总工会", "领导小组",
        "分行",
        "国务院", "总局", "财政部", "工业和信息化部", "科技部", "科学技术部", "商务部", "人力资源和社会保障部", "农业农村部", "教育部", "税务总局", "支行",
        "经信委", "发改委",
        "科委", "人社部", "工信部", "党委", "市委", "县委", "区委", "省委",
    ]

    /// Whether the text looks like one or several names of bodies and nothing else.
    static func ends(_ text: Stretch) -> Bool {
        guard text.count >= 3, text.count <= 60, strong.ends(text) != nil else { return false }
        return !text.contains { $0.isStop || $0 == "," || $0 == ":" || $0.isDigit }
    }
}
