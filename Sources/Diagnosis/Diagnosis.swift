// SPDX-License-Identifier: Apache-2.0
import Accounts
import Foundation
import Rules
import Site
import Standards
import Store

/// Self-tests without an account: the size of an enterprise, which rules it meets, what it misses and
/// by how much.
///
/// Of a self-test nothing is stored: answers travel in a signed state in links and forms. With a database and
/// the register of enterprises (`keeping`) members also have reports on what is known of their enterprise,
/// which are kept, compared, printed and shared. The room knows rules, not where they come from; it is given
/// a library when it is made.
///
/// ```swift
/// let room = try Diagnosis(library: library, sizeRule: "enterprise-size", keeping: keeping)
/// let application = try buildApplication(settings, rooms: [room])
/// ```
public struct Diagnosis: Room {
    /// Templates and words of this room.
    public let shelf = Shelf(folder: Bundle.module.resourceURL)
    let library: Library
    let sizeRule: String
    /// Reports that are kept; nil on a site without a database.
    let keeping: ReportKeeping?
    /// Short keys of words, the same as long as a word keeps its name.
    let wordKeys: WordKeys

    /// - Parameters:
    ///   - library: the packs in use.
    ///   - sizeRule: code of the classification rule that the size self-test asks.
    ///   - keeping: where reports are kept, and whose; nil for self-tests alone.
    /// - Throws: `DiagnosisFault` when two words share a key, which a renaming mends.
    public init(
        library: Library, sizeRule: String = "enterprise-size", keeping: ReportKeeping? = nil
    ) throws(DiagnosisFault) {
        self.keeping = keeping
        self.library = library
        self.sizeRule = sizeRule
        wordKeys = try WordKeys(vocabulary: library.vocabulary)
    }

    /// The self-tests and the rules in the header, the verification of certificates below.
    public var navigation: [NavigationEntry] {
        let kept: [NavigationEntry] =
            keeping == nil ? [] : [.header("diagnosis.reports", "/reports", .reportsOwn)]
        return kept + [
            .header("diagnosis.check", "/check"), .header("diagnosis.size", "/size"),
            .header("diagnosis.rules", "/rules"), .footer("diagnosis.verify", "/verify"),
        ]
    }

    /// Rules are found by their titles, codes and document numbers.
    public var searches: [SearchSource] {
        [SearchSource("diagnosis.rules", .everyone) { visit, text, limit in found(text, limit, visit) }]
    }

    /// Everything that can be asked for here; only kept reports need an account.
    public var routes: [Route] {
        homeRoutes + sizeRoutes + checkRoutes + ruleRoutes + keptRoutes + dataRoutes
    }

    private var homeRoutes: [Route] {
        [
            .page("/", "diagnosis.home", .everyone) { visit in
                let panels = try await visit.panels(at: .home, about: visit.who?.enterprise?.text ?? "")
                return .page(HomePage(in: visit, room: self, panels: panels))
            }
        ]
    }

    private var sizeRoutes: [Route] {
        [
            .page("/size", "diagnosis.size", .everyone) { .page(SizeIndustryPage(in: $0, room: self)) },
            .form("/size", "diagnosis.size.industry", .everyone) { visit, submission in
                .page(SizeIndustryPage(in: visit, room: self, submission: submission))
            } act: { visit, submission in
                try sizeIndustry(visit, submission)
            },
            .page("/size/figures", "diagnosis.size.figures", .everyone) { visit in
                try withIndustry(visit) { .page(try FiguresPage(in: visit, .size($0, self))) }
            },
            .form("/size/figures", "diagnosis.size.answer", .everyone) { visit, submission in
                let answers = try answers(submission.text("s"), visit)
                return .page(try FiguresPage(in: visit, .size(answers, self), submission))
            } act: { visit, submission in
                try sizeFigures(visit, submission)
            },
            .page("/size/result", "diagnosis.size.result", .everyone) { visit in
                try withIndustry(visit) { .page(try SizeResultPage(in: visit, room: self, answers: $0)) }
            },
            .page("/size/certificate", "diagnosis.size.certificate", .everyone) {
                .page(try CertificatePage(in: $0, room: self, packed: $0.query["c"] ?? ""))
            },
            .page("/verify", "diagnosis.verify", .everyone) { .page(VerifyPage(in: $0, room: self)) },
        ]
    }

    private var checkRoutes: [Route] {
        [
            .page("/check", "diagnosis.check", .everyone) { .page(try CheckStartPage(in: $0, room: self)) },
            .page("/check/question", "diagnosis.question", .everyone) {
                try question($0, answers: try answers($0))
            },
            .form("/check/question", "diagnosis.answer", .everyone) { visit, submission in
                try questionAgain(visit, submission)
            } act: { visit, submission in
                try answer(visit, submission)
            },
            .page("/check/report", "diagnosis.report", .everyone) { try showReport($0) },
            .page("/check/figures", "diagnosis.figures", .everyone) {
                .page(try FiguresPage(in: $0, .whatIf(try answers($0), self)))
            },
            .form("/check/figures", "diagnosis.figures.change", .everyone) { visit, submission in
                let answers = try answers(submission.text("s"), visit)
                return .page(try FiguresPage(in: visit, .whatIf(answers, self), submission))
            } act: { visit, submission in
                try changeFigures(visit, submission)
            },
        ]
    }

    private var ruleRoutes: [Route] {
        [
            .page("/rules", "diagnosis.rules", .everyone) { .page(RulesPage(in: $0, room: self)) },
            .page("/rules/{code}", "diagnosis.rule", .everyone) {
                .page(try RulePage(in: $0, room: self, code: $0.parameter("code")))
            },
        ]
    }
}

extension Diagnosis {
    /// Words for judgements in the visitor's language.
    func wording(_ visit: Visit) -> Wording {
        Wording(library, english: visit.preferences.language == .english)
    }
}

extension Visit {
    /// Home, then the given pages.
    func breadcrumbs(_ links: [Link] = [], here: String) -> Breadcrumbs {
        Breadcrumbs([Link(words("site.home"), link("/"))] + links, here: here)
    }
}
