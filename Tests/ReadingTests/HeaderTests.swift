// SPDX-License-Identifier: Apache-2.0
import Standards
import Testing

@testable import Reading

@Suite struct HeaderTests {
    private static let notice = """
        合肥市科学技术局 合肥市财政局关于印发《合肥市科技贷款风险补偿办法》的通知
        合科〔2022〕17号
        各县（市）区科技局、财政局：
        现将《合肥市科技贷款风险补偿办法》印发给你们，请遵照执行。
        合肥市科学技术局　合肥市财政局
        2022年3月15日
        合肥市科技贷款风险补偿办法
        第一条 根据《国务院关于加强科技工作的意见》（国发〔2019〕5号），制定本办法。
        第二条 本办法自印发之日起施行，有效期2年。
        """

    @Test func aNoticeTellsWhoWhenAndUnderWhichNumber() {
        let record = Reader.read(PolicyText(Self.notice))
        #expect(record.title?.value == "关于印发《合肥市科技贷款风险补偿办法》的通知")
        #expect(record.issuers.map(\.value) == ["合肥市科学技术局", "合肥市财政局"])
        #expect(record.number?.value == "合科〔2022〕17号")
        #expect(record.published?.value == Day(year: 2022, month: 3, day: 15))
        #expect(record.region?.value.code == "340100" && record.level?.value == .city)
    }

    @Test func aTermEndsOnTheDayBeforeTheAnniversary() {
        let record = Reader.read(PolicyText(Self.notice))
        #expect(record.validFrom?.value == Day(year: 2022, month: 3, day: 15))
        #expect(record.validTo?.value == Day(year: 2024, month: 3, day: 14))
    }

    @Test func theNumberOfACitedDocumentIsNotItsOwn() {
        let record = Reader.read(PolicyText("关于开展申报工作的通知\n各有关企业：\n根据《市政府文件》（市政发〔2021〕9号）精神，现通知如下。"))
        #expect(record.number == nil)
    }

    @Test func theTermOfACertificateIsNotThePolicys() {
        let record = Reader.read(PolicyText("创新券管理办法\n发布日期：2023-01-05\n第一条 创新券有效期为1年。"))
        #expect(record.validFrom == nil && record.validTo == nil)
    }

    @Test func applicationsTakeTheYearOfTheDocument() {
        let record = Reader.read(PolicyText("关于申报的通知\n一、申报时间\n即日起接受申报，截止时间为9月30日。\n县商务局\n2024年8月1日"))
        #expect(record.applyTo?.value == Day(year: 2024, month: 9, day: 30))
    }

    @Test func recurringDatesAreNoDates() {
        let record = Reader.read(PolicyText("申报时间\n每年3月1日至3月31日受理申报。"))
        #expect(record.applyFrom == nil && record.applyTo == nil)
    }

    @Test func equalNamesAreToldApartByTheirCity() {
        let record = Reader.read(PolicyText("长春市朝阳区促进商业发展办法\n第一条 本办法适用于朝阳区。"))
        #expect(record.region?.value.code == "220104" && record.level?.value == .county)
        let unknown = Reader.read(PolicyText("朝阳区促进商业发展办法\n第一条 本办法适用于朝阳区的企业。"))
        #expect(unknown.region?.value.code == nil)
    }

    @Test func telephoneNumbersNeedToBeCalledSo() {
        let record = Reader.read(
            PolicyText("联系电话：0551-63538888、63538889\n办公地址：东流路100号\n统一社会信用代码91340100MA2N00000X\n项目编号20240001"))
        #expect(record.contacts.map(\.phone) == ["0551-63538888", "63538889"])
    }
}
