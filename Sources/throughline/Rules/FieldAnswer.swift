import Conversations
import FieldPolicy

/// Why one class is treated as it is, as `rules explain` prints it.
struct FieldAnswer {
    /// Where a value of the class stands in a text, and what found it.
    struct Span {
        let start: Int
        let end: Int
        let detector: String
        let validation: String?
    }

    let policy: CompiledPolicy
    let question: PolicyQuestion
    let explanation: PolicyExplanation
    var span: Span?

    /// What to ask for to see more.
    private var elevations: [ElevationRule] {
        (try? policy.elevations(for: question, explanation.fieldClass)) ?? []
    }

    var lines: [String] {
        let decision = explanation.decision
        let place = span.map { span in
            "bytes \(span.start)..<\(span.end) by \(span.detector)"
                + (span.validation.map { " (\($0))" } ?? "") + ": "
        }
        var lines = [
            "\(place ?? "")\(explanation.fieldClass): \(decision.treatment.text) by \(decision.rule): \(decision.because)",
            "    cell: \(RulesText.question(question))",
        ]
        lines += explanation.contributions.map {
            "    \($0.rule) (\($0.place)) says \($0.treatment.text) for \($0.role): \($0.because)"
        }
        if let ceiling = explanation.ceiling {
            lines.append("    ceiling: \(ceiling.text): \(explanation.ceilingBecause)")
        }
        for elevation in elevations {
            let approvers = elevation.approvers.map(\.text).joined(separator: ", ")
            let who = elevation.preapproved == nil ? "approved by \(approvers)" : "approved beforehand"
            lines.append("    to see more: ask for \(elevation.id), \(elevation.minutesMax) minutes, \(who)")
        }
        return lines
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "class": .string(explanation.fieldClass.path), "cell": RulesText.json(question),
            "decision": RulesText.json(explanation.decision),
            "rules": .array(
                explanation.contributions.map {
                    [
                        "rule": .string($0.rule.text), "role": .string($0.role.text),
                        "treatment": .string($0.treatment.text), "because": .string($0.because),
                        "file": .string($0.place.file), "line": JSONValue($0.place.line),
                    ]
                }),
            "ceiling": JSONValue(explanation.ceiling?.text),
            "ask_for": .array(
                elevations.map {
                    [
                        "elevation": .string($0.id.text), "minutes_max": JSONValue($0.minutesMax),
                        "approvers": .array($0.approvers.map { .string($0.text) }),
                        "preapproved": .bool($0.preapproved != nil),
                    ]
                }),
        ]
        if let span {
            members["start"] = JSONValue(span.start)
            members["end"] = JSONValue(span.end)
            members["detector"] = .string(span.detector)
            members["validation"] = JSONValue(span.validation)
        }
        return .object(members)
    }
}
