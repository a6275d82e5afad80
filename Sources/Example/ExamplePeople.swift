// SPDX-License-Identifier: Apache-2.0
import Accounts
import Standards

/// The people of the example city: one of each role, and members of some enterprises.
struct ExamplePerson: Sendable {
    /// The name that others see.
    let name: String
    /// What the person is, as the sign-in page shows it.
    let chinese: String
    let english: String
    /// What the person may do for the city or one of its districts.
    var role: Role?
    /// The code of the region of the role.
    var region = "321300"
    /// Name of the department, when the role is bound to one.
    var department: String?
    /// Places in the list of enterprises, and rights there.
    var enterprises: [Int] = []
    var rights: Set<MemberRight> = []

    /// Names of departments with their regions; the first is above the others.
    static let departments: [(name: String, region: String, isPark: Bool)] = [
        ("宿迁市工业和信息化局（示例）", "321300", false), ("宿迁市科学技术局（示例）", "321300", false),
        ("沭阳县工业和信息化局（示例）", "321322", false), ("宿城区工业和信息化局（示例）", "321302", false),
        ("苏宿工业园区经济发展局（示例）", "321302", true), ("宿迁育苗银行（示例）", "321300", false),
    ]

    static let all = [
        ExamplePerson(
            name: "陈经办", chinese: "市工信局经办人", english: "Official of the city's bureau", role: .official,
            department: "宿迁市工业和信息化局（示例）"),
        ExamplePerson(
            name: "沭阳李", chinese: "沭阳县工信局经办人", english: "Official of Shuyang county", role: .official,
            region: "321322", department: "沭阳县工业和信息化局（示例）"),
        ExamplePerson(name: "周督导", chinese: "市级督导", english: "Supervisor of the city", role: .supervisor),
        ExamplePerson(name: "吴编辑", chinese: "政策编辑", english: "Policy editor", role: .editor),
        ExamplePerson(
            name: "郑编辑", chinese: "政策编辑（第二人）", english: "Policy editor, the second", role: .editor),
        ExamplePerson(name: "王运营", chinese: "平台运营", english: "Operator of the platform", role: .operator),
        ExamplePerson(
            name: "冯专员", chinese: "企业服务专员", english: "Service specialist", role: .specialist,
            region: "321302"),
        ExamplePerson(name: "褚专家", chinese: "评审专家", english: "Expert", role: .expert),
        ExamplePerson(name: "卫服务", chinese: "服务机构", english: "Service provider", role: .provider),
        ExamplePerson(
            name: "蒋行长", chinese: "银行客户经理", english: "Bank", role: .bank,
            department: "宿迁育苗银行（示例）"),
        ExamplePerson(
            name: "系统管理员", chinese: "系统管理员", english: "System administrator",
            role: .systemAdministrator),
        ExamplePerson(
            name: "安全管理员", chinese: "安全管理员", english: "Security administrator",
            role: .securityAdministrator),
        ExamplePerson(
            name: "审计管理员", chinese: "审计管理员", english: "Audit administrator", role: .auditAdministrator),
        ExamplePerson(
            name: "赵总", chinese: "企业管理员", english: "Manager of an enterprise", enterprises: [0],
            rights: [.manage, .apply]),
        ExamplePerson(
            name: "钱会计", chinese: "代两家企业申报的会计", english: "Accountant who files for two enterprises",
            enterprises: [0, 1], rights: [.apply]),
        ExamplePerson(
            name: "孙助理", chinese: "只能查看的企业成员", english: "Member who only reads", enterprises: [0],
            rights: [.view]),
    ]
}
