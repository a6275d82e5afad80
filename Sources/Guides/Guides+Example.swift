// SPDX-License-Identifier: Apache-2.0
import Accounts
import Policies
import Store

extension Guides {
    /// Two zones, and the tags of all policies in force, for a city to try everything with.
    ///
    /// - Parameter editor: who is said to have kept them.
    /// - Throws: what keeps them from being written; done before, it changes nothing.
    public func keepExample(by editor: Identity) async throws {
        let examples = [
            GuideZone(
                name: "zhuanjingtexin", place: 1, title: "专精特新专区", titleEnglish: "Specialised enterprises",
                intro: "从创新型中小企业到单项冠军：每一级的认定标准，和达到以后可以申请的支持。",
                introEnglish:
                    "From innovative enterprise to single-product champion: the standards, and what follows.",
                query: "q=专精特新", numbers: [], revision: 0),
            GuideZone(
                name: "jishugaizao", place: 2, title: "技术改造专区", titleEnglish: "Upgrading equipment",
                intro: "买设备、上软件、做绿色改造可以申请的补助和贴息，省、市、县三级放在一起。",
                introEnglish:
                    "Support for equipment, software and green upgrading, of province, city and counties.",
                query: "q=改造", numbers: [], revision: 0),
        ]
        for zone in examples {
            try await zones.save(zone, isNew: true, by: editor, once: "example-zone-\(zone.name)")
        }
        let names = try await database.read { try $0.borneTags() }
        let known = names.compactMap { name in
            TagDimension(readFrom: name).map { (name: name, dimension: $0) }
        }
        try await policies.tags.add(known, by: editor, once: "example-tags")
    }
}
