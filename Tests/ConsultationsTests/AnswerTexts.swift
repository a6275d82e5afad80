// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Consultations

/// Invented texts of the kinds that bureaus publish, for questions whose answers are known.
enum AnswerTexts {
    static let all: [AnswerText] = [renovation, specialised, loan, training, rent, highTech, common, reading]

    private static func policy(
        _ number: Int64, _ title: String, _ sections: [AnswerText.Section]
    ) -> AnswerText {
        AnswerText(
            key: "policy/\(number)", stamp: "1", kind: .policy, title: title, path: "/policies/\(number)",
            policy: number, version: "1", sections: sections)
    }

    static let renovation = policy(
        1, "宿迁市工业企业技术改造奖补办法",
        [
            .init(.support, heading: "设备投入补助", "对设备投入500万元以上的技术改造项目，按设备投入额的10%给予补助，单个企业最高300万元。"),
            .init(.material, heading: "", "资金申请表；项目备案证；设备购置发票和付款凭证；营业执照复印件"),
            .init(.contact, heading: "", "宿迁市工业和信息化局技术改造处 0527-84360001"),
            .init(.window, heading: "", "2026年5月1日至2026年6月30日"),
            .init(
                .text, heading: "",
                """
                第一条
                为推动工业企业加快技术改造，提高发展质量，制定本办法。
                第二条
                申请补助的企业应当在宿迁市登记注册，具有独立法人资格，近三年未发生较大及以上安全生产事故。
                第三条
                设备投入是指购置生产设备、检测设备和与设备配套的软件的不含税金额，不包括土地、厂房和二手设备。
                第四条
                通过融资租赁方式取得的设备，按租赁合同载明的设备金额计入设备投入。
                第五条
                同一项目已经获得市级其他财政资金支持的，不重复支持。
                第六条
                市工业和信息化局会同市财政局组织专家评审，评审结果公示5个工作日，公示无异议的在20个工作日内拨付资金。
                第七条
                弄虚作假骗取资金的，追回已拨付资金，三年内不得申报市级专项资金。
                """),
        ])

    static let specialised = policy(
        2, "专精特新中小企业认定奖励实施细则",
        [
            .init(.support, heading: "认定奖励", "对首次认定的省级专精特新中小企业，一次性奖励20万元；对首次认定的国家级专精特新“小巨人”企业，一次性奖励50万元。"),
            .init(.material, heading: "", "奖励申请表；认定文件；上年度审计报告"),
            .init(.window, heading: "", "2026年9月1日至2026年9月30日"),
            .init(.contact, heading: "", "市中小企业服务中心 0527-84360002"),
            .init(
                .text, heading: "",
                """
                一、适用范围
                本细则适用于在本市从事特定细分市场时间达到2年以上的中小企业。
                二、有效期
                专精特新中小企业有效期为三年，有效期满前由企业自愿申请复核。
                三、变更和取消
                企业更名、合并、重组的，应当在三个月内向市工业和信息化局报告；未在期限内报告的取消称号。
                发生重大安全、质量、环境污染事故的，取消称号，追回奖励。
                """),
        ])

    static let loan = policy(
        3, "小微企业首贷贴息工作方案",
        [
            .init(.support, heading: "贷款贴息", "对首次从银行获得贷款的小微企业，按实际支付利息的50%给予贴息，单户贴息期限不超过一年，最高10万元。"),
            .init(.contact, heading: "", "市地方金融管理局 0527-84360003"),
            .init(
                .text, heading: "",
                """
                贴息对象
                首次贷款是指企业在人民银行征信系统中没有经营性贷款记录时获得的第一笔贷款。
                办理方式
                贴息实行免申即享，由经办银行按季度汇总名单，企业无需提交申请，资金直接拨付到企业账户。
                不予贴息的情形
                贷款用于房地产开发、购买理财产品或者转贷的，不予贴息；逾期期间的利息不予贴息。
                """),
        ])

    static let training = policy(
        4, "失业保险稳岗返还和职工培训补贴办法",
        [
            .init(.support, heading: "稳岗返还", "中小微企业按上年度实际缴纳失业保险费的60%返还，大型企业按30%返还。"),
            .init(.support, heading: "职工培训补贴", "企业组织职工参加岗前培训并取得证书的，按每人500元给予培训补贴。"),
            .init(.contact, heading: "", "市人力资源和社会保障局 0527-12333"),
            .init(
                .text, heading: "",
                """
                一、返还条件
                上年度依法参加失业保险并足额缴费，裁员率不高于5.5%；参保职工30人以下的企业裁员率不高于20%。
                二、资金用途
                返还资金用于职工生活补助、缴纳社会保险费、转岗培训和技能提升培训等支出。
                三、劳务派遣单位
                劳务派遣单位应当与用工单位签订返还资金分配协议，按协议拨付资金。
                """),
        ])

    static let rent = policy(
        5, "沭阳县小微企业厂房租金减免通知",
        [
            .init(.summary, heading: "", "承租国有厂房的小微企业和个体工商户，2026年上半年租金减半收取。"),
            .init(.contact, heading: "", "沭阳县国有资产管理中心 0527-83550005"),
            .init(
                .text, heading: "",
                """
                一、减免范围
                承租县属国有企业、行政事业单位厂房和经营用房的小微企业、个体工商户，可以减半收取2026年1月至6月的租金。
                二、转租的处理
                存在转租、分租的，减免的租金应当全部让渡给最终承租人，不得截留。
                三、已交租金
                已经交纳上半年租金的，可以在下半年租金中抵扣，或者申请退还。
                """),
        ])

    static let highTech = policy(
        6, "高新技术企业培育资金管理办法",
        [
            .init(.support, heading: "首次认定奖励", "首次通过认定的高新技术企业给予25万元奖励，重新认定的给予10万元奖励。"),
            .init(.material, heading: "", "高新技术企业证书；研究开发费用专项审计报告"),
            .init(
                .text, heading: "",
                """
                第一条 培育库入库条件
                入库企业应当拥有至少一项自主知识产权，上年度研究开发费用占销售收入的比例不低于3%。
                第二条 异地迁入
                高新技术企业整体迁入本市且资格有效的，视同首次认定给予奖励。
                第三条 资金拨付
                奖励资金由市科学技术局在认定公告发布后六个月内拨付。
                """),
        ])

    static let common = AnswerText(
        key: "common/1", stamp: "1", kind: .common, title: "分公司能单独申报技术改造补助吗",
        path: "/questions/common/1", policy: 1, version: "2026-10-08",
        sections: [.init(.text, heading: "分公司能单独申报技术改造补助吗", "分公司不具有独立法人资格，应当由总公司作为申报主体。")])

    static let reading = AnswerText(
        key: "interpretation/1", stamp: "1", kind: .interpretation, title: "一图读懂技术改造奖补办法",
        path: "/interpretations/1", policy: 1, version: "2026-05-02",
        sections: [
            .init(
                .text, heading: "怎么计算",
                "例如某企业购置设备800万元，按10%计算可以获得80万元补助；购置设备4000万元的，按上限获得300万元。"),
            .init(.text, heading: "评审看什么", "专家主要看技术先进性、节能效果和项目进度三个方面。"),
        ])
}

/// A question in everyday words, with words of the passage that answers it; nil where nothing here does.
struct AnswerCase: Sendable, CustomTestStringConvertible {
    let question: String
    let answer: String?
    var testDescription: String { question }

    init(_ question: String, _ answer: String?) {
        self.question = question
        self.answer = answer
    }
}
