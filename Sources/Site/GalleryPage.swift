// SPDX-License-Identifier: Apache-2.0

/// All components, one below the other.
struct GalleryPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let notices: [Notice]
    let summary: SummaryBox
    let countdowns: [Countdown]
    let statuses: [Status]
    let cards: [Card]
    let folds: [Fold]
    let tasks: TaskList
    let timeline: Timeline
    let rows: KeyValueList
    let tables: [DataTable]
    let lists: [ShownList]
    let pager: Pager?
    let panel: Panel
    let progress: StepProgress
    let charts: [Chart]
    let qr: QRCode?
    let buttons: [Link]
    let formLink: Link
    let certificateLink: Link

    init(in visit: Visit, query: ListQuery) {
        let t = Gallery.texts(of: visit)
        let here = visit.link("/_gallery")
        title = visit.words("site.gallery.title")
        breadcrumbs = Breadcrumbs([Link(visit.words("site.home"), visit.link("/"))], here: title)
        notices = Self.notices(t, here)
        summary = Self.summary(t, here)
        countdowns = Self.countdowns(t)
        statuses = Self.statuses(t)
        cards = Self.cards(t, here)
        folds = Self.folds(t, here)
        tasks = Self.tasks(t, here)
        timeline = Self.timeline(t)
        rows = Self.rows(t, here)
        tables = Self.tables(t, here)
        let found = GalleryList.found(query)
        lists = [
            GalleryList.listing.shown(found, .numbers(count: GalleryList.count(query)), query, in: visit),
            GalleryList.listing(id: "places", title: "site.gallery.cursors").shown(
                found, .places(next: found.last.map { Cursor([$0.code]) }), query, in: visit),
        ]
        panel = Self.panel(t, here)
        pager = Pager(page: 4, of: 9, in: visit)
        progress = StepProgress(step: 3, of: 7, in: visit.words)
        charts = Self.charts(t)
        qr = QRCode("https://example.org/policies/42", label: t("扫码查看此政策", "Scan to see this policy"))
        buttons = [Link(t("开始自测", "Start the self-test"), here)]
        formLink = Link(t("表单的样子", "How forms look"), visit.link("/_gallery/form"))
        certificateLink = Link(t("可打印的结果页", "A page for paper"), visit.link("/_gallery/certificate"))
    }
}

extension GalleryPage {
    fileprivate typealias Texts = (String, String) -> String

    fileprivate static func panel(_ t: Texts, _ here: String) -> Panel {
        Panel(
            id: "gallery-panel", title: t("别的模块提供的一块", "A part that another room contributes"),
            notices: [Notice(t("两项资料即将过期", "Two facts are about to expire"), .warning)],
            text: t("由各模块登记，页面不必知道它们。", "Registered by rooms; the page need not know them."),
            rows: rows(t, here), cards: cards(t, here),
            table: DataTable(
                id: "panel-table", caption: t("该模块的表格", "A table of that room"),
                columns: [.init(t("事项", "Item")), .init(t("件数", "Cases"), isNumber: true)],
                rows: [.init(.init(t("待办", "To do")), [.init("3", isNumber: true)])], empty: "–"),
            timeline: timeline(t),
            links: [Link(t("全部查看", "See all"), here)])
    }

    fileprivate static func notices(_ t: Texts, _ here: String) -> [Notice] {
        [
            Notice(t("已收到您的申请", "We received your application"), .good),
            Notice(
                t("研发费用占比还差 0.2 个百分点", "R&D share is 0.2 points short"), .warning,
                text: t("您填写的是 2.8%，要求不低于 3%。", "You stated 2.8%; at least 3% is required."),
                link: Link(t("看看如何达到", "See how to get there"), here)),
            Notice(t("本批次已截止", "This round is closed"), .bad),
            Notice(t("下一批预计明年 3 月开始", "The next round is expected in March"), .info),
            Notice(t("没有需要您处理的事项", "Nothing for you to do"), .neutral),
        ]
    }

    fileprivate static func summary(_ t: Texts, _ here: String) -> SummaryBox {
        SummaryBox(
            label: t("最高可得", "Up to"), figure: "50", unit: t("万元", "× CNY 10,000"),
            note: t("按研发费用的 10% 补助，一次性。", "10% of R&D expenses, once."),
            rows: KeyValueList([
                .init(t("受理单位", "Office"), t("市工业和信息化局", "Municipal bureau of industry")),
                .init(t("咨询电话", "Telephone"), "0512-12345678"),
                .init(t("依据", "Basis"), "工信部联企业〔2011〕300号", in: .chinese, href: here),
            ]),
            action: Link(t("看看我是否符合", "See whether I qualify"), here))
    }

    fileprivate static func countdowns(_ t: Texts) -> [Countdown] {
        func make(_ state: Countdown.State, _ label: String, _ figure: String, _ date: String) -> Countdown {
            Countdown(state, label: label, figure: figure, unit: t("天", "days"), date: date, isoDate: date)
        }
        return [
            make(.ample, t("距截止还有", "Closes in"), "26", "2026-12-17"),
            make(.soon, t("距截止还有", "Closes in"), "3", "2026-11-24"),
            make(.overdue, t("已超期", "Overdue by"), "2", "2026-11-19"),
            make(.paused, t("等待补正，计时暂停，还剩", "Waiting for you, clock paused, left:"), "8", "2026-12-03"),
        ]
    }

    fileprivate static func statuses(_ t: Texts) -> [Status] {
        [
            Status(t("可以申请", "Can apply"), .good), Status(t("差一点", "Nearly"), .warning, symbol: .half),
            Status(t("待补充", "Facts missing"), .info, symbol: .question),
            Status(t("需人工判断", "Needs a person"), .neutral, symbol: .person),
            Status(t("不符合", "Not met"), .bad), Status(t("办理中", "In progress"), .info, symbol: .clock),
            Status(t("已暂停", "Paused"), .neutral, symbol: .paused),
            Status(t("未开始", "Not begun"), .neutral), Status(t("仅内部", "Internal"), .neutral, symbol: .lock),
        ]
    }

    fileprivate static func cards(_ t: Texts, _ here: String) -> [Card] {
        [
            Card(
                title: t("专精特新中小企业认定", "Specialised and innovative SME"), href: here,
                meta: [
                    t("省级", "Province"), t("工业和信息化厅", "Department of industry"), t("还有 26 天", "26 days left"),
                ],
                text: t("面向从事特定细分市场三年以上的中小企业。", "For SMEs with three years or more in a niche market."),
                figure: t("最高 50 万元", "Up to CNY 500,000"),
                statuses: [
                    Status(t("可以申请", "Can apply"), .good), Status(t("符合 9/9 项", "9 of 9 met"), .good),
                ],
                action: Link(t("去申请", "Apply"), here)),
            Card(
                title: t("首台（套）装备保险补贴", "Insurance subsidy for first units"), href: here,
                meta: [t("市级", "City"), t("还有 3 天", "3 days left")],
                statuses: [Status(t("差一点", "Nearly"), .warning, symbol: .half)]),
        ]
    }

    fileprivate static func folds(_ t: Texts, _ here: String) -> [Fold] {
        [
            Fold(
                t("上年度研发费用占营业收入不低于 3%", "R&D is at least 3% of revenue"),
                status: Status(t("差一点", "Nearly"), .warning, symbol: .half), isOpen: true,
                lines: [t("再增加研发费用 3.7 万元即可达到。", "CNY 37,000 more R&D would do.")],
                rows: KeyValueList([
                    .init(
                        t("您的数值", "Your value"), "2.8%",
                        note: t("企业自报，2026-11-20", "Own statement, 2026-11-20")),
                    .init(t("要求", "Required"), "≥ 3%"),
                ]),
                links: [Link(t("数据有误？", "Is the figure wrong?"), here)]),
            Fold(
                t("从事特定细分市场 3 年以上", "Three years or more in the niche"),
                status: Status(t("符合", "Met"), .good), lines: [t("成立于 2019 年。", "Founded in 2019.")]),
        ]
    }

    fileprivate static func tasks(_ t: Texts, _ here: String) -> TaskList {
        TaskList([
            .init(t("准备材料", "Prepare documents"), href: here, status: Status(t("已完成", "Done"), .good)),
            .init(
                t("填写申请表", "Fill in the form"), href: here, hint: t("约 10 分钟", "About 10 minutes"),
                status: Status(t("进行中", "Begun"), .info, symbol: .clock)),
            .init(
                t("核对并提交", "Check and send"),
                status: Status(t("暂不能开始", "Cannot start yet"), .neutral, symbol: .lock)),
        ])
    }

    fileprivate static func timeline(_ t: Texts) -> Timeline {
        Timeline([
            .init(date: "2026-11-20", isoDate: "2026-11-20", title: t("已受理", "Accepted"), tone: .good),
            .init(
                date: "2026-11-21", isoDate: "2026-11-21", title: t("转交市科技局", "Passed on"),
                text: t("原因：涉及研发费用核定。", "Reason: R&D expenses must be assessed."), tone: .info, symbol: .clock
            ),
            .init(
                date: t("预计 2026-12-04 前", "By 2026-12-04"), isoDate: "2026-12-04", title: t("办结", "Decision")
            ),
        ])
    }

    fileprivate static func rows(_ t: Texts, _ here: String) -> KeyValueList {
        KeyValueList([
            .init(
                t("企业名称", "Name"), t("苏州育苗轴承有限公司", "Suzhou Yumiao Bearings Ltd."),
                change: Link(t("修改", "Change"), here)),
            .init(
                t("企业规模", "Size"), t("小型", "Small"), note: t("系统测算，2026-11-20", "Computed, 2026-11-20"),
                status: Status(t("已核验", "Verified"), .good)),
        ])
    }

    fileprivate static func tables(_ t: Texts, _ here: String) -> [DataTable] {
        let columns: [DataTable.Column] = [
            .init(t("事项", "Case"), sort: here, isAscending: true), .init(t("状态", "State")),
            .init(t("承办单位", "Office")), .init(t("剩余工作日", "Days left"), isNumber: true, sort: here),
        ]
        func row(_ name: String, _ status: Status, _ office: String, _ days: String) -> DataTable.Row {
            .init(
                .init(name, in: Language(rawValue: t("zh-Hans", "en")), href: here),
                [
                    .init("", status: status), .init(office, in: Language(rawValue: t("zh-Hans", "en"))),
                    .init(days, isNumber: true),
                ])
        }
        return [
            DataTable(
                id: "cases", caption: t("办理中的诉求", "Open requests"), columns: columns,
                rows: [
                    row(
                        t("厂区门口积水", "Flooded gate"), Status(t("正常", "On time"), .good),
                        t("城管局", "City office"), "8"),
                    row(
                        t("招不到数控技工", "No skilled workers"), Status(t("临期", "Due soon"), .warning),
                        t("人社局", "Labour office"), "1"),
                    row(
                        t("贷款到期难续", "Loan renewal"), Status(t("超期", "Overdue"), .bad),
                        t("金融办", "Finance office"), "−2"),
                ], empty: ""),
            DataTable(
                id: "none", caption: t("已办结的诉求", "Closed requests"), columns: columns, rows: [],
                empty: t(
                    "还没有办结的诉求。诉求办结后会在这里列出，并请您评价。",
                    "None yet. Closed requests are listed here for your rating.")),
        ]
    }

    fileprivate static func charts(_ t: Texts) -> [Chart] {
        let offices = [
            (t("工信局", "Industry"), 128.0), (t("人社局", "Labour"), 96), (t("科技局", "Science"), 41),
            (t("税务局", "Tax"), 0),
        ].map { Chart.Point($0.0, $0.1, text: t("\(Int($0.1)) 件", "\(Int($0.1))")) }
        let months = [12.0, 19, 15, 22, 31, 28, 36].enumerated().map { index, value in
            Chart.Point("2026-0\(index + 1)", value, text: t("\(Int(value)) 件", "\(Int(value))"))
        }
        return [
            Chart(
                .bars, id: "by-office", title: t("各单位办理数", "Requests by office"),
                description: t("数据截至 2026-11-20", "As of 2026-11-20"), points: offices,
                labelHead: t("单位", "Office"), valueHead: t("件数", "Number"), empty: ""),
            Chart(
                .line, id: "by-month", title: t("每月诉求数", "Requests by month"),
                description: t("数据截至 2026-07-31", "As of 2026-07-31"), points: months,
                labelHead: t("月份", "Month"), valueHead: t("件数", "Number"), empty: ""),
        ]
    }
}
