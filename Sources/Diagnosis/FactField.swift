// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// A fact as a field of a form: how it is asked, and how an answer is read.
struct FactField {
    let room: Diagnosis
    let visit: Visit
    let key: Facts.Key
    /// Stored text of the value that stands in the field at first.
    let stored: String?
    /// Whether choices are folded into menus, for a sheet of many fields.
    var isCompact = false

    var word: Word { room.library.vocabulary[key.word] }
    private var english: Bool { visit.isEnglish }

    /// The field's name in the form.
    var name: String { room.name(key).replacing(".", with: "-") }

    /// The field with its label and, where it needs one, its hint.
    func field(label: String, isOptional: Bool = false, hint: String? = nil) -> Field {
        Field(name, label, control, hint: hint, isOptional: isOptional)
    }

    /// Regions near to one that was not found, to choose from; nil where the answer is fine or nothing
    /// is near.
    func suggestions(_ submission: Submission) -> Field? {
        guard case .region = word.kind, case .regionUnknown(_, let near) = fault(submission), !near.isEmpty
        else {
            return nil
        }
        return Field(
            name + FactField.nearSuffix, visit.words("diagnosis.near"),
            .radios(near.map { Field.Option($0, $0) }),
            isOptional: true)
    }

    private static let nearSuffix = "-near"

    private func fault(_ submission: Submission) -> ValueFault? {
        do throws(ValueFault) {
            _ = try read(submission)
            return nil
        } catch {
            return error
        }
    }

    private var control: Field.Control {
        let value = stored.flatMap { word.storedValue($0) }
        let text = value.map { word.text(of: $0) } ?? ""
        switch word.kind {
        case .number(let unit):
            return .number(digits(value, unit), unit: english ? unit.english : unit.name)
        case .flag: return choice(flagOptions, text)
        case .option(let options, _):
            return choice(
                options.map { Field.Option($0, word.name(ofOption: $0, english: english)) } + [unknown], text)
        case .options(let options):
            let all = options.map { Field.Option($0, word.name(ofOption: $0, english: english)) }
            let none = Field.Option("无", visit.words("diagnosis.none"))
            return .checkBoxes(all + [none, unknown], chosen: text.split(separator: "、").map(String.init))
        case .date:
            if case .date(let day)? = value { return .date(day.isoText) }
            return .date()
        case .industry:
            return .menu(IndustryMenu(visit: visit).options, chosen: stored ?? "")
        case .region:
            return .text(text, width: .full)
        }
    }

    /// Few answers are all seen; many, or one of many fields, are a menu.
    private func choice(_ options: [Field.Option], _ text: String) -> Field.Control {
        isCompact || options.count > 8
            ? .menu([Field.Option("", visit.words("diagnosis.choose"))] + options, chosen: text)
            : .radios(options, chosen: text.isEmpty ? nil : text)
    }

    /// Bare digits in the field's unit, which stands behind it.
    private func digits(_ value: Value?, _ unit: Unit) -> String {
        guard case .number(let number)? = value, let inUnit = number.divided(by: unit.factor) else {
            return ""
        }
        return inUnit.decimalText(places: 6)
    }

    private var flagOptions: [Field.Option] {
        [
            Field.Option("是", visit.words("diagnosis.yes")),
            Field.Option("否", visit.words("diagnosis.no")),
            unknown,
        ]
    }

    private var unknown: Field.Option { Field.Option("不清楚", visit.words("diagnosis.unsure")) }

    /// Whether the kind of field offers 不清楚 among its answers.
    var offersUnknown: Bool {
        switch word.kind {
        case .flag, .option, .options: true
        default: false
        }
    }

    /// What was typed, as stored text; nil for 不清楚 and for nothing.
    func read(_ submission: Submission) throws(ValueFault) -> String? {
        let typed: String
        if case .options = word.kind {
            let chosen = submission.all(name)
            if chosen.contains("不清楚") || chosen.isEmpty { return nil }
            typed = chosen.contains("无") ? "无" : chosen.joined(separator: "、")
        } else {
            let near = submission.text(name + FactField.nearSuffix)
            typed = near.isEmpty ? submission.text(name) : near
        }
        var implied: Unit?
        if case .number(let unit) = word.kind { implied = unit }
        return try word.value(from: typed, impliedUnit: implied).map { word.storedText(of: $0) }
    }

    /// Reads several facts at once. Faults carry the words to show beside each field, and in the
    /// summary of several
    /// fields the name of the one.
    static func readAll(_ fields: [FactField], _ submission: Submission) -> ([String: String?], [FieldFault])
    {
        var read: [String: String?] = [:]
        var faults: [FieldFault] = []
        for field in fields {
            do throws(ValueFault) {
                read.updateValue(try field.read(submission), forKey: field.room.name(field.key))
            } catch {
                let words = ValueFaultWords(word: field.word, fault: error)
                let text = words.text(english: field.visit.isEnglish)
                let name = field.room.wording(field.visit).name(field.key)
                let colon = field.visit.isEnglish ? ": " : "："
                faults.append(FieldFault(field.name, fields.count > 1 ? name + colon + text : text))
            }
        }
        return (read, faults)
    }
}

/// The industries to choose from: every division, and the groups where one division is not enough.
struct IndustryMenu {
    let visit: Visit

    /// Divisions whose groups belong to different size classes or rules, so that the group is asked.
    private static let divided: Set<String> = ["59", "70"]

    var options: [Field.Option] {
        let divisions = Industry.all(.division).flatMap { division in
            IndustryMenu.divided.contains(division.code) ? division.children : [division]
        }
        return [Field.Option("", visit.words("diagnosis.choose"))]
            + divisions.map { industry in
                Field.Option(industry.code, "\(industry.section.code)\(industry.code) \(name(industry))")
            }
    }

    private func name(_ industry: Industry) -> String {
        visit.isEnglish && !industry.englishName.isEmpty ? industry.englishName : industry.name
    }
}
