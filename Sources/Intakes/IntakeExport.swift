// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Site
import Standards
import Store

extension Intakes {
    var fileRoutes: [Route] {
        [
            .page("/intakes/sample/{format}", "intakes.sample", .intakeImport) { visit in
                try file(PolicyTable(entries: Self.sample), "intakes.sample.file", visit)
            },
            .page("/intakes/export/{format}", "intakes.export", .intakeExport) { visit in
                let table = PolicyTable(entries: try await exported(visit))
                return try file(table, "intakes.export.file", visit)
            },
        ]
    }

    private func file(_ table: PolicyTable, _ word: String, _ visit: Visit) throws -> Reply {
        guard let format = PolicyTable.Format(rawValue: visit.parameter("format")) else {
            throw SiteFault.notFound
        }
        return .download(
            try table.bytes(format), type: format.mediaType,
            name: "\(visit.words(word)).\(format.rawValue)")
    }

    /// Every policy that was released, by the version that is in force or was last; that it was taken is
    /// in the audit.
    private func exported(_ visit: Visit) async throws -> [PolicyTable.Entry] {
        var latest: [ID<Policy>: PolicyVersion] = [:]
        for stage in [PolicyStage.released, .expired, .withdrawn] {
            var last: ID<PolicyVersion>?
            repeat {
                let part = try await policies.store.versions(at: stage, after: last)
                for version in part where (latest[version.policy.id]?.version ?? 0) < version.version {
                    latest[version.policy.id] = version
                }
                last = part.last?.id
            } while last != nil
        }
        let actor = visit.who?.actor ?? ""
        let count = latest.count
        try await database.write { tx in
            try tx.audit(actor: actor, action: "intake.export", subject: "policies", detail: String(count))
        }
        var names: [ID<Department>: String] = [:]
        for id in Set(latest.values.compactMap(\.policy.department)) {
            names[id] = try await accounts.store.department(id)?.name
        }
        return latest.values.sorted { $0.policy.number < $1.policy.number }.map { version in
            PolicyTable.Entry(
                number: version.policy.number, stage: visit.words("intakes.stage.\(version.stage.rawValue)"),
                department: version.policy.department.flatMap { names[$0] } ?? "", content: version.content)
        }
    }

    /// A file to begin with; what it says is made up, and its title says so.
    static var sample: [PolicyTable.Entry] {
        var content = PolicyContent(title: "（示例）关于支持专精特新企业技术改造的若干措施", level: .city, region: .nation)
        content.region = Region(code: "320500") ?? .nation
        content.documentNumber = "示例发〔2026〕1号"
        content.issuers = ["示例市工业和信息化局", "示例市财政局"]
        content.summary = "对完成技术改造的专精特新企业给予设备补助。"
        content.kinds = [.subsidy, .recognition]
        content.themes = ["技术改造"]
        content.tags = ["专精特新"]
        content.industries = ["C"]
        content.publishedOn = Day(isoText: "2026-03-01")
        content.validFrom = Day(isoText: "2026-04-01")
        content.validTo = Day(isoText: "2028-03-31")
        content.applyFrom = Day(isoText: "2026-05-01")
        content.applyTo = Day(isoText: "2026-06-30")
        content.applying = .online
        content.materials = ["设备购置合同", "发票"]
        content.contacts = [PolicyContact(name: "示例市工信局技改处", phone: "0512-00000000")]
        content.text = "第一条 对设备投入500万元以上的企业，按10%给予补助，最高200万元。\n第二条 本措施自2026年4月1日起施行。"
        content.sourceAddress = "https://example.gov.cn/policy/1"
        var item = PolicyItem(key: "1", name: "设备投入补助")
        item.support = "按设备投入的10%补助，最高200万元"
        (item.leastFen, item.mostFen) = (5_000_000, 200_000_000)
        (item.office, item.phone) = ("示例市工信局技改处", "0512-00000000")
        item.applyAddress = "https://example.gov.cn/apply/1"
        content.items = [item]
        return [PolicyTable.Entry(number: nil, stage: "", department: "", content: content)]
    }
}
