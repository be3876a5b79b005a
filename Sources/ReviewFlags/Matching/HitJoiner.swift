import Conversations

/// Joins the hits of a conversation's messages and of its records into flags.
struct HitJoiner {
    private let rules: [FlagRule]
    private let messages: [MessageHits]
    private let supported: Set<Place>
    private let signals: [FoundSignal]

    /// Takes the hits of each message, and what fields and events say.
    init(rules: FlagRules, messages: [MessageHits], signals: [SignalHit]) {
        self.rules = rules.rules
        self.messages = messages
        self.signals = signals.compactMap { hit in
            guard let rule = rules.rules.firstIndex(where: { $0.id == hit.rule }) else { return nil }
            let joins = rules.signals.first { $0.rule == hit.rule }?.joins ?? []
            return FoundSignal(
                rule: rule, categories: joins.union([rules.rules[rule].category]), fields: hit.fields)
        }
        supported = Self.supportedPlaces(rules.rules, messages, self.signals)
    }

    private struct Place: Hashable {
        let rule: Int
        let message: Int
    }

    private struct FoundSignal {
        let rule: Int
        /// The categories whose contributory hits it joins.
        let categories: Set<FlagCategory>
        let fields: [Flag.NamedField]
    }

    /// The flags, by category, then the gravest first, then by rule.
    func flags() -> [Flag] {
        var evidence: [Int: [Flag.Evidence]] = [:]
        var confidence: [Int: Int] = [:]
        var fields: [Int: [Flag.NamedField]] = [:]
        for (message, found) in messages.enumerated() {
            for hit in found.hits {
                let isAlone = hit.strength.needsOthers
                guard !isAlone || supported.contains(Place(rule: hit.rule, message: message)) else {
                    continue
                }
                evidence[hit.rule, default: []] += hit.ranges.map {
                    Flag.Evidence(message: message, range: $0)
                }
                let sure = isAlone ? min(hit.confidence, FlagDetector.joinedConfidence) : hit.confidence
                confidence[hit.rule] = max(confidence[hit.rule] ?? 0, sure)
                if isAlone { fields[hit.rule] = joined(to: rules[hit.rule].category) }
            }
        }
        for signal in signals where isRaised(signal) {
            evidence[signal.rule] = []
            fields[signal.rule] = signal.fields
            confidence[signal.rule] = rules[signal.rule].confidence
        }
        return evidence.keys.sorted().map { number in
            let rule = rules[number]
            return Flag(
                category: rule.category, severity: rule.severity, confidence: confidence[number] ?? 0,
                rule: rule.id, evidence: evidence[number] ?? [], fields: fields[number] ?? [])
        }.sorted {
            ($0.category, -$0.severity, $0.rule) < ($1.category, -$1.severity, $1.rule)
        }
    }

    /// The hits that do not count, by rule, then in reading order.
    func suppressed() -> [Assessment.Suppression] {
        var all: [Assessment.Suppression] = []
        for (message, found) in messages.enumerated() {
            for hit in found.hits
            where hit.strength.needsOthers
                && !supported.contains(Place(rule: hit.rule, message: message))
            {
                all.append(suppression(hit.rule, message, hit.ranges[0], .alone))
            }
            for blocked in found.blocked {
                all.append(suppression(blocked.rule, message, blocked.range, blocked.reason))
            }
        }
        return all.sorted {
            ($0.rule, $0.evidence.message, $0.evidence.range.lowerBound)
                < ($1.rule, $1.evidence.message, $1.evidence.range.lowerBound)
        }
    }

    private func suppression(
        _ rule: Int, _ message: Int, _ range: Range<Int>, _ reason: Assessment.SuppressionReason
    ) -> Assessment.Suppression {
        Assessment.Suppression(
            rule: rules[rule].id, evidence: Flag.Evidence(message: message, range: range), reason: reason)
    }

    /// Whether a signal flags: alone unless it is contributory, else beside another signal or a hit of its category.
    private func isRaised(_ signal: FoundSignal) -> Bool {
        let rule = rules[signal.rule]
        guard rule.strength == .contributory else { return true }
        return signals.contains { $0.rule != signal.rule && $0.categories.contains(rule.category) }
            || messages.contains { $0.hits.contains { rules[$0.rule].category == rule.category } }
    }

    /// The fields of the signals that join contributory hits of a category.
    private func joined(to category: FlagCategory) -> [Flag.NamedField] {
        signals.filter { $0.categories.contains(category) }.flatMap(\.fields)
            .sorted { ($0.record, $0.name) < ($1.record, $1.name) }
    }

    /// The hits that need others and have them: a signal of their category, or a hit of another rule of it in the same or
    /// a neighbouring message. Tentative hits lend no weight, and a contributory one lends them none.
    private static func supportedPlaces(
        _ rules: [FlagRule], _ messages: [MessageHits], _ signals: [FoundSignal]
    ) -> Set<Place> {
        let signalled = signals.reduce(into: Set<FlagCategory>()) { $0.formUnion($1.categories) }
        var supported: Set<Place> = []
        for (message, found) in messages.enumerated() {
            for hit in found.hits where hit.strength.needsOthers {
                let category = rules[hit.rule].category
                let first = max(0, message - FlagDetector.neighbourMessagesMax)
                let last = min(messages.count - 1, message + FlagDetector.neighbourMessagesMax)
                let isJoined = (first...last).contains { other in
                    messages[other].hits.contains {
                        $0.rule != hit.rule && rules[$0.rule].category == category
                            && $0.strength != .tentative
                            && (hit.strength != .tentative || $0.strength != .contributory)
                    }
                }
                if isJoined || signalled.contains(category) {
                    supported.insert(Place(rule: hit.rule, message: message))
                }
            }
        }
        return supported
    }
}
