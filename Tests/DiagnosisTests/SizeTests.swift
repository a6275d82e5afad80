// SPDX-License-Identifier: Apache-2.0
import Foundation
import Site
import Testing

@testable import Diagnosis

/// 工信部联企业〔2011〕300号 第四条 with the statistics bureau's 2017 methods: what is at the lower limit of 中型 in
/// each figure is 中型, and one below in the first figure falls to 小型.
@Suite struct SizeTests {
    struct Group: Sendable, CustomStringConvertible {
        let industry: String
        let name: String
        let limits: [String]
        let below: String
        var description: String { name }
    }

    static let groups = [
        Group(industry: "01", name: "农、林、牧、渔业", limits: ["500"], below: "499.99"),
        Group(industry: "39", name: "工业", limits: ["300", "2000"], below: "299"),
        Group(industry: "47", name: "建筑业", limits: ["6000", "5000"], below: "5999"),
        Group(industry: "51", name: "批发业", limits: ["20", "5000"], below: "19"),
        Group(industry: "52", name: "零售业", limits: ["50", "500"], below: "49"),
        Group(industry: "54", name: "交通运输业", limits: ["300", "3000"], below: "299"),
        Group(industry: "592", name: "仓储业", limits: ["100", "1000"], below: "99"),
        Group(industry: "60", name: "邮政业", limits: ["300", "2000"], below: "299"),
        Group(industry: "61", name: "住宿业", limits: ["100", "2000"], below: "99"),
        Group(industry: "62", name: "餐饮业", limits: ["100", "2000"], below: "99"),
        Group(industry: "64", name: "信息传输业", limits: ["100", "1000"], below: "99"),
        Group(industry: "65", name: "软件和信息技术服务业", limits: ["100", "1000"], below: "99"),
        Group(industry: "701", name: "房地产开发经营", limits: ["1000", "5000"], below: "999"),
        Group(industry: "702", name: "物业管理", limits: ["300", "1000"], below: "299"),
        Group(industry: "72", name: "租赁和商务服务业", limits: ["100", "8000"], below: "99"),
        Group(industry: "85", name: "其他未列明行业", limits: ["100"], below: "99"),
    ]

    private static func start(_ browser: Browser, _ industry: String) async throws -> Shown {
        let start = try await browser.open("/size")
        return try await browser.send(start, [("industry", industry), ("enterprise", ""), ("code", "")])
    }

    private static func figure(_ page: Shown) -> String? {
        page.html.firstMatch(of: /<p class="figure">.*?<strong>([^<]*)<\/strong>/).map { String($0.1) }
    }

    @Test(arguments: groups)
    func `the limits of each group decide as the standard says`(group: Group) async throws {
        try await TestSite.national().visit { browser in
            let page = try await Self.start(browser, group.industry)
            #expect(page.text.contains("“\(group.name)”"))
            let names = page.fieldNames
            try #require(names.count == group.limits.count)
            let medium = try await browser.send(page, Array(zip(names, group.limits)))
            #expect(Self.figure(medium) == "中型")
            let lower = try await browser.send(
                page, Array(zip(names, [group.below] + group.limits.dropFirst())))
            #expect(Self.figure(lower) == "小型")
            #expect(medium.link("生成自测证明") != nil)
        }
    }

    @Test(arguments: ["53", "66", "83", "84", "704", "91"])
    func `an industry that the standard does not list is left to a person and gets no certificate`(
        industry: String
    ) async throws {
        try await TestSite.national().visit { browser in
            let page = try await Self.start(browser, industry)
            #expect(Self.figure(page) == "未列明")
            #expect(page.text.contains("主管部门"))
            #expect(page.link("生成自测证明") == nil)
            #expect(page.link("看看还符合哪些政策") != nil)
        }
    }

    @Test func `a missing figure leaves the classes that remain possible`() async throws {
        try await TestSite.national().visit { browser in
            let page = try await Self.start(browser, "39")
            let result = try await browser.send(
                page, [(page.fieldNames[0], "300"), (page.fieldNames[1], "")])
            #expect(Self.figure(result)?.contains("或") == true)
            #expect(result.text.contains("还缺：营业收入"))
            #expect(result.link("生成自测证明") == nil)
        }
    }

    @Test(arguments: [
        ("1,200万", "1200"), ("1200 万元", "1200"), ("１２００", "1200"), ("1200", "1200"), ("0.12亿", "1200"),
        ("12000000元", "1200"), ("1亿", "10000"),
    ])
    func `an amount is read however it is written`(typed: String, shown: String) async throws {
        try await TestSite.national().visit { browser in
            let page = try await Self.start(browser, "39")
            let result = try await browser.send(
                page, [(page.fieldNames[0], "30"), (page.fieldNames[1], typed)])
            #expect(result.status == 200)
            #expect(result.text.contains("\(shown)万元"), "\(result.text)")
        }
    }

    @Test func `a wrong figure keeps the input and names its field`() async throws {
        try await TestSite.national().visit { browser in
            let page = try await Self.start(browser, "39")
            let names = page.fieldNames
            let refused = try await browser.send(page, [(names[0], "很多"), (names[1], "1200万元")])
            #expect(refused.status == 422)
            #expect(refused.value(names[0]) == "很多")
            #expect(refused.value(names[1]) == "1200万元")
            #expect(refused.text.contains("从业人员（2025年末）："))
            #expect(refused.html.contains("href=\"#field-\(names[0])\""))
            #expect(refused.html.contains("<title>错误"))
        }
    }

    @Test func `a wrong credit code is refused and a right one stands on the certificate`() async throws {
        try await TestSite.national().visit { browser in
            let start = try await browser.open("/size")
            let wrong = try await browser.send(
                start, [("industry", "39"), ("enterprise", ""), ("code", "911100001012345678")])
            #expect(wrong.status == 422)
            #expect(wrong.value("code") == "911100001012345678")
        }
    }
}

@Suite struct CertificateTests {
    private static func certificate(_ browser: Browser, name: String = "甲公司") async throws -> (
        page: Shown, code: String
    ) {
        let start = try await browser.open("/size")
        let figures = try await browser.send(start, [("industry", "39"), ("enterprise", name), ("code", "")])
        let values = Array(zip(figures.fieldNames, ["300", "2000"]))
        let result = try await browser.send(figures, values)
        let link = try #require(result.link("生成自测证明"))
        let code = try #require(link.firstMatch(of: /[?&]c=([^&]*)/).map { String($0.1) })
        return (try await browser.open(link), code)
    }

    @Test func `a certificate states who, what and by which standard, and is verified`() async throws {
        try await TestSite.national().visit { browser in
            let (page, code) = try await Self.certificate(browser)
            #expect(page.status == 200)
            for words in ["甲公司", "中型", "300人", "2000万元", "工信部联企业〔2011〕300号", "2026年11月20日"] {
                #expect(page.text.contains(words), "\(words)")
            }
            let checked = try await browser.open("/verify?c=\(code)")
            #expect(checked.text.contains("核验通过：中型"))
            let number = try #require(page.text.firstMatch(of: /\d{4} \d{4} \d{4}/)?.0)
            #expect(checked.text.contains(number))
            let pasted = Browser.encode("https://example.gov.cn/verify?lang=en&c=\(code)#x")
            #expect(try await browser.open("/verify?c=\(pasted)").text.contains("核验通过：中型"))
        }
    }

    @Test func `its code holds an absolute address that a telephone can open`() async throws {
        var site = try TestSite.national()
        site.settings.publicOrigin = "https://sme.example.gov.cn"
        try await site.visit { browser in
            let (page, code) = try await Self.certificate(browser)
            #expect(page.html.contains("https://sme.example.gov.cn/verify?c=\(code)"))
        }
    }

    @Test func `a changed, cut or foreign certificate is not verified`() async throws {
        try await TestSite.national().visit { browser in
            let (_, code) = try await Self.certificate(browser)
            let parts = code.split(separator: ".").map(String.init)
            let other = (parts[1].first == "e" ? "f" : "e") + parts[1].dropFirst()
            for bad in ["1.\(other).\(parts[2])", String(code.dropLast(2)), "2.\(parts[1]).\(parts[2])", "x"]
            {
                let page = try await browser.open("/verify?c=\(bad)")
                #expect(page.status == 200)
                #expect(page.text.contains("核验不通过"), "\(bad)")
                #expect(!page.text.contains("核验通过："))
            }
            let foreign = try TestSite(TestSite.national().library, secret: 8)
            try await foreign.visit { stranger in
                #expect(try await stranger.open("/verify?c=\(code)").text.contains("核验不通过"))
                let (_, own) = try await Self.certificate(stranger)
                #expect(try await stranger.open("/verify?c=\(own)").text.contains("核验通过"))
            }
        }
    }

    @Test func `answers are no certificate`() async throws {
        try await TestSite.national().visit { browser in
            let start = try await browser.open("/check")
            let link = try #require(start.link("精确自测"))
            let state = try #require(link.firstMatch(of: /[?&]s=([^&]*)/)?.1)
            #expect(try await browser.open("/size/certificate?c=\(state)").status == 400)
        }
    }

    @Test func `an enterprise's name on a certificate is text`() async throws {
        try await TestSite.national().visit { browser in
            let (page, _) = try await Self.certificate(browser, name: "<img src=x onerror=alert(1)>")
            #expect(!page.html.contains("<img src=x"))
            #expect(page.text.contains("<img src=x onerror=alert(1)>"))
        }
    }
}
