// SPDX-License-Identifier: Apache-2.0

extension RuleFault.Problem {
    /// What happened, in one English sentence without a full stop.
    var english: String {
        switch self {
        case .yaml(let problem): "not valid YAML: \(problem)"
        case .notUTF8: "the file is not UTF-8"
        case .fileTooLarge(let limit): "the file is too large; a rule takes at most \(limit) KiB"
        case .nestedTooDeep(let limit): "nested too deeply; at most \(limit) levels"
        case .anchor: "YAML anchors and aliases (& and *) are not used here"
        case .expected(let expected, let found): "expected \(expected.english), found “\(found)”"
        case .unknownKey(let key, let context, _): "\(context) has no key “\(key)”"
        case .missingKey(let key, let context): "\(context) lacks “\(key)”"
        case .duplicateName(let name, let first):
            "“\(name)” stands twice, first at \(first.file):\(first.line):\(first.column)"
        case .badValue(let value, let key, let expected): "“\(value)” does not fit “\(key)”: \(expected)"
        case .unexpected(let found, let expected): "found “\(found)”, expected \(expected)"
        case .unknownWord(let name, _): "the vocabulary has no “\(name)”"
        case .unknownOption(let name, let word, _): "“\(word)” has no option “\(name)”"
        case .unknownCode(let name, let set, _): "no single “\(name)” in \(set)"
        case .unknownRule(let name, _): "no rule or pack is called “\(name)”"
        case .unknownUnit(let name, _): "there is no unit “\(name)”"
        case .dimensions(let left, let right):
            "the sides measure different things: \(left) and \(right) can't be compared or added"
        case .missingUnit(let digits, _): "“\(digits)” has no unit"
        case .windowNeedsQuantifier(let count):
            "there are numbers of \(count) years here; say how to compare them"
        case .quantifierWithoutWindow: "there is only one number here, which takes no quantifier"
        case .windowsDiffer(let a, let b): "the sides have different numbers of years: \(a) and \(b)"
        case .needsPeriod(let word, _): "“\(word)” has a value for each year; say which year"
        case .hasNoPeriod(let word): "“\(word)” is a present state and takes no period"
        case .wrongKind(let word, let kind, let expected):
            "“\(word)” is of type \(kind); needed here: \(expected)"
        case .notOrdered(let word): "the options of “\(word)” have no order"
        case .growthNeedsYears(let word): "the growth of “\(word)” can't be computed so"
        case .scoreMissing: "this rule has no score, so 得分 means nothing here"
        case .scoreNotAlone:
            "得分 may only stand alone on the left of a comparison, with one number on the right"
        case .compoundNotAlone(let word):
            "the 复合增长率 of “\(word)” may only stand alone on the left of a comparison, with one number on the right"
        case .unknownGroup(let name, _): "the score has no group “\(name)”"
        case .lineTooLong(let limit): "the line is too long; at most \(limit) characters"
        case .groupedTooDeep(let limit): "brackets or 非 nested too deeply; at most \(limit) levels"
        case .countOutOfRange(let count, let of): "at least \(count) wanted, but \(of) are listed"
        case .circular(let names): "these refer to one another in a circle: \(names.joined(separator: " → "))"
        case .versionsOverlap(let code, let other):
            "two versions of “\(code)” are in force for the same purpose, region and day; the other is at "
                + "\(other.file):\(other.line)"
        case .windowEndsBeforeItBegins: "the period in force ends before it begins"
        case .bandUnreachable(let band): "the band “\(band)” is never reached; check order and boundaries"
        case .bandsWithoutRest: "the bands are not complete; the last must be 其余"
        case .pointsAboveFull(let points, let full): "\(points) points are more than the full \(full)"
        case .groupsDoNotAddUp(let sum, let full): "the parts add up to only \(sum) points of \(full)"
        case .baseMissing(let code): "there is no rule “\(code)” to build on"
        case .citeUnknown(let number, _): "the official text has no number “\(number)”"
        case .examplesFew(let count, let wanted): "only \(count) examples; at least \(wanted) are wanted"
        case .clauseWithoutCite: "this clause cites nothing"
        case .textUnlinked(let number): "text “\(number)” is neither encoded nor explained"
        case .textLinkedAndMarked(let number): "text “\(number)” is cited and also marked as not encoded"
        case .wordUnused(let word): "no rule uses the word “\(word)”"
        case .unreachableClause(let why): "this clause can have no effect: \(why.english)"
        case .fidelity(let fidelity): "against the text: \(fidelity.english)"
        }
    }
}
