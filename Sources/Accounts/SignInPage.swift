// SPDX-License-Identifier: Apache-2.0
import Site

/// The pages on which somebody signs in.
enum SignInPage {
    /// Name and password, and the other ways in.
    ///
    /// - Parameter wasEnded: whether a form was sent after the session had ended.
    static func page(
        in visit: Visit, onward: Onward, wasEnded: Bool = false, sent: Submission? = nil,
        faults: [FieldFault] = [], others: [AccountPage.Section] = []
    ) -> AccountPage {
        let words = visit.words
        let asksCode = faults.contains { $0.name == "code" } || sent?.fields["code"] != nil
        var fields = [
            Field(
                "name", words("accounts.sign-in-name"), .text(autocomplete: "username", width: .medium),
                hint: words("accounts.sign-in-name.hint")),
            Field("password", words("accounts.password"), .secret(autocomplete: "current-password")),
        ]
        if asksCode {
            fields.append(
                Field(
                    "code", words("accounts.code"), .text(autocomplete: "one-time-code", width: .medium),
                    hint: words("accounts.code.bypass"), isOptional: true))
        }
        let form = Form(
            to: "/sign-in", in: visit, hidden: onward.hidden, fields: fields,
            button: words("accounts.sign-in"))
        let notice =
            wasEnded ? Notice(words("accounts.ended"), .warning, text: words("accounts.ended.text")) : nil
        let below = AccountPage.Section(
            words("accounts.sign-in.trouble"),
            links: [Link(words("accounts.forgotten"), visit.link("/sign-in/forgotten"))])
        return AccountPage(
            words("accounts.sign-in"), in: visit, notice: notice,
            [AccountPage.Section(form: form.shown(sent, faults))] + others + [below])
    }

    /// The code from the telephone, or one from paper.
    static func second(
        in visit: Visit, pending: String, onward: Onward, sent: Submission? = nil, faults: [FieldFault] = []
    ) -> AccountPage {
        let words = visit.words
        let form = Form(
            to: "/sign-in/second-factor", in: visit, hidden: [("pending", pending)] + onward.hidden,
            fields: [
                Field(
                    "code", words("accounts.code"), .text(autocomplete: "one-time-code", width: .medium),
                    hint: words("accounts.code.hint"))
            ], button: words("accounts.sign-in"))
        return AccountPage(
            words("accounts.second-factor"), in: visit, lead: words("accounts.second-factor.lead"),
            [AccountPage.Section(form: form.shown(sent, faults))])
    }

    /// What was typed before the sign-in, to be sent now.
    static func kept(_ kept: Kept, to path: String, in visit: Visit) -> AccountPage {
        let words = visit.words
        let form = Form(
            to: path, in: visit, hidden: kept.fields.map { ($0[0], $0[1]) }, fields: [],
            button: words("accounts.kept.send"))
        return AccountPage(
            words("accounts.kept"), in: visit, lead: words("accounts.kept.lead"),
            [
                AccountPage.Section(
                    form: form, links: [Link(words("accounts.kept.drop"), visit.link(path))])
            ])
    }
}
