import Conversations
import FieldPolicy

/// How much was withheld, by class and rule; leaves the gateway as none, one or several.
struct WithheldTally {
    private struct Key: Hashable {
        let fieldClass: FieldClass
        let rule: RuleID
    }

    private var counts: [Key: Int] = [:]
    private var reasons: [Key: String] = [:]

    mutating func add(_ fieldClass: FieldClass, _ decision: Decision, count: Int = 1) {
        let key = Key(fieldClass: fieldClass, rule: decision.rule)
        counts[key, default: 0] += count
        reasons[key] = decision.because
    }

    private var sortedKeys: [Key] {
        counts.keys.sorted { ($0.fieldClass, $0.rule) < ($1.fieldClass, $1.rule) }
    }

    private func word(_ count: Int) -> JSONValue { count == 0 ? "none" : count == 1 ? "one" : "several" }

    /// Adds what another part of the same view withheld.
    mutating func add(_ other: WithheldTally) {
        counts.merge(other.counts) { $0 + $1 }
        reasons.merge(other.reasons) { first, _ in first }
    }

    /// The `withheld` member of a view.
    func json(_ howToAsk: HowToAsk) -> JSONValue {
        .array(
            sortedKeys.map { key in
                let elevation = howToAsk.elevation(for: key.fieldClass)
                return [
                    "class": .string(key.fieldClass.path),
                    "rule": .string(key.rule.text),
                    "because": .string(reasons[key] ?? ""),
                    "count": word(counts[key] ?? 0),
                    "elevation": JSONValue(elevation?.id.text),
                    "request_access": .string(howToAsk.text(for: key.fieldClass, elevation)),
                ]
            })
    }

    /// The `withheld` member of a leaf.
    var leafMember: JSONValue {
        .array(
            sortedKeys.map { key in
                [
                    "class": .string(key.fieldClass.path), "rule": .string(key.rule.text),
                    "count": word(counts[key] ?? 0),
                ]
            })
    }
}

/// Which classes were shown and how.
struct ShownTally {
    private var decisions: [FieldClass: Decision] = [:]

    mutating func add(_ fieldClass: FieldClass, _ decision: Decision) { decisions[fieldClass] = decision }

    /// Adds what another part of the same view showed; where both showed a class, this one's word stays.
    mutating func add(_ other: ShownTally) { decisions.merge(other.decisions) { own, _ in own } }

    /// The `shown` member of a leaf.
    var leafMember: JSONValue {
        .array(
            decisions.keys.sorted().compactMap { fieldClass in
                decisions[fieldClass].map {
                    [
                        "class": .string(fieldClass.path), "rule": .string($0.rule.text),
                        "treatment": .string($0.treatment.text),
                    ]
                }
            })
    }
}
