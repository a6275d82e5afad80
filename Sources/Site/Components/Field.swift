// SPDX-License-Identifier: Apache-2.0

/// One question of a form: label, hint, control, and the fault beside it. Partial: `_field`.
public struct Field: Sendable {
    /// The name under which the answer is sent; its id on the page is `field-` and the name.
    public let name: String
    let label: String
    let hint: String?
    let fault: String?
    let isOptional: Bool
    let describedBy: String?
    let line: LineInput?
    let longText: LongText?
    let menu: Menu?
    let choices: Choices?
    let upload: Upload?
    // Mustache enters `line` and then sees only its properties, so the template asks these and stays with
    // the field.
    let isFaulty: Bool
    let isLine: Bool
    let isLongText: Bool
    let isMenu: Bool
    let isGroup: Bool
    let isUpload: Bool
    private(set) var listID: String?
    private(set) var suggestions: [String] = []

    struct LineInput: Sendable {
        let type: String
        let mode: String?
        let value: String
        let unit: String?
        let autocomplete: String?
        let width: String
    }

    struct LongText: Sendable {
        let value: String
        let rows: String
    }

    struct Menu: Sendable {
        let options: [Option]
    }

    struct Choices: Sendable {
        let type: String
        let options: [Option]
    }

    struct Upload: Sendable {
        let accept: String?
    }

    /// One of the answers to choose from.
    public struct Option: Sendable {
        let id: String
        let value: String
        let text: String
        let hint: String?
        let isChosen: Bool

        /// An answer: the value that is sent, and its words.
        public init(_ value: String, _ text: String, hint: String? = nil) {
            self.init(id: "", value: value, text: text, hint: hint, isChosen: false)
        }

        init(id: String, value: String, text: String, hint: String?, isChosen: Bool) {
            self.id = id
            self.value = value
            self.text = text
            self.hint = hint
            self.isChosen = isChosen
        }
    }

    /// How wide a line is: as long as its answer.
    public enum Width: String, Sendable {
        /// Up to five digits.
        case short
        /// A name or a date.
        case medium
        /// As wide as the column.
        case full
    }

    /// What kind of answer a field takes, with what is in it at first.
    public indirect enum Control: Sendable {
        /// A line of text; `autocomplete` is a token of the HTML standard such as `tel`.
        case text(String = "", autocomplete: String? = nil, width: Width = .full)
        /// A number, typed freely; `unit` stands behind it.
        case number(String = "", unit: String? = nil)
        /// A day as `yyyy-MM-dd`.
        case date(String = "")
        /// A telephone number.
        case telephone(String = "")
        /// A password or another secret: typed unseen, and never shown again when a form comes back.
        /// `autocomplete` is `current-password`, `new-password` or `one-time-code`.
        case secret(autocomplete: String)
        /// Several lines of text.
        case longText(String = "", rows: Int = 5)
        /// One of many, from a menu.
        case menu([Option], chosen: String? = nil)
        /// One of few, all seen.
        case radios([Option], chosen: String? = nil)
        /// Any of few.
        case checkBoxes([Option], chosen: [String] = [])
        /// A file; `accept` as in HTML, for instance `.pdf,.jpg`.
        case upload(accept: String? = nil)
    }

    let control: Control

    /// A field. What must be answered is not marked; what need not be is, in words.
    public init(
        _ name: String, _ label: String, _ control: Control,
        hint: String? = nil, isOptional: Bool = false, fault: String? = nil
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.fault = fault
        self.isOptional = isOptional
        self.control = control
        let notes = [hint.map { _ in "hint-\(name)" }, fault.map { _ in "fault-\(name)" }].compactMap { $0 }
        describedBy = notes.isEmpty ? nil : notes.joined(separator: " ")
        line = Self.line(control)
        if case .longText(let value, let rows) = control {
            longText = LongText(value: value, rows: String(rows))
        } else {
            longText = nil
        }
        if case .menu(let options, let chosen) = control {
            menu = Menu(options: Self.marked(options, of: name, [chosen].compactMap { $0 }))
        } else {
            menu = nil
        }
        choices = Self.choices(control, of: name)
        if case .upload(let accept) = control { upload = Upload(accept: accept) } else { upload = nil }
        isFaulty = fault != nil
        isLine = line != nil
        isLongText = longText != nil
        isMenu = menu != nil
        isGroup = choices != nil
        isUpload = upload != nil
    }

    private static func line(_ control: Control) -> LineInput? {
        switch control {
        case .text(let value, let autocomplete, let width):
            LineInput(
                type: "text", mode: nil, value: value, unit: nil, autocomplete: autocomplete,
                width: width.rawValue)
        case .number(let value, let unit):
            LineInput(
                type: "text", mode: "decimal", value: value, unit: unit, autocomplete: "off",
                width: Width.short.rawValue)
        case .date(let value):
            LineInput(
                type: "date", mode: nil, value: value, unit: nil, autocomplete: nil,
                width: Width.medium.rawValue)
        case .telephone(let value):
            LineInput(
                type: "tel", mode: nil, value: value, unit: nil, autocomplete: "tel",
                width: Width.medium.rawValue)
        case .secret(let autocomplete):
            LineInput(
                type: "password", mode: nil, value: "", unit: nil, autocomplete: autocomplete,
                width: Width.medium.rawValue)
        default: nil
        }
    }

    private static func choices(_ control: Control, of name: String) -> Choices? {
        switch control {
        case .radios(let options, let chosen):
            Choices(type: "radio", options: marked(options, of: name, [chosen].compactMap { $0 }))
        case .checkBoxes(let options, let chosen):
            Choices(type: "checkbox", options: marked(options, of: name, chosen))
        default: nil
        }
    }

    /// The first choice carries the field's own id, so that the link in the error summary leads to it.
    private static func marked(_ options: [Option], of name: String, _ chosen: [String]) -> [Option] {
        options.enumerated().map { index, option in
            Option(
                id: index == 0 ? "field-\(name)" : "field-\(name)-\(index)", value: option.value,
                text: option.text,
                hint: option.hint, isChosen: chosen.contains(option.value))
        }
    }
}

extension Field {
    /// The same line of text, for which browsers offer answers while one types; any other may be typed too.
    public func suggesting(_ answers: [String]) -> Field {
        var field = self
        field.listID = answers.isEmpty ? nil : "list-\(name)"
        field.suggestions = answers
        return field
    }

    /// The same field with what was typed in it, and with its fault.
    func filled(by submission: Submission, fault: String?) -> Field {
        let typed = submission.fields[name] ?? ""
        let filled: Control =
            switch control {
            case .text(_, let autocomplete, let width): .text(typed, autocomplete: autocomplete, width: width)
            case .number(_, let unit): .number(typed, unit: unit)
            case .date: .date(typed)
            case .telephone: .telephone(typed)
            case .longText(_, let rows): .longText(typed, rows: rows)
            case .menu(let options, _): .menu(options, chosen: typed)
            case .radios(let options, _): .radios(options, chosen: typed)
            case .checkBoxes(let options, _): .checkBoxes(options, chosen: submission.all(name))
            case .upload, .secret: control
            }
        return Field(name, label, filled, hint: hint, isOptional: isOptional, fault: fault)
            .suggesting(suggestions)
    }
}
