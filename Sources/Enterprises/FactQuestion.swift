// SPDX-License-Identifier: Apache-2.0
import Rules
import Site
import Standards

/// A fact as a field of a form: how it is asked, with its year and unit, and how an answer is read.
public struct FactQuestion {
    /// The fact that is asked for.
    public let key: Facts.Key
    let word: Word
    let wording: Wording

    /// The question for a fact, in the language of the wording.
    public init(_ key: Facts.Key, _ wording: Wording) {
        self.key = key
        self.wording = wording
        word = wording.library.vocabulary[key.word]
    }

    /// The field's name in the form.
    public var name: String { "f\(key.word)-\(key.year)" }

    private var english: Bool { wording.english }

    /// The field. What is not known may stay empty.
    public func field(in visit: Visit) -> Field {
        let hint = english ? word.hintEnglish : word.hint
        let question = english ? word.questionEnglish : word.question
        let note = [question, hint].filter { !$0.isEmpty }.joined(separator: " ")
        return Field(
            name, wording.name(key), control(visit), hint: note.isEmpty ? nil : note, isOptional: true)
    }

    private func control(_ visit: Visit) -> Field.Control {
        let none = Field.Option("", visit.words("enterprises.choose"))
        switch word.kind {
        case .number(let unit): return .number(unit: english ? unit.english : unit.name)
        case .flag:
            let yes = Field.Option("是", visit.words("enterprises.yes"))
            return .menu([none, yes, Field.Option("否", visit.words("enterprises.no"))], chosen: "")
        case .option(let options, _):
            return .menu([none] + options.map { Field.Option($0, text($0)) }, chosen: "")
        case .options(let options):
            return .checkBoxes(
                options.map { Field.Option($0, text($0)) }
                    + [Field.Option("无", visit.words("enterprises.none"))])
        case .date: return .date()
        case .industry, .region: return .text()
        }
    }

    private func text(_ option: String) -> String { word.name(ofOption: option, english: english) }

    /// What was answered as stored text; nil for nothing.
    ///
    /// - Throws: the fault to show beside the field.
    public func read(_ submission: Submission) throws(FieldFault) -> String? {
        let all = submission.all(name)
        let isSet = if case .options = word.kind { true } else { false }
        let typed = isSet ? (all.contains("无") ? "无" : all.joined(separator: "、")) : submission.text(name)
        return try read(typed)
    }

    /// The same for a text in a field of any name.
    func read(_ typed: String, named field: String? = nil) throws(FieldFault) -> String? {
        var implied: Unit?
        if case .number(let unit) = word.kind { implied = unit }
        do throws(ValueFault) {
            return try word.value(from: typed, impliedUnit: implied).map { word.storedText(of: $0) }
        } catch {
            let text = ValueFaultWords(word: word, fault: error).text(english: english)
            throw FieldFault(field ?? name, wording.name(key) + (english ? ": " : "：") + text)
        }
    }
}
