// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Intakes

@Suite("How other sites are asked, by settings")
struct FetchSettingsTests {
    @Test("Without settings the site's own address is the contact, and nothing inside may be asked")
    func standard() throws {
        let settings = try FetchSettings.read(site: "https://sme.example.gov.cn/sme") { _ in nil }
        #expect(settings.signature == "yumiao/0.1 (+https://sme.example.gov.cn/sme)")
        #expect(settings.allowedHosts.isEmpty)
        #expect(try FetchSettings.read(site: nil) { _ in nil }.signature == "yumiao/0.1")
    }

    @Test("A contact and hosts are read")
    func named() throws {
        let values = [
            "FETCH_CONTACT": " sme@example.gov.cn ", "FETCH_HOSTS": "oa.example.gov.cn:443, 127.0.0.1:8080",
        ]
        let settings = try FetchSettings.read(site: "https://a.example.gov.cn") { values[$0] }
        #expect(settings.signature == "yumiao/0.1 (+sme@example.gov.cn)")
        #expect(settings.allowedHosts == ["oa.example.gov.cn:443", "127.0.0.1:8080"])
    }

    @Test(
        "What is neither is refused with the name of its setting", arguments: ["企业服务处", "a b@c", "x\r\ny@z"])
    func noContact(text: String) throws {
        let fault = try #require(throws: FetchSettingsFault.self) {
            try FetchSettings.read(site: nil) { $0 == "FETCH_CONTACT" ? text : nil }
        }
        #expect(fault.words.chinese.contains("YUMIAO_FETCH_CONTACT"))
        #expect(throws: FetchSettingsFault.notAHost("oa.example.gov.cn")) {
            try FetchSettings.read(site: nil) { $0 == "FETCH_HOSTS" ? "oa.example.gov.cn" : nil }
        }
    }
}
