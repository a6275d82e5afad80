// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Site

/// A page about accounts: a title, what it is about, and sections one below the other.
struct AccountPage: Page {
    let title: String
    let breadcrumbs: Breadcrumbs?
    let lead: String?
    let notice: Notice?
    let sections: [Section]
    let hasFaults: Bool

    /// A part of the page; what is nil is left out.
    struct Section: Sendable {
        let heading: String?
        let text: String?
        let rows: KeyValueList?
        let table: DataTable?
        let qr: QRCode?
        let codes: [String]
        let hasCodes: Bool
        let form: Form?
        let links: [Link]

        init(
            _ heading: String? = nil, text: String? = nil, rows: KeyValueList? = nil, table: DataTable? = nil,
            qr: QRCode? = nil, codes: [String] = [], form: Form? = nil, links: [Link] = []
        ) {
            self.heading = heading
            self.text = text
            self.rows = rows
            self.table = table
            self.qr = qr
            self.codes = codes
            hasCodes = !codes.isEmpty
            self.form = form
            self.links = links
        }
    }

    init(
        _ title: String, in visit: Visit, below links: [Link] = [], lead: String? = nil,
        notice: Notice? = nil,
        _ sections: [Section]
    ) {
        self.title = title
        let home = Link(visit.words("site.home"), visit.link("/"))
        breadcrumbs = Breadcrumbs([home] + links, here: title)
        self.lead = lead
        self.notice = notice
        self.sections = sections
        hasFaults = sections.contains { $0.form?.hasFaults ?? false }
    }
}

/// Answers to be mended, each named; the form is shown again with all that was typed.
struct FieldFaults: Error {
    let faults: [FieldFault]

    init(_ faults: [FieldFault]) { self.faults = faults }

    init(_ name: String, _ text: String) { faults = [FieldFault(name, text)] }
}

/// Too many tries: the form is shown again with the seconds to wait.
struct Throttled: Error {
    let field: String
    let seconds: Int64
}

extension Accounts {
    /// Shows a form: blank, or as it was sent with what is to be mended.
    typealias Show = @Sendable (Visit, Submission?, [FieldFault]) async throws -> AccountPage

    /// The page of a form and what it does, at one path.
    func form(
        _ path: String, _ name: String, _ permission: Permission, acceptsFiles: Bool = false,
        show: @escaping Show, act: @escaping Route.FormAnswer
    ) -> [Route] {
        [
            .page(path, name, permission, isPersonal: true) { .page(try await show($0, nil, [])) },
            .form(path, name + ".send", permission, isPersonal: true, acceptsFiles: acceptsFiles) {
                .page(try await show($0, $1, []))
            } act: { visit, sent in
                do {
                    return try await act(visit, sent)
                } catch let found as FieldFaults {
                    return .refused(try await show(visit, sent, found.faults))
                } catch let found as Throttled {
                    let text = visit.words("accounts.throttled", ["seconds": String(found.seconds)])
                    let page = try await show(visit, sent, [FieldFault(found.field, text)])
                    return .page(page, status: .tooManyRequests).with(.retryAfter, String(found.seconds))
                }
            },
        ]
    }

    /// A button that does something: its page is the one that it stands on, given as `back`.
    func action(
        _ path: String, _ name: String, _ permission: Permission,
        back: @escaping @Sendable (Visit) -> String, act: @escaping Route.FormAnswer
    ) -> [Route] {
        [
            .page(path, name, permission, isPersonal: true) { .redirect(to: back($0)) },
            .form(path, name + ".send", permission, isPersonal: true) { visit, _ in
                .redirect(to: back(visit))
            } act: { visit, sent in
                try await act(visit, sent)
            },
        ]
    }
}

extension Form {
    /// The form as it was sent, with what is to be mended; blank when it was not sent.
    func shown(_ sent: Submission?, _ faults: [FieldFault]) -> Form {
        sent.map { filled(by: $0, faults: faults) } ?? self
    }
}
