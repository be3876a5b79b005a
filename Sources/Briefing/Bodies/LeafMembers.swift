import AuditTrail
import Conversations

/// What a leaf says of one answer: names, ids and keyed digests, never values.
struct LeafMembers {
    let input: BriefingInput
    /// The grant or broken glass under which fields were treated; `nil` as a rule.
    var grant: AccessCase?

    /// The members that every outcome has.
    var common: [String: JSONValue] {
        let caller = input.caller
        var identity: [String: JSONValue] = [
            "subject": .string(caller.subject.text), "actor": JSONValue(caller.actor?.text),
            "client": .string(caller.client.text), "organisation": .string(caller.organisation.text),
            "role": .string(caller.role.text), "actor_role": JSONValue(caller.actorRole?.text),
            "region": JSONValue(caller.region?.text), "elevation": JSONValue(grant?.rule.text),
        ]
        // A replay asks the policy the same question: the rule's row counts for these classes alone.
        identity["elevated"] = grant?.elevated.map { .array($0.sorted().map { .string($0.path) }) }
        return [
            "caller_identity": .object(identity),
            "subject": JSONValue(input.customer?.id.description),
            "conversation": JSONValue(input.request.conversation?.description),
            "sources": CoverageBody.leafMember(input.timeline.coverage),
            "identity": .array((input.customer?.evidence ?? []).map(\.json)),
            "trace": .string(input.trace),
        ]
    }

    /// The flags of the conversations that the gate looked at.
    static func flags(_ assessed: [AssessedConversation]) -> JSONValue {
        .array(
            assessed.flatMap { conversation in
                conversation.flags.map { flag in
                    [
                        "conversation": .string(conversation.conversation.id.description),
                        "category": .string(flag.category.text), "severity": JSONValue(flag.severity),
                        "rule": .string(flag.rule.text),
                    ]
                }
            })
    }
}
