// SPDX-License-Identifier: Apache-2.0
import Accounts
import Enterprises
import Foundation
import Policies
import Rules
import Site
import Standards
import Store

/// Questions about policies and what people think of them: answers from the policies' own words, questions
/// to the responsible office with a clock, public comment on drafts, ratings, and the red and black list.
///
/// ```swift
/// let consultations = try Consultations(
///     database: database, authorisation: authorisation, policies: policies, accounts: accounts,
///     enterprises: enterprises, library: library)
/// ```
public struct Consultations: Room {
    /// Templates and words of this room.
    public var shelf: Shelf { Self.shelf }
    static let shelf = Shelf(folder: Bundle.module.resourceURL)
    let database: Database
    let authorisation: Authorisation
    let policies: Policies
    let accounts: Accounts
    let enterprises: Enterprises
    let library: Library
    let calendar: WorkCalendar
    let formula: BoardFormula
    let readings: @Sendable () async throws -> [AnswerText]
    let shelfOfAnswers: AnswerShelf

    /// - Parameters:
    ///   - database: opened with ``migrations``.
    ///   - authorisation: made with ``admissions`` among others.
    ///   - policies: what is offered.
    ///   - accounts: people and departments.
    ///   - enterprises: in whose name people ask.
    ///   - library: the packs in use.
    ///   - calendar: the working days by which answers are due.
    ///   - formula: how the red and black list is made; nil for the one that comes with the room.
    ///   - readings: published readings of policies, in which answers are looked for too.
    /// - Throws: what keeps the formula or the thesaurus from being read.
    public init(
        database: Database, authorisation: Authorisation, policies: Policies, accounts: Accounts,
        enterprises: Enterprises, library: Library, calendar: WorkCalendar = .standard,
        formula: BoardFormula? = nil,
        readings: @escaping @Sendable () async throws -> [AnswerText] = { [] }
    ) throws {
        self.database = database
        self.authorisation = authorisation
        self.policies = policies
        self.accounts = accounts
        self.enterprises = enterprises
        self.library = library
        self.calendar = calendar
        self.readings = readings
        let folder = Bundle.module.resourceURL?.appending(path: "Formula")
        self.formula = try formula ?? BoardFormula(folder: folder)
        shelfOfAnswers = AnswerShelf(try Thesaurus(folder: folder))
    }

    /// The tables of this room.
    public static let migrations = ConsultationSchema.migrations
    /// What this room listens to.
    public static let subscriptions: [Subscription] = []

    /// The work that is done in the background: a round over all open questions.
    public var handlers: [JobWork] {
        [JobWork(Rounds.kind) { context, _ in try await rounds(context) }]
    }

    /// The work that comes back by the clock.
    public var schedules: [Schedule] { [Rounds.schedule] }

    /// Entries in the menus.
    public var navigation: [NavigationEntry] {
        [
            .header("consultations.title", "/questions"),
            .header("consultations.opinions", "/opinions"),
            .header("consultations.inbox", "/questions/inbox", .consultationAnswer),
            .header("consultations.board", "/policies-board", .consultationBoard),
        ]
    }

    /// Everything that can be asked for here.
    public var routes: [Route] {
        questionRoutes + answeringRoutes + ratingRoutes + callBackRoutes + commonRoutes + opinionRoutes
            + policyRatingRoutes + boardRoutes + askRoutes + dataRoutes
    }
}

extension Consultations {
    var questions: InquiryStore { InquiryStore(database: database, calendar: calendar) }
    var commons: CommonQuestionStore { CommonQuestionStore(database: database) }
    var opinions: OpinionStore { OpinionStore(database: database) }
    var policyRatings: PolicyRatingStore { PolicyRatingStore(database: database) }
    var answerStore: AnswerStore { AnswerStore(database: database, readings: readings) }
}
