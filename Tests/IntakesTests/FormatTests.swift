// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Policies
import Rules
import Site
import Standards
import Store
import StoreTesting
import Testing

@testable import Intakes

@Suite("Files of policies")
struct FormatTests {
    private func reading() throws -> PolicyReading {
        PolicyReading(regions: [World.suzhou], departments: [], library: try World.library.get())
    }

    /// A content in which every part is filled, with what is hard to write in each format.
    private var hard: PolicyContent {
        var content = Intakes.sample[0].content
        content.title = "=1+1 “引号\"与逗号,的通知：第一"
        content.themes = ["甲；乙", "丙"]
        content.materials = ["[\"甲\"]", "行\n内"]
        content.contacts = [PolicyContact(name: "", phone: "12345"), PolicyContact(name: "甲：乙处", phone: "1")]
        content.text = "第一条  甲\n\n  第二条\t乙 # 不是注释\n- 不是列表"
        content.originalDigest = String(repeating: "0a", count: 32)
        var item = PolicyItem(key: "2a", name: "第二项")
        (item.leastFen, item.mostFen) = (123_456_789, 1)
        item.mostFen = 99_999_999_999
        content.items.append(item)
        return content
    }

    @Test("What is exported is imported as the same", arguments: PolicyTable.Format.allCases)
    func roundTrip(_ format: PolicyTable.Format) throws {
        let contents = [Intakes.sample[0].content, hard]
        let entries = contents.map {
            PolicyTable.Entry(number: 3, stage: "现行", department: "", content: $0)
        }
        let bytes = try PolicyTable(entries: entries).bytes(format)
        let file = try StatedFile.open(bytes, named: "a.\(format.rawValue)")
        #expect(file.unknown.isEmpty)
        let read = try file.policies.map { try reading().read($0).get().content }
        #expect(read == contents)
    }

    @Test("GB18030 and a byte order mark are read alike")
    func encodings() throws {
        let csv = try PolicyTable(entries: Intakes.sample).bytes(.csv)
        let text = String(decoding: csv.dropFirst(3), as: UTF8.self)
        let gb = try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632)))
        for bytes in [csv, Array(text.utf8), [UInt8](gb)] {
            let file = try StatedFile.open(bytes, named: "a.csv")
            #expect(try reading().read(file.policies[0]).get().content == Intakes.sample[0].content)
        }
    }

    @Test("JSON and YAML name the line of each fault")
    func lines() throws {
        let json = """
            [
              {"政策标题": "甲", "发文机关": ["乙"], "层级": "市", "适用地区": "苏州市"},
              {"政策标题": "丙", "发文机关": ["乙"], "层级": "市",
               "适用地区": "苏州市", "发布日期": "明年"}
            ]
            """
        let file = try StatedFile.open(Array(json.utf8), named: "a.json")
        #expect(throws: Never.self) { try reading().read(file.policies[0]).get() }
        let fault = #expect(throws: CellFaults.self) { try reading().read(file.policies[1]).get() }
        #expect(fault?.faults.map(\.line) == [4])
        let yaml = "- 政策标题: 丙\n  发文机关: [乙]\n  层级: 市\n  适用地区: 苏州市\n  发布日期: 明年\n"
        let other = try StatedFile.open(Array(yaml.utf8), named: "a.yml")
        let found = #expect(throws: CellFaults.self) { try reading().read(other.policies[0]).get() }
        #expect(found?.faults.map(\.line) == [5])
    }

    @Test(
        "What is no file of policies is refused with its place",
        arguments: [
            ("[{\"a\": 1},\n{\"a\": }]", "a.json", IntakeFileFault.broken(line: 2, column: 7)),
            ("{\"a\": [1]}", "a.json", .notAList(line: 1)),
            ("[" + String(repeating: "[", count: 40), "a.json", .broken(line: 1, column: 18)),
            ("[]", "a.json", .empty), ("", "a.csv", .empty),
        ])
    func broken(text: String, name: String, fault: IntakeFileFault) {
        #expect(throws: fault) { try StatedFile.open(Array(text.utf8), named: name) }
    }

    @Test("Broken encodings, anchors that multiply and doubled keys are refused")
    func hostile() {
        #expect(throws: IntakeFileFault.notText) {
            try StatedFile.open([0x5B, 0xFF, 0xFF, 0xFE, 0x81], named: "a.json")
        }
        let bomb =
            "- &a [x, x, x]\n- &b [*a, *a, *a]\n- &c [*b, *b, *b]\n- &d [*c, *c, *c]\n"
            + "- [*d, *d, *d, *d, *d]\n"
        #expect(throws: IntakeFileFault.self) { try StatedFile.open(Array(bomb.utf8), named: "a.yaml") }
        let doubled = "[{\"政策标题\": \"a\", \"政策标题\": \"b\"}]"
        #expect(throws: IntakeFileFault.self) { try StatedFile.open(Array(doubled.utf8), named: "a.json") }
        let large = [UInt8](repeating: 0x61, count: (64 << 20) + 1)
        #expect(throws: IntakeFileFault.tooLarge(limitMiB: 64)) { try StatedFile.open(large, named: "a.csv") }
    }

    @Test("A rule that contradicts the language is refused at its measure")
    func rules() throws {
        var content = Intakes.sample[0].content
        content.items[0].rule = "标准: 甲\n条件:\n  - 没有这个词 大于 3\n"
        let entry = PolicyTable.Entry(number: nil, stage: "", department: "", content: content)
        let file = try StatedFile.open(try PolicyTable(entries: [entry]).bytes(.json), named: "a.json")
        let fault = #expect(throws: CellFaults.self) { try reading().read(file.policies[0]).get() }
        #expect(fault?.faults.first?.head == "条目1.规则")
    }
}
