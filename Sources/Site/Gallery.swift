// SPDX-License-Identifier: Apache-2.0

/// Every component in every state, for whoever builds pages and for the accessibility tests.
enum Gallery {
    static var routes: [Route] {
        [
            .page("/_gallery", "site.gallery", .everyone) { visit in
                let query = try GalleryList.listing.query(in: visit)
                if let format = query.export {
                    return try GalleryList.listing.file(of: GalleryList.items(query), as: format, in: visit)
                }
                return .page(GalleryPage(in: visit, query: query))
            },
            .page("/_gallery/form", "site.gallery.form", .everyone) { visit in
                let submission = visit.query["faults"] == nil ? nil : GalleryFormPage.faultyExample
                return .page(GalleryFormPage(in: visit, submission: submission))
            },
            .form("/_gallery/form", "site.gallery.send", .everyone, acceptsFiles: true) { visit, submission in
                .page(GalleryFormPage(in: visit, submission: submission, isChecked: false))
            } act: { visit, submission in
                let page = GalleryFormPage(in: visit, submission: submission)
                return page.hasFaults ? .refused(page) : .redirect(to: "/_gallery/certificate")
            },
            .page("/_gallery/certificate", "site.gallery.certificate", .everyone) {
                .page(GalleryCertificatePage(in: $0))
            },
        ]
    }

    /// The example texts are no words of the site, so they stand here and not in the word book.
    static func texts(of visit: Visit) -> (String, String) -> String {
        let isChinese = visit.preferences.language == .chinese
        return { isChinese ? $0 : $1 }
    }
}

/// The form of the gallery with every kind of field; it works.
struct GalleryFormPage: Page {
    let title: String
    let intro: String
    let form: Form
    let breadcrumbs: Breadcrumbs?
    var hasFaults: Bool { form.hasFaults }

    static let faultyExample = Submission(fields: [("staff", "一百"), ("about", "主要生产精密轴承\n出口欧洲")])

    init(in visit: Visit, submission: Submission? = nil, isChecked: Bool = true) {
        let t = Gallery.texts(of: visit)
        title = t("表单", "A form")
        intro = t("每种填写项各一个；留空提交可看到出错时的样子。", "One field of each kind. Send it empty to see how faults look.")
        breadcrumbs = Breadcrumbs(
            [
                Link(visit.words("site.home"), visit.link("/")),
                Link(visit.words("site.gallery.title"), visit.link("/_gallery")),
            ], here: title)
        let blank = Form(to: "/_gallery/form", in: visit, fields: Self.fields(t), button: t("提交", "Send"))
        let faults = isChecked ? submission.map { Self.faults(in: $0, t) } ?? [] : []
        form = submission.map { blank.filled(by: $0, faults: faults) } ?? blank
    }

    private static func faults(in submission: Submission, _ t: (String, String) -> String) -> [FieldFault] {
        var faults: [FieldFault] = []
        if submission.text("name").isEmpty {
            faults.append(FieldFault("name", t("请填写企业名称", "Enter the name of the enterprise")))
        }
        if Int(submission.text("staff")) == nil {
            faults.append(FieldFault("staff", t("从业人员应为整数，例如 58", "Staff must be a whole number, like 58")))
        }
        if submission.text("kind").isEmpty {
            faults.append(FieldFault("kind", t("请选择企业类型", "Choose the kind of enterprise")))
        }
        return faults
    }

    private static func fields(_ t: (String, String) -> String) -> [Field] {
        let kinds = [
            Field.Option(
                "made", t("制造业", "Manufacturing"), hint: t("工厂、加工、装配", "Factories, processing, assembly")),
            Field.Option("soft", t("软件和信息服务业", "Software and information services")),
            Field.Option("unsure", t("不清楚", "Not sure")),
        ]
        let needs = [
            Field.Option("money", t("融资", "Finance")), Field.Option("people", t("用工", "Staff")),
            Field.Option("market", t("市场", "Markets")),
        ]
        let regions = ["苏州市", "聊城市"].map { Field.Option($0, $0) }
        return [
            Field(
                "name", t("企业名称", "Name of the enterprise"), .text(autocomplete: "organization"),
                hint: t("与营业执照一致", "As on the business licence")
            ).suggesting(["苏州样例电子有限公司", "聊城样例机械有限公司"]),
            Field(
                "staff", t("从业人员", "Staff"), .number(unit: t("人", "persons")),
                hint: t("上年年末人数", "At the end of last year")),
            Field("founded", t("成立日期", "Founded on"), .date("2019-05-06")),
            Field("phone", t("联系电话", "Telephone"), .telephone(), isOptional: true),
            Field("region", t("所在地", "Place"), .menu(regions, chosen: "聊城市")),
            Field(
                "kind", t("企业类型", "Kind of enterprise"), .radios(kinds),
                hint: t("按主要收入来源选择", "By where most revenue comes from")),
            Field(
                "need", t("需要哪些帮助", "What help is needed"), .checkBoxes(needs, chosen: ["people"]),
                isOptional: true),
            Field(
                "about", t("情况说明", "Description"), .longText(), hint: t("不超过 500 字", "At most 500 characters")
            ),
            Field("paper", t("营业执照", "Business licence"), .upload(accept: ".pdf,.jpg"), isOptional: true),
        ]
    }
}

/// A page that is meant for paper: one sheet of A4.
struct GalleryCertificatePage: Page {
    let title: String
    let receipt: Receipt
    let rows: KeyValueList
    let qr: QRCode?

    init(in visit: Visit) {
        let t = Gallery.texts(of: visit)
        title = t("中小企业规模类型自测结果（示例）", "Result of the size self-test (example)")
        receipt = Receipt(
            title: t("小型企业", "Small enterprise"), numberLabel: t("编号", "Number"), number: "YM-2026-000128",
            next: [
                t("保存或打印此页。", "Save or print this page."),
                t("查看小型企业可以申请的政策。", "See what small enterprises can apply for."),
            ])
        rows = KeyValueList([
            .init(t("行业", "Sector"), t("工业", "Industry")),
            .init(
                t("从业人员", "Staff"), t("58 人", "58 persons"),
                note: t("企业自报，2026-11-20", "Own statement, 2026-11-20")),
            .init(t("营业收入", "Revenue"), t("1,860 万元", "CNY 18.6 million"), note: t("上年度", "Last year")),
        ])
        let address =
            visit.absoluteLink("/_gallery/certificate") ?? "https://example.org/_gallery/certificate"
        qr = QRCode(address, label: t("扫码核对", "Scan to verify"))
    }
}
