// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reading

@Suite struct DocumentTests {
    private static let sentence = "对新认定的企业，给予20万元奖励。"

    private func fault(_ bytes: Data) -> DocumentFault? {
        do throws(DocumentFault) {
            _ = try Document.read(bytes)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Text

    @Test(arguments: [String.Encoding.utf8, .utf16, PlainText.gb18030])
    func textIsReadInAnyEncodingOfTheCountry(encoding: String.Encoding) throws {
        let bytes = try #require(Self.sentence.data(using: encoding))
        #expect(try Document.read(bytes).original == Self.sentence)
    }

    @Test func aMarkAtTheBeginningIsNoText() throws {
        let bytes = Data([0xEF, 0xBB, 0xBF]) + Data(Self.sentence.utf8)
        #expect(try Document.read(bytes).original == Self.sentence)
    }

    @Test func otherFilesAreNamed() {
        #expect(fault(Data()) == .empty)
        #expect(fault(Data("  \n ".utf8)) == .empty)
        #expect(
            fault(Data([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 1, count: 100)))
                == .unsupported(ending: "DOC"))
        #expect(fault(Data([0x89, 0x50, 0x4E, 0x47, 0, 0])) == .unsupported(ending: "PNG"))
        #expect(fault(Data([1, 0, 2, 0, 3, 0])) == .notText)
        #expect(fault(Data(count: Document.largestBytes + 1)) == .tooLarge(limitBytes: Document.largestBytes))
    }

    // MARK: Pages

    private static let page = """
        <!DOCTYPE html><html><head><title>门户</title><style>p { color: red }</style></head><body>
        <div class="nav"><a href="/">首页</a> 当前位置</div><script>document.write("<p>广告</p>")</script>
        <h1>关于&ldquo;房租&rdquo;补贴的通知</h1><p>对新认定的企业，<b>给予20</b>万元奖励。</p>
        <table><tr><td>项目</td><td>标准</td></tr><tr><td>房租&nbsp;</td><td>30%</td></tr></table>
        <!-- <p>旧版</p> --><div id="footer"><p>版权所有 电话：010-12345678</p></div></body></html>
        """

    @Test func aPageIsItsArticle() throws {
        let text = try Document.read(Data(Self.page.utf8)).original
        // A column of names and one of standards: each cell is told under its head.
        #expect(text == "关于“房租”补贴的通知\n对新认定的企业，给予20万元奖励。\n房租\n标准：30%")
        let plain = Self.page.replacing("标准", with: "备注")
        let rows = try Document.read(Data(plain.utf8)).original
        #expect(rows.hasSuffix("\n项目\t备注\n房租\t30%"), "heads that name no part stay a row")
    }

    @Test func aBrokenPageIsStillRead() throws {
        for page in [
            "<html><p>甲<p>乙<br>丙", "<html><div class='nav>甲</div><p>乙</p>", "<html><p>3 < 5 & 7 > 6</p>",
            "<html><script>甲",
        ] {
            _ = fault(Data(page.utf8))
        }
        #expect(try Document.read(Data("<html><p>甲<p>乙<br>丙".utf8)).original == "甲\n乙\n丙")
        #expect(try Document.read(Data("<html><p>3 < 5 &amp; 7</p>".utf8)).original == "3 < 5 & 7")
    }

    @Test func aPageInGB18030IsRead() throws {
        let page = "<html><head><meta charset=\"gb2312\"></head><body><p>\(Self.sentence)</p></body></html>"
        #expect(
            try Document.read(try #require(page.data(using: PlainText.gb18030))).original == Self.sentence)
    }

    // MARK: Word

    @Test func aWordFileIsItsParagraphsAndTables() throws {
        let bytes = Parcel.word(
            "<w:p><w:r><w:t>一、标准</w:t></w:r></w:p>"
                + "<w:p><w:r><w:t>对企业</w:t></w:r><w:r><w:t>给予1万元。</w:t></w:r>"
                + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
                + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
                + "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
        #expect(try Document.read(bytes).original == "一、标准\n对企业给予1万元。\n甲\t乙\n")
    }

    @Test func brokenAndForeignArchivesAreNamed() {
        #expect(
            fault(Data([0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 7, count: 300)))
                == .damaged(ending: "DOCX"))
        #expect(fault(Parcel.zip([("xl/workbook.xml", "<a/>")])) == .unsupported(ending: "XLSX"))
        #expect(fault(Parcel.zip([("a.txt", "a")])) == .unsupported(ending: "ZIP"))
        #expect(fault(Parcel.zip([("word/document.xml", "no xml")])) == .damaged(ending: "DOCX"))
    }

    @Test func anArchiveThatClaimsToBeHugeIsNotUnpacked() {
        let bytes = Parcel.zip([("word/document.xml", "<a/>")], claiming: 0x7FFF_FFFF)
        let found = fault(bytes)
        #expect(
            found == .unpackedTooLarge(limitBytes: WordDocument.largestPart)
                || found == .damaged(ending: "DOCX"))
    }

    // MARK: PDF

    @Test func aPDFIsItsText() throws {
        #expect(
            try Document.read(Parcel.pdf("Grant of 20 percent up to 100000")).original.contains(
                "Grant of 20 percent up to 100000"))
    }

    @Test func aScannedPDFHasAFaultOfItsOwn() {
        #expect(fault(Parcel.pdf("")) == .scanned(pages: 1))
    }

    @Test func aBrokenPDFIsDamaged() {
        #expect(fault(Data("%PDF-1.4 nothing of a PDF follows".utf8)) == .damaged(ending: "PDF"))
    }

    @Test func aMissingConverterIsNamed() {
        var found: DocumentFault?
        do throws(DocumentFault) {
            _ = try PortableDocument.text(Parcel.pdf("a"), program: "no-such-program")
        } catch { found = error }
        #expect(found == .converterMissing(program: "no-such-program"))
    }
}
