import Conversations
import Detection
import FieldPolicy
import Trials

/// Why one class is treated as it is, as `rules explain` prints it.
struct FieldAnswer {
    let policy: CompiledPolicy
    let question: PolicyQuestion
    let explanation: PolicyExplanation
    /// Where a value of the class stands in a text, and what found it.
    var span: TextExplanation.Part?

    /// What to ask for to see more.
    private var elevations: [ElevationRule] {
        (try? policy.elevations(for: question, explanation.fieldClass)) ?? []
    }

    var lines: [String] {
        let decision = explanation.decision
        let place = span.map { "bytes \($0.range.lowerBound)..<\($0.range.upperBound): " }
        var lines = [
            "\(place ?? "")\(explanation.fieldClass): \(decision.treatment.text) by \(decision.rule): \(decision.because)",
            "    cell: \(RulesText.question(question))",
        ]
        if let span {
            let found = span.findings.map { "\($0.detector) (\(Self.words($0.validation)))" }
            lines.append("    found by: " + Self.distinct(found).joined(separator: "; "))
            if span.isWithheld, decision.treatment != .withhold {
                lines.append("    nothing of it stays: \(decision.treatment.text) does not fit this value")
            }
        }
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
            lines.append("        " + command)
        }
        if span != nil, elevations.isEmpty, decision.treatment != .show {
            lines.append("    to see more: nothing to ask for, no elevation shows this class here")
        }
        return lines
    }

    /// What to type; the door takes the same as `POST /v1/access-requests`.
    private var command: String {
        "throughline access request --customer … --conversation … --purpose \(question.purpose) "
            + "--class \(explanation.fieldClass) --reason …"
    }

    /// What spoke for a find, in words.
    private static func words(_ validation: Finding.Validation) -> String {
        switch validation {
        case .checked: "check digits agree"
        case .context: "words close by"
        case .checkedInContext: "check digits agree, and words close by"
        case .form: "by its form"
        case .record: "the customer's record"
        }
    }

    private static func distinct(_ texts: [String]) -> [String] {
        texts.enumerated().filter { texts.firstIndex(of: $1) == $0 }.map(\.element)
    }

    /// The request to make, without what only the caller knows.
    private var request: JSONValue {
        [
            "method": "POST", "path": "/v1/access-requests",
            "body": [
                "classes": .array([.string(explanation.fieldClass.path)]),
                "purpose": .string(question.purpose.text),
            ],
        ]
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
                        "request": request,
                    ]
                }),
        ]
        if let span {
            members["start"] = JSONValue(span.range.lowerBound)
            members["end"] = JSONValue(span.range.upperBound)
            members["withheld"] = .bool(span.isWithheld)
            members["found_by"] = .array(
                span.findings.map {
                    [
                        "detector": .string($0.detector.text), "validation": .string($0.validation.rawValue),
                        "start": JSONValue($0.range.lowerBound), "end": JSONValue($0.range.upperBound),
                    ]
                })
        }
        return .object(members)
    }
}
