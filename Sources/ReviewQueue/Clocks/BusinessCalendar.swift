public import Conversations
public import Foundation

/// When a house works: a zone, hours, days of the week and holidays; all of it data.
public struct BusinessCalendar: Hashable, Sendable {
    /// The zone of the hours and days.
    public let zone: TimeZone
    /// Minutes of the day from which it works, 0 to 1,439.
    public let opens: Int
    /// Minutes of the day until which it works, more than ``opens``, at most 1,440.
    public let closes: Int
    /// Days of the week, 1 for Monday to 7 for Sunday, at least one.
    public let weekdays: Set<Int>
    /// Days on which it does not work.
    public let holidays: Set<CivilDate>

    /// Joins the parts; gives `nil` for hours that do not follow each other and for no day of the week.
    public init?(zone: TimeZone, opens: Int, closes: Int, weekdays: Set<Int>, holidays: Set<CivilDate>) {
        guard (0..<closes).contains(opens), closes <= 1_440, !weekdays.isEmpty,
            weekdays.allSatisfy({ (1...7).contains($0) })
        else { return nil }
        self.zone = zone
        self.opens = opens
        self.closes = closes
        self.weekdays = weekdays
        self.holidays = holidays
    }

    /// Whether the house works on a day.
    public func isWorkday(_ date: CivilDate) -> Bool {
        // Day 0 of the epoch was a Thursday.
        let weekday = Int(((date.daysSinceEpoch + 3) % 7 + 7) % 7) + 1
        return weekdays.contains(weekday) && !holidays.contains(date)
    }

    /// The local day of a moment, and how many minutes of it are over.
    public func local(_ moment: Timestamp) -> (day: CivilDate, minute: Int) {
        let offset = Int64(zone.secondsFromGMT(for: moment.date)) * 1_000
        let shifted = moment.milliseconds + offset
        let day = shifted >= 0 ? shifted / 86_400_000 : (shifted - 86_399_999) / 86_400_000
        return (CivilDate(daysSinceEpoch: day), Int((shifted - day * 86_400_000) / 60_000))
    }

    /// The moment at which the house shows a time of a day; the earlier one where a clock shows it twice.
    public func moment(_ day: CivilDate, minute: Int) -> Timestamp {
        let date = minute == 1_440 ? CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1) : day
        let inDay = minute % 1_440
        let text = "\(date)T\(Self.two(inDay / 60)):\(Self.two(inDay % 60))"
        return Timestamp.local(text, in: zone)?.at
            ?? Timestamp(milliseconds: date.daysSinceEpoch * 86_400_000 + Int64(inDay) * 60_000)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The first workday from a day on; a calendar without one within four years gives the day itself.
    func workday(from day: CivilDate) -> CivilDate {
        (0..<1_461).lazy.map { CivilDate(daysSinceEpoch: day.daysSinceEpoch + $0) }.first(where: isWorkday)
            ?? day
    }

    /// The moment so many minutes of work after another.
    public func adding(businessMinutes minutes: Int, to start: Timestamp) -> Timestamp {
        var (day, minute) = local(start)
        var left = minutes
        for _ in 0..<1_461 {
            let from = max(opens, minute)
            if isWorkday(day), from < closes {
                if left <= closes - from { return moment(day, minute: from + left) }
                left -= closes - from
            }
            day = CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1)
            minute = 0
        }
        return moment(day, minute: opens)
    }

    /// The end of work on the so-many-th workday after a moment; the day of the moment itself does not count.
    public func adding(businessDays days: Int, to start: Timestamp) -> Timestamp {
        var day = local(start).day
        for _ in 0..<max(1, days) {
            day = workday(from: CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1))
        }
        return moment(day, minute: closes)
    }

    /// The same local time so many months later; the month's last day where the month is shorter (as GDPR periods are
    /// counted by Regulation 1182/71, article 3).
    public func adding(months: Int, to start: Timestamp) -> Timestamp {
        let (day, minute) = local(start)
        let index = day.year * 12 + day.month - 1 + Int64(months)
        let (year, month) = (index / 12, index % 12 + 1)
        let date = stride(from: day.day, to: 27, by: -1).lazy
            .compactMap { CivilDate(year: year, month: month, day: $0) }.first
        return moment(
            date ?? CivilDate(year: year, month: month, day: min(day.day, 28)) ?? day, minute: minute)
    }
}

/// How long something may take.
public enum DueSpan: Hashable, Sendable {
    /// Minutes by the wall clock.
    case minutes(Int)
    /// Minutes of work.
    case businessMinutes(Int)
    /// Until the end of work so many workdays later.
    case businessDays(Int)
    /// Whole days by the wall clock.
    case days(Int)
    /// Calendar months.
    case months(Int)

    /// The moment at which the span is over.
    public func end(from start: Timestamp, _ calendar: BusinessCalendar) -> Timestamp {
        switch self {
        case .minutes(let count): start.adding(milliseconds: Int64(count) * 60_000)
        case .days(let count): start.adding(milliseconds: Int64(count) * 86_400_000)
        case .businessMinutes(let count): calendar.adding(businessMinutes: count, to: start)
        case .businessDays(let count): calendar.adding(businessDays: count, to: start)
        case .months(let count): calendar.adding(months: count, to: start)
        }
    }
}

/// A clock that the law or a contract sets for cases of some categories.
public struct RegulatoryClock: Hashable, Sendable {
    /// Its name, for example `DISP-1.6`.
    public let rule: RuleID
    /// The categories of cases that it runs for.
    public let categories: [FlagCategory]
    /// How long.
    public let span: DueSpan
    /// What it asks for, for a compliance officer.
    public let because: String

    /// Joins the parts.
    public init(rule: RuleID, categories: [FlagCategory], span: DueSpan, because: String) {
        self.rule = rule
        self.categories = categories
        self.span = span
        self.because = because
    }
}

/// Everything about time that a house sets its queue.
public struct QueueClocks: Hashable, Sendable {
    /// By when somebody takes a case, by severity from 1.
    public let acknowledge: [DueSpan]
    /// By when a case is decided, by severity from 1.
    public let decide: [DueSpan]
    /// The same for what was said after a release, whatever its severity.
    public let followUp: DueSpan
    /// When the house works.
    public let calendar: BusinessCalendar
    /// What the law or contracts ask for.
    public let regulatory: [RegulatoryClock]

    /// Joins the parts; each list of spans has four.
    public init(
        acknowledge: [DueSpan], decide: [DueSpan], followUp: DueSpan, calendar: BusinessCalendar,
        regulatory: [RegulatoryClock]
    ) {
        precondition(acknowledge.count == 4 && decide.count == 4, "a span for each severity")
        self.acknowledge = acknowledge
        self.decide = decide
        self.followUp = followUp
        self.calendar = calendar
        self.regulatory = regulatory
    }

    /// How a case of some concerns begins.
    ///
    /// - Parameters:
    ///   - concerns: what it is about.
    ///   - now: when it is opened.
    ///   - origin: why; a follow-up runs on a clock of its own.
    /// - Returns: by when it is taken and decided, and what the law asks for.
    public func due(
        _ concerns: [CaseConcern], at now: Timestamp, _ origin: CaseOrigin
    ) -> (acknowledgeBy: Timestamp, decideBy: Timestamp, regulatory: [RegulatoryDue]) {
        let severity = min(max(concerns.map(\.severity).max() ?? 1, 1), 4)
        let isFollowUp = origin == .followUp && severity < 4
        let categories = Set(concerns.compactMap(\.category))
        let clocks = regulatory.filter { !categories.isDisjoint(with: $0.categories) }
        return (
            (isFollowUp ? followUp : acknowledge[severity - 1]).end(from: now, calendar),
            (isFollowUp ? followUp : decide[severity - 1]).end(from: now, calendar),
            clocks.map { RegulatoryDue(rule: $0.rule, at: $0.span.end(from: now, calendar)) }
        )
    }
}
