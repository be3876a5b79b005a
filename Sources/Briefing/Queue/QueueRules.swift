public import Conversations
public import ReviewQueue
public import RuleFiles
import Foundation

/// Who decides review cases, by when, and what callers are told meanwhile, from `redaction-rules/queue/queue.yaml`.
public struct QueueRules: Sendable {
    /// The roles whose work is to decide cases.
    public let deciders: [RoleID]
    /// Minutes of a lease, 1 to 240.
    public let leaseMinutes: Int
    /// The clocks of a case.
    public let clocks: QueueClocks
    /// The codes of reasons that a decision may give.
    public let reasons: [String]
    /// What may be said to a customer while a case waits, by language.
    public let say: [String: String]
    /// How many of the newest lines a crisis view shows.
    public let crisisLines: Int

    /// Reads the one file of the folder `queue/`.
    ///
    /// - Throws: ``RuleFileProblems`` naming file, line and reason.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        do throws(RuleFileProblem) {
            let files = folder.files(in: "queue")
            guard let file = files.first, files.count == 1 else {
                throw RuleFileProblem(
                    file: "queue", line: 0, message: "expected one file, found \(files.count)")
            }
            try self.init(file: file)
        } catch {
            throw RuleFileProblems([error])
        }
    }

    private init(file: RuleFile) throws(RuleFileProblem) {
        try file.expect(schema: "throughline/queue/v1")
        let root = file.root
        try root.allowOnly([
            "schema", "deciders", "lease_minutes", "clocks", "calendar", "regulatory", "reasons", "say",
            "crisis_lines",
        ])
        deciders = try Self.names(root.member("deciders"))
        leaseMinutes = try root.member("lease_minutes").int(in: 1...240)
        crisisLines = try root.member("crisis_lines").int(in: 1...20)
        reasons = try root.member("reasons").texts()
        guard !deciders.isEmpty, !reasons.isEmpty, Set(reasons).count == reasons.count else {
            throw root.problem("expected at least one decider and one reason, none twice")
        }
        var say: [String: String] = [:]
        for member in try root.member("say").members() { say[member.key] = try member.value.text() }
        self.say = say
        let clocks = try root.member("clocks")
        try clocks.allowOnly((1...4).map { "severity_\($0)" } + ["follow_up"])
        var acknowledge: [DueSpan] = []
        var decide: [DueSpan] = []
        for severity in 1...4 {
            let node = try clocks.member("severity_\(severity)")
            try node.allowOnly(["acknowledge", "decide"])
            acknowledge.append(try Self.span(node.member("acknowledge")))
            decide.append(try Self.span(node.member("decide")))
        }
        self.clocks = QueueClocks(
            acknowledge: acknowledge, decide: decide,
            followUp: try Self.span(clocks.member("follow_up")),
            calendar: try Self.calendar(root.member("calendar")),
            regulatory: try Self.regulatory(root.member("regulatory")))
    }

    private static func names<Kind: IdentifierKind>(
        _ node: RuleNode
    ) throws(RuleFileProblem) -> [Identifier<Kind>] {
        var names: [Identifier<Kind>] = []
        for text in try node.texts() {
            guard let name = try? Identifier<Kind>(text), !names.contains(name) else {
                throw node.problem("expected names, none twice")
            }
            names.append(name)
        }
        return names
    }

    private static func span(_ node: RuleNode) throws(RuleFileProblem) -> DueSpan {
        let units = ["minutes", "business_minutes", "business_days", "days", "months"]
        try node.allowOnly(units)
        let members = try node.members()
        guard let member = members.first, members.count == 1 else {
            throw node.problem("expected one of: \(units.joined(separator: ", "))")
        }
        let count = try member.value.int(in: 1...100_000)
        return switch member.key {
        case "minutes": .minutes(count)
        case "business_minutes": .businessMinutes(count)
        case "business_days": .businessDays(count)
        case "days": .days(count)
        default: .months(count)
        }
    }

    private static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private static func calendar(_ node: RuleNode) throws(RuleFileProblem) -> BusinessCalendar {
        try node.allowOnly(["zone", "opens", "closes", "days", "holidays"])
        let zone = try node.member("zone")
        guard let known = TimeZone(identifier: try zone.text()) else {
            throw zone.problem("expected a time zone such as Europe/London")
        }
        var weekdays: Set<Int> = []
        for text in try node.member("days").texts() {
            guard let place = weekdayNames.firstIndex(of: text) else {
                throw node.problem("expected days of: \(weekdayNames.joined(separator: ", "))")
            }
            weekdays.insert(place + 1)
        }
        var holidays: Set<CivilDate> = []
        for text in try node.member("holidays").texts() {
            guard let at = Timestamp(rfc3339: text + "T00:00:00Z") else {
                throw try node.member("holidays").problem("expected days as yyyy-MM-dd")
            }
            holidays.insert(CivilDate(daysSinceEpoch: at.milliseconds / 86_400_000))
        }
        let calendar = BusinessCalendar(
            zone: known, opens: try minute(node.member("opens")), closes: try minute(node.member("closes")),
            weekdays: weekdays, holidays: holidays)
        guard let calendar else { throw node.problem("expected opens before closes, and a day of the week") }
        return calendar
    }

    private static func minute(_ node: RuleNode) throws(RuleFileProblem) -> Int {
        let parts = try node.text().split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
            (0...59).contains(minute), hour * 60 + minute <= 1_440
        else { throw node.problem("expected a time of the day as \"HH:mm\"") }
        return hour * 60 + minute
    }

    private static func regulatory(_ node: RuleNode) throws(RuleFileProblem) -> [RegulatoryClock] {
        var clocks: [RegulatoryClock] = []
        for item in try node.items() {
            try item.allowOnly(["rule", "categories", "within", "because"])
            guard let rule = try? RuleID(try item.member("rule").text()) else {
                throw item.problem("expected the name of a rule")
            }
            clocks.append(
                RegulatoryClock(
                    rule: rule, categories: try names(item.member("categories")),
                    span: try span(item.member("within")), because: try item.member("because").text()))
        }
        return clocks
    }
}
