import Conversations

/// Joins the hits of a conversation's messages into flags.
struct HitJoiner {
    let rules: [FlagRule]
    let messages: [MessageHits]

    private struct Place: Hashable {
        let rule: Int
        let message: Int
    }

    /// The flags, by category, then the gravest first, then by rule.
    func flags() -> [Flag] {
        let supported = supportedPlaces()
        var evidence: [Int: [Flag.Evidence]] = [:]
        var confidence: [Int: Int] = [:]
        for (message, found) in messages.enumerated() {
            for hit in found.hits {
                let isAlone = hit.strength == .contributory
                guard !isAlone || supported.contains(Place(rule: hit.rule, message: message)) else {
                    continue
                }
                evidence[hit.rule, default: []] += hit.ranges.map {
                    Flag.Evidence(message: message, range: $0)
                }
                let sure = isAlone ? min(hit.confidence, FlagDetector.joinedConfidence) : hit.confidence
                confidence[hit.rule] = max(confidence[hit.rule] ?? 0, sure)
            }
        }
        return evidence.keys.sorted().map { number in
            let rule = rules[number]
            return Flag(
                category: rule.category, severity: rule.severity, confidence: confidence[number] ?? 0,
                rule: rule.id, evidence: evidence[number] ?? [])
        }.sorted {
            ($0.category, -$0.severity, $0.rule) < ($1.category, -$1.severity, $1.rule)
        }
    }

    /// The hits that do not count, by rule, then in reading order.
    func suppressed() -> [Assessment.Suppression] {
        let supported = supportedPlaces()
        var all: [Assessment.Suppression] = []
        for (message, found) in messages.enumerated() {
            for hit in found.hits
            where hit.strength == .contributory
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

    /// Contributory hits that a hit of another rule of their category joins in the same or a neighbouring message.
    private func supportedPlaces() -> Set<Place> {
        var supported: Set<Place> = []
        for (message, found) in messages.enumerated() {
            for hit in found.hits where hit.strength == .contributory {
                let first = max(0, message - FlagDetector.neighbourMessagesMax)
                let last = min(messages.count - 1, message + FlagDetector.neighbourMessagesMax)
                let isJoined = (first...last).contains { other in
                    messages[other].hits.contains {
                        $0.rule != hit.rule && rules[$0.rule].category == rules[hit.rule].category
                    }
                }
                if isJoined { supported.insert(Place(rule: hit.rule, message: message)) }
            }
        }
        return supported
    }
}
