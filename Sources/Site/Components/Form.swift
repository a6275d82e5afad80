// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization

/// A form: its fields, where it goes, the summary of its faults. Partial: `_form`.
///
/// ```swift
/// let blank = Form(to: "/appeals/new", in: visit, fields: [...], button: visit.words("appeals.send"))
/// return .refused(NewAppealPage(form: blank.filled(by: submission, faults: faults), in: visit))
/// ```
public struct Form: Sendable {
    let action: String
    let method: String
    let isUpload: Bool
    let hidden: [HiddenField]
    let faults: FaultSummary?
    let fields: [Field]
    let button: String
    /// Whether the button stands back: a page has one that leads on, and others beside it.
    private(set) var isQuiet = false
    /// Whether faults are shown; a page returns it as its `hasFaults`.
    public let hasFaults: Bool

    struct HiddenField: Sendable {
        let name: String
        let value: String
    }

    struct FaultSummary: Sendable {
        let title: String
        let links: [Link]
    }

    /// A form that is sent by POST to a `Route.form`, with token and submission id.
    /// `hidden` values are the page's own, for instance a packed state.
    public init(
        to path: String, in visit: Visit, hidden: [(String, String)] = [], fields: [Field], button: String
    ) {
        visit.visitor.hasForm.withLock { $0 = true }
        let own = [
            (Submission.tokenName, visit.formToken.make()),
            (Submission.idName, visit.parts.settings.makeID().uuidString.lowercased()),
        ]
        let faults =
            visit.isAskedAgain ? FaultSummary(title: visit.words("site.form.again"), links: []) : nil
        self.init(
            action: visit.link(path), method: "post", hidden: own + hidden, faults: faults, fields: fields,
            button: button, words: visit.words)
    }

    /// A form that asks by GET, such as a search or a question that changes nothing. Its answers stand in
    /// the address.
    public static func asking(
        _ path: String, in visit: Visit, hidden: [(String, String)] = [], fields: [Field], button: String
    ) -> Form {
        Form(
            action: visit.link(path), method: "get",
            hidden: hidden + visit.chosen.carried.map { ($0.name, $0.value) },
            faults: nil, fields: fields, button: button, words: visit.words)
    }

    /// The same form with a button that stands back.
    public var quiet: Form {
        var form = self
        form.isQuiet = true
        return form
    }

    private let words: Words

    private init(
        action: String, method: String, hidden: [(String, String)], faults: FaultSummary?, fields: [Field],
        button: String, words: Words
    ) {
        self.action = action
        self.method = method
        self.hidden = hidden.map { HiddenField(name: $0.0, value: $0.1) }
        self.faults = faults
        self.fields = fields
        self.button = button
        self.words = words
        isUpload = fields.contains { $0.upload != nil }
        hasFaults = faults != nil
    }

    /// The same form with what was typed, and with the faults found. Keeps the submission's id.
    public func filled(by submission: Submission, faults found: [FieldFault] = []) -> Form {
        let filled = fields.map { field in
            field.filled(by: submission, fault: found.first { $0.name == field.name }?.text)
        }
        let kept = hidden.map { field in
            (
                field.name,
                field.name == Submission.idName
                    ? submission.id?.uuidString.lowercased() ?? field.value : field.value
            )
        }
        let links = found.map { Link($0.text, "#field-\($0.name)") }
        let summary = links.isEmpty ? faults : FaultSummary(title: words("site.form.faults"), links: links)
        let form = Form(
            action: action, method: method, hidden: kept, faults: summary, fields: filled, button: button,
            words: words)
        return isQuiet ? form.quiet : form
    }
}

/// What is wrong with one answer, worded as what to do: 请填写联系电话.
public struct FieldFault: Error, Sendable, Equatable {
    /// The field's name.
    public let name: String
    /// What to do.
    public let text: String

    /// A fault of a field.
    public init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}
