import Conversations
import Foundation
import ReviewFlags
import ReviewQueue

/// What the rules would make of a history: how many cases a day, who would be needed, and which rules cause them.
struct QueueSimulation {
    private let decisive: Set<RuleID>
    private var conversations = 0
    private var unassessed = 0
    private var cases = 0
    private var byDay: [Int64: Int] = [:]
    private var days: Set<Int64> = []
    private var byCategory: [String: Int] = [:]
    private var bySeverity = [Int](repeating: 0, count: 4)
    private var causes: [RuleID: (cases: Int, alone: Int)] = [:]
    private var secondLooks = 0

    init(_ rules: FlagRules) {
        decisive = Set(rules.rules.filter { $0.strength == .decisive }.map(\.id))
    }

    /// Adds one conversation.
    mutating func add(_ assessment: Assessment, at moment: Timestamp?) {
        conversations += 1
        let day = moment.map { $0.milliseconds / 86_400_000 }
        if let day { days.insert(day) }
        if !assessment.isAssessed { unassessed += 1 }
        guard !assessment.flags.isEmpty || !assessment.isAssessed else { return }
        cases += 1
        if let day { byDay[day, default: 0] += 1 }
        let severity = assessment.severity ?? 2
        bySeverity[severity - 1] += 1
        for category in Set(assessment.flags.map(\.category.text)) { byCategory[category, default: 0] += 1 }
        if !assessment.isAssessed { byCategory["not_assessed", default: 0] += 1 }
        let rules = Set(assessment.flags.map(\.rule))
        if severity == 4 || !decisive.isDisjoint(with: rules) { secondLooks += 1 }
        for rule in rules {
            var cause = causes[rule] ?? (0, 0)
            cause.cases += 1
            // Without this rule the conversation would be no case.
            if rules.count == 1, assessment.isAssessed { cause.alone += 1 }
            causes[rule] = cause
        }
    }

    /// Everything counted, as one document.
    ///
    /// - Parameters:
    ///   - minutesPerCase: what one look takes.
    ///   - minutesPerDay: what one reviewer works in a day.
    ///   - given: over how many days the history goes; `nil` for what the times of its messages say.
    /// - Returns: counts; `null` where nothing can be told.
    func document(minutesPerCase: Int, minutesPerDay: Int, days given: Int?) -> JSONValue {
        let span = given ?? (self.days.isEmpty ? 0 : Int((self.days.max() ?? 0) - (self.days.min() ?? 0)) + 1)
        let perDay = span == 0 ? nil : Double(cases) / Double(span)
        let looks = span == 0 ? nil : Double(cases + secondLooks) / Double(span)
        let counts = byDay.values.sorted()
        let worst = counts.isEmpty ? nil : counts[max(0, (counts.count * 95 + 99) / 100 - 1)]
        let needed = looks.map { Int(($0 * Double(minutesPerCase) / Double(minutesPerDay)).rounded(.up)) }
        return [
            "conversations": JSONValue(conversations), "cases": JSONValue(cases),
            "not_assessed": JSONValue(unassessed), "days": JSONValue(span),
            "cases_permille": conversations == 0 ? .null : JSONValue(cases * 1_000 / conversations),
            "cases_a_day_tenths": perDay.map { JSONValue(Int(($0 * 10).rounded())) } ?? .null,
            "cases_a_day_p95": worst.map { JSONValue($0) } ?? .null,
            "second_looks_at_most": JSONValue(secondLooks),
            "reviewers_needed": needed.map { JSONValue(max($0, secondLooks > 0 ? 2 : 1)) } ?? .null,
            "severity": .array(bySeverity.map { JSONValue($0) }),
            "categories": .object(byCategory.mapValues { JSONValue($0) }),
            "rules": .array(
                causes.sorted { ($1.value.cases, $0.key) < ($0.value.cases, $1.key) }.map { rule, cause in
                    [
                        "rule": .string(rule.text), "cases": JSONValue(cause.cases),
                        "alone": JSONValue(cause.alone),
                    ]
                }),
        ]
    }
}
