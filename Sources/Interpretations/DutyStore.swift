// SPDX-License-Identifier: Apache-2.0
import Accounts
import Outreach
import Policies
import Standards
import Store

/// What departments owe: begun by a release, reminded of, met by an interpretation.
struct DutyStore: Sendable {
    let database: Database

    /// Reminds those who owe, each morning.
    static let remind = JobKind<Int64>("interpretations.remind")
    /// At nine in the morning of China.
    static let schedule = Schedule("interpretations.remind", .daily(minute: 9 * 60), kind: remind)

    /// What is owed now, the most urgent first.
    func open(limit: Int = 1_000) async throws -> [InterpretationDuty] {
        try await database.read { try $0.openDuties(limit: limit) }
    }
}

extension Transaction {
    /// Begins the clock of a released version. What came in as history owes nothing.
    func owe(_ released: PolicyReleased) throws {
        guard released.isHistory != true, let version = try version(released.version) else { return }
        let day = Day(milliseconds: version.releasedAt ?? ground.now())
        try run(
            """
            INSERT INTO interpretation_duty (version, policy, released_on, due_on)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (version) DO NOTHING
            """, released.version, released.policy, day.number, Self.due(from: day)?.number)
    }

    /// Two working days behind the release; nil while the calendar of the year is not published.
    private static func due(from day: Day) -> Day? {
        do {
            return try WorkCalendar.standard.adding(
                workingDays: InterpretationDuty.workingDays, to: day)
        } catch {
            return nil
        }
    }

    /// Of a policy that ended nothing is owed any more.
    func dropDuties(of policy: ID<Policy>) throws {
        try run(
            """
            UPDATE interpretation_duty SET dropped_at = $1
            WHERE policy = $2 AND met_at IS NULL AND dropped_at IS NULL
            """, ground.now(), policy)
    }

    /// Counts the days that could not be counted at the release, because the calendar of the next year was
    /// not published then.
    func dateDuties() throws {
        let undated = try rows(
            """
            SELECT version, released_on
            FROM interpretation_duty
            WHERE due_on IS NULL AND met_at IS NULL AND dropped_at IS NULL
            """)
        for row in undated {
            let version: ID<PolicyVersion> = try row["version"]
            guard let due = Self.due(from: Day(number: try row["released_on"])) else { continue }
            try run(
                "UPDATE interpretation_duty SET due_on = $1 WHERE version = $2 AND due_on IS NULL",
                due.number, version)
        }
    }

    /// Owes again what only an interpretation met that is taken back now, of what is still in the library.
    func reopenDuties(of policy: ID<Policy>) throws {
        try run(
            """
            UPDATE interpretation_duty SET met_at = NULL
            WHERE policy = $1 AND met_at IS NOT NULL AND dropped_at IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM interpretation i
                    JOIN policy_version v ON v.id = interpretation_duty.version
                    WHERE i.policy = interpretation_duty.policy AND i.removal IS NULL
                        AND i.made_at >= v.released_at)
                AND EXISTS (
                    SELECT 1 FROM policy_version v
                    WHERE v.id = interpretation_duty.version AND v.stage = 'released')
            """, policy)
    }

    /// Hands over the reminders of today; what was told today already is passed over.
    func remindOfDuties() throws {
        try dateDuties()
        for message in try remindersOfToday() { try tell(message) }
    }

    /// Who is reminded of what on a working day: of what is due today or on the next working day, and of
    /// what is overdue, every working day anew. Then supervisors are told as well. Nobody on other days.
    func remindersOfToday() throws -> [NewMessage] {
        let (now, today) = (ground.now(), Day(milliseconds: ground.now()))
        guard let next = Self.nextWorkingDay(after: today) else { return [] }
        var messages: [NewMessage] = []
        for duty in try openDuties(limit: 10_000) {
            guard let due = duty.dueOn, due <= next else { continue }
            let isOverdue = duty.isOverdue(on: today)
            var people = try holders(
                of: [.official, .editor], for: duty.department, in: duty.region, at: now)
            if isOverdue {
                people += try holders(of: [.supervisor], for: nil, in: duty.region, at: now)
            }
            messages += Set(people).sorted().map { duty.reminder(to: $0, on: today, isOverdue: isOverdue) }
        }
        return messages
    }

    /// The working day after today; nil when today is none, or its year is not published.
    private static func nextWorkingDay(after today: Day) -> Day? {
        do {
            guard try WorkCalendar.standard.isWorkingDay(today) else { return nil }
            return try WorkCalendar.standard.workingDay(onOrAfter: today.adding(days: 1))
        } catch {
            return nil
        }
    }
}

extension InterpretationDuty {
    /// What a person is told on a day, once.
    func reminder(to person: ID<Person>, on day: Day, isOverdue: Bool) -> NewMessage {
        let due = dueOn ?? day
        let title =
            isOverdue
            ? Bilingual("政策解读已逾期：\(self.title)", "Overdue: the interpretation of \(self.title)")
            : Bilingual("政策解读即将到期：\(self.title)", "Due soon: the interpretation of \(self.title)")
        return NewMessage(
            to: .person(person), topic: isOverdue ? "interpretation.overdue" : "interpretation.due",
            key: "interpretation/\(version.text)/\(day.isoText)/\(person.text)", title: title,
            text: Bilingual(
                "政策于\(releasedOn.chineseText)发布，解读应在 2 个工作日内（\(due.chineseText)前）上传。上传后不再提醒。",
                "The policy was released on \(releasedOn.englishText); its interpretation is due by "
                    + "\(due.englishText). Reminders end once it is there."),
            path: "/interpretations/write/\(policyNumber)", isUrgent: isOverdue)
    }
}

extension Reader {
    fileprivate func openDuties(limit: Int) throws -> [InterpretationDuty] {
        try rows(
            """
            SELECT d.version, d.policy, p.number, v.title, p.region, p.department, t.name AS department_name,
                d.released_on, d.due_on
            FROM interpretation_duty d
            JOIN policy p ON p.id = d.policy
            JOIN policy_version v ON v.id = d.version
            LEFT JOIN department t ON t.id = p.department
            WHERE d.met_at IS NULL AND d.dropped_at IS NULL
            ORDER BY COALESCE(d.due_on, 9999999), d.version
            LIMIT $1
            """, limit
        ).map { row in
            let number: Int64 = try row["region"]
            return InterpretationDuty(
                version: try row["version"], policy: try row["policy"], policyNumber: try row["number"],
                title: try row["title"],
                region: Region(number: Int32(truncatingIfNeeded: number)) ?? .nation,
                department: try row["department"], departmentName: try row["department_name"],
                releasedOn: Day(number: try row["released_on"]),
                dueOn: (try row["due_on"] as Int?).map { Day(number: $0) })
        }
    }
}
