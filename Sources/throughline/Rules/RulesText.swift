import Conversations
import FieldPolicy
import RuleFiles

/// How rules commands write what the policy says, for people and for programs.
enum RulesText {
    static func problem(_ problem: RuleFileProblem) -> JSONValue {
        [
            "file": .string(problem.file), "line": JSONValue(problem.line),
            "message": .string(problem.message),
        ]
    }

    /// Who asks and under which conditions, for example `agent, resolve_billing, region EU, consent marketing`.
    static func question(_ question: PolicyQuestion) -> String {
        var words = [question.role.text]
        if let actor = question.actorRole { words[0] += " by \(actor)" }
        words.append(question.purpose.text)
        if let region = question.region { words.append("region \(region)") }
        words += question.consents.map { "consent \($0)" }
        if let elevation = question.elevation { words.append("elevation \(elevation)") }
        return words.joined(separator: ", ")
    }

    static func json(_ question: PolicyQuestion) -> JSONValue {
        [
            "role": .string(question.role.text), "actor_role": JSONValue(question.actorRole?.text),
            "purpose": .string(question.purpose.text), "region": JSONValue(question.region?.text),
            "consents": .array(question.consents.map { .string($0.text) }),
            "elevation": JSONValue(question.elevation?.text),
        ]
    }

    static func json(_ decision: Decision) -> JSONValue {
        [
            "treatment": .string(decision.treatment.text), "rule": .string(decision.rule.text),
            "because": .string(decision.because),
        ]
    }
}
