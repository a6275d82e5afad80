// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPTypes
import Testing

@testable import Site

@Suite struct ComponentTests {
    @Test func `a pager shows the ends and the neighbours, and keeps the query`() throws {
        let visit = try Visit.example(rooms: [DemoRoom()], at: "/demo?q=轴承&page=4")
        let pager = try #require(Pager(page: 4, of: 9, in: visit))
        #expect(pager.numbers.map(\.text) == ["1", "3", "4", "5", "9"])
        #expect(pager.numbers.first { $0.isCurrent }?.text == "4")
        #expect(pager.next == "/demo?q=%E8%BD%B4%E6%89%BF&page=5")
        #expect(Pager(page: 1, of: 1, in: visit) == nil)
        #expect(Pager(page: 1, of: 2, in: visit)?.previous == nil)
        #expect(Pager(page: 99, of: 2, in: visit)?.next == nil)
    }

    @Test func `a chart's longest bar is full and zero is empty, also when all is zero`() {
        func percents(_ values: [Double]) -> [String] {
            Chart(
                .bars, id: "c", title: "", description: "", points: values.map { .init("", $0, text: "") },
                labelHead: "", valueHead: "", empty: ""
            ).bars.map(\.percent)
        }
        #expect(percents([50, 200, 0]) == ["25.0", "100.0", "0.0"])
        #expect(percents([0, 0]) == ["0.0", "0.0"])
        #expect(percents([]) == [])
    }

    @Test func `progress counts what lies behind`() {
        let words = Words(language: .english, texts: ["site.step": "{step}/{count}"])
        #expect(StepProgress(step: 1, of: 7, in: words).percent == "0")
        #expect(StepProgress(step: 7, of: 7, in: words).percent == "85")
        #expect(StepProgress(step: 1, of: 0, in: words).percent == "0")
    }

    @Test func `a QR code has quiet ground, grows with its text, and refuses what it cannot hold`() throws {
        let short = try #require(QRCode("https://example.org", label: ""))
        // Version 2 at level M holds 26 bytes in 25 modules; four more on each side are quiet.
        #expect(short.size == "33")
        #expect(short.path.hasPrefix("M4 4h7v1h-7z"))
        #expect(QRCode(String(repeating: "a", count: 2331), label: "")?.size == "185")
        #expect(QRCode(String(repeating: "a", count: 2332), label: "") == nil)
        #expect(QRCode("a\u{0}b", label: "") == nil)
    }

    @Test func `a download keeps its Chinese name and cannot break the header`() {
        let reply = Reply.download([1], type: "text/csv", name: "诉求\"\r\n.csv")
        let header = reply.headers[.contentDisposition] ?? ""
        #expect(header.hasSuffix("filename*=UTF-8''%E8%AF%89%E6%B1%82%22%0D%0A.csv"))
        #expect(!header.contains("\r") && header.filter { $0 == "\"" }.count == 2)
    }

    @Test func `absolute links need an origin and carry no preference`() throws {
        let visit = try Visit.example(rooms: [DemoRoom()], at: "/demo?lang=en")
        #expect(visit.absoluteLink("/demo") == nil)
        #expect(visit.link("/demo", [("q", "a b")]) == "/demo?q=a%20b&lang=en")
        #expect(visit.link("/demo/中#field-name") == "/demo/%E4%B8%AD?lang=en#field-name")
    }
}
