import Conversations
import RuleFiles

/// Reads the file of signals: `review/signals.yaml`.
struct SignalsReader {
    /// The signals, in the order of the file.
    private(set) var signals: [Signal] = []
    /// One rule for each, without patterns.
    private(set) var rules: [FlagRule] = []

    private static let kinds = ["field", "amount", "age", "contacts", "transfers", "status_changes"]

    /// Reads the file.
    init(_ file: RuleFile) throws(RuleFileProblem) {
        try file.root.allowOnly(["schema", "signals"])
        for node in try file.root.member("signals").items() {
            try node.allowOnly(
                [
                    "id", "category", "topic", "severity", "strength", "confidence", "because",
                    "contact_types",
                    "joins",
                ] + Self.kinds)
            let rule = try Self.rule(node)
            var types: Set<ContactType> = []
            for item in try node.optional("contact_types")?.items() ?? [] {
                guard let type = try? ContactType(try item.text()) else {
                    throw item.problem("expected a contact type, found something else")
                }
                types.insert(type)
            }
            var joins: Set<FlagCategory> = []
            for item in try node.optional("joins")?.items() ?? [] { joins.insert(try Self.category(item)) }
            rules.append(rule)
            signals.append(
                Signal(rule: rule.id, kind: try Self.kind(node), contactTypes: types, joins: joins))
        }
    }

    private static func rule(_ node: RuleNode) throws(RuleFileProblem) -> FlagRule {
        let category = try category(try node.member("category"))
        let name = try node.member("id")
        guard let id = try? RuleID("\(category).signal.\(try name.text())") else {
            throw name.problem("expected a rule id, found something else")
        }
        let strength = try node.member("strength").choice(of: RuleStrength.self)
        guard strength != .tentative else {
            throw try node.member("strength").problem(
                "expected decisive, strong or contributory: the linear model reads no fields")
        }
        return FlagRule(
            id: id, origin: .structured, category: category, topic: try node.member("topic").text(),
            language: "", severity: try node.member("severity").int(in: 1...4), strength: strength,
            confidence: try node.optional("confidence")?.int(in: 0...100)
                ?? (strength == .contributory ? FlagDetector.joinedConfidence : 95),
            because: try node.member("because").text(), authors: [])
    }

    private static func category(_ node: RuleNode) throws(RuleFileProblem) -> FlagCategory {
        guard let category = try? FlagCategory(try node.text()) else {
            throw node.problem("expected a flag category, found something else")
        }
        return category
    }

    private static func kind(_ node: RuleNode) throws(RuleFileProblem) -> Signal.Kind {
        let found = try node.members().filter { kinds.contains($0.key) }
        guard found.count == 1, let member = found.first else {
            throw node.problem(
                "expected exactly one of \(kinds.joined(separator: ", ")), found \(found.count)")
        }
        let body = member.value
        switch member.key {
        case "field":
            try body.allowOnly(["names", "values", "except"])
            let values = try words(body.optional("values"))
            let except = try words(body.optional("except"))
            guard values.isEmpty != except.isEmpty else {
                throw body.problem("expected either \"values\" or \"except\", found both or neither")
            }
            return .field(names: try names(body), values: values, except: except)
        case "amount": return try amount(body)
        case "age":
            try body.allowOnly(["classes", "under_years"])
            var classes: [FieldClass] = []
            for item in try body.member("classes").items() {
                guard let fieldClass = FieldClass(try item.text()) else {
                    throw item.problem("expected a field class, found something else")
                }
                classes.append(fieldClass)
            }
            return .age(classes: classes, underYears: Int64(try body.member("under_years").int(in: 1...150)))
        case "contacts":
            try body.allowOnly(["count_min", "within_days"])
            return .contacts(
                countMin: try body.member("count_min").int(in: 2...100),
                withinDays: Int64(try body.member("within_days").int(in: 1...366)))
        case "transfers":
            try body.allowOnly(["count_min"])
            return .transfers(countMin: try body.member("count_min").int(in: 1...100))
        default:
            try body.allowOnly(["words", "count_min"])
            return .statusChanges(
                words: try words(body.member("words")).sorted(),
                countMin: try body.member("count_min").int(in: 1...100))
        }
    }

    private static func amount(_ body: RuleNode) throws(RuleFileProblem) -> Signal.Kind {
        try body.allowOnly(["names", "limits", "otherwise"])
        var limits: [String: Int] = [:]
        for limit in try body.member("limits").members() {
            limits[limit.key.uppercased()] = try limit.value.int(in: 0...1_000_000_000).hundredths
        }
        return .amount(
            names: try names(body), limits: limits,
            otherwise: try body.optional("otherwise")?.int(in: 0...1_000_000_000).hundredths)
    }

    private static func names(_ body: RuleNode) throws(RuleFileProblem) -> Set<String> {
        try words(body.member("names"))
    }

    private static func words(_ node: RuleNode?) throws(RuleFileProblem) -> Set<String> {
        Set(try (node?.texts() ?? []).map(SignalWords.plain))
    }
}

extension Int {
    /// A whole sum in hundredths.
    fileprivate var hundredths: Int { self * 100 }
}
