import Conversations
import ReviewQueue

/// Why there is no release that lets a held request go.
enum HoldStanding: String {
    /// A person has not decided yet.
    case waiting
    /// A person decided that this view is not given.
    case withheld
    /// An operator stopped the queue.
    case stopped
}

/// The body of a 202: what to do next, and nothing of the history.
struct HoldBody {
    let answers: AnswerRules
    let isOutside: Bool
    let isHuman: Bool

    /// Puts the body together.
    ///
    /// - Parameters:
    ///   - caseName: how this caller may call the case that waits; `nil` when no conversation is open.
    ///   - concerns: what was found, for in-house readers.
    ///   - isAssessed: whether every text could be looked at.
    ///   - mayAcknowledge: whether asking again with the case token gives a view with a warning.
    ///   - standing: why there is no release.
    ///   - sayIn: what may be said to the customer, by language.
    ///   - coverage: what was read, shown to in-house readers first.
    ///   - policy: the policy's id, version and digest.
    /// - Returns: the body.
    func json(
        caseName: String?, concerns: [CaseConcern], isAssessed: Bool, mayAcknowledge: Bool,
        standing: HoldStanding, sayIn: [String: String], coverage: JSONValue, policy: JSONValue
    ) -> JSONValue {
        let severity = concerns.map(\.severity).max() ?? answers.notAssessedSeverity
        let due = isOutside ? answers.dueOutside : answers.dueBySeverity[severity - 1]
        var members: [String: JSONValue] = [
            "v": 1, "gate": "hold", "next": "hand_to_human",
            "queue": .string(answers.texts.queue),
            "case": JSONValue(caseName),
            "due": ["class": .string(due.name), "minutes": JSONValue(due.minutes)],
            "say": .string(answers.texts.say),
            "do_not_say": .array(answers.texts.doNotSay.map(JSONValue.string)),
            "ask_again_after_minutes": JSONValue(due.minutes),
            "say_in": .object(sayIn.mapValues(JSONValue.string)),
            "release": [
                "available": false, "state": .string(standing.rawValue),
                "because": .string(because(standing)),
            ],
            "acknowledge": mayAcknowledge ? .string(answers.texts.acknowledge) : .null,
            "crisis": severity == 4 && isHuman ? crisis : .null,
            "policy": policy,
            "not_a_decision": .string(answers.texts.notADecision),
        ]
        if !isOutside {
            members["reasons"] = .array(reasons(concerns, isAssessed: isAssessed))
            members["coverage"] = coverage
        }
        return .object(members)
    }

    private func because(_ standing: HoldStanding) -> String {
        switch standing {
        case .waiting: answers.texts.release
        case .withheld: answers.texts.withheldByReviewer
        case .stopped: answers.texts.stopped
        }
    }

    private var crisis: JSONValue {
        [
            "title": .string(answers.texts.crisisTitle),
            "steps": .array(answers.texts.crisisSteps.map(JSONValue.string)),
        ]
    }

    private func reasons(_ concerns: [CaseConcern], isAssessed: Bool) -> [JSONValue] {
        let unread: [JSONValue] = isAssessed ? [] : ["not_assessed"]
        return unread
            + CaseIntake.merged(concerns).map { concern in
                [
                    "category": .string(concern.category?.text ?? "not_assessed"),
                    "severity": JSONValue(concern.severity),
                ]
            }
    }
}
