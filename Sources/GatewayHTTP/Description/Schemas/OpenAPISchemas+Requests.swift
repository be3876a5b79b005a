import Briefing
import Conversations

/// What callers ask with.
extension OpenAPISchemas {
    static var requests: [String: JSONValue] {
        [
            "SummaryRequest": summaryRequest, "Customer": customer, "Budget": budget,
            "Conversation": conversation,
            "CheckRequest": Schema.object(
                about.merging(["class": Schema.fieldClass, "value": Schema.name]) { $1 }),
            "AccessRequest": Schema.object(
                about.merging(["reason": reason]) { $1 },
                optional: [
                    "classes": Schema.list(of: Schema.fieldClass, atLeast: 1, atMost: 16),
                    "elevation": Schema.name, "break_glass": Schema.always(true),
                ], "At most one of classes, elevation and break_glass; none asks for the purpose itself."),
            "AccessDecision": Schema.object(
                ["decision": Schema.word(of: AccessDecision.Verdict.self), "reason": reason],
                optional: ["minutes": Schema.number(1...1440)], "minutes only with approve."),
            "ContactRequest": Schema.object(
                about.merging(["class": Schema.fieldClass, "reason": reason]) { $1 }),
            "ContactResolution": Schema.object(["handle": Schema.name]),
            "ErasureRequest": Schema.object(["reason": reason, "legal_basis": reason]),
            "LegalHoldRequest": Schema.object(["reason": reason]),
        ]
    }

    /// Customer, conversation and purpose, all three.
    static let about: [String: JSONValue] = [
        "customer": Schema.named("Customer"), "conversation": Schema.named("Conversation"),
        "purpose": Schema.name,
    ]

    private static let conversation: JSONValue = [
        "type": "string", "maxLength": 256, "pattern": Schema.conversation["pattern"] ?? .null,
        "description": "source:id, or the handle by which an answer named it; 1 to 256 bytes.",
    ]

    private static let reason = Schema.written(1...1_000, "Why, in 1 to 1,000 bytes; no personal data.")

    private static var summaryRequest: JSONValue {
        Schema.object(
            ["customer": Schema.named("Customer"), "purpose": Schema.name],
            optional: [
                "conversation": Schema.described(
                    Schema.named("Conversation"),
                    "Without it the strictest gate over the customer's open conversations applies."),
                "budget": Schema.named("Budget"),
                "acknowledge": Schema.written(
                    1...256, "The case token of a prior 202 that the caller acknowledges."),
                "explain": Schema.described(
                    Schema.truth,
                    "Whether the answer says why each line was chosen and what was left out."),
                "form": Schema.described(
                    Schema.word(of: SummaryForm.self),
                    "How a view is written, full when absent; docs/API.md has both forms."),
            ])
    }

    private static var customer: JSONValue {
        Schema.oneOf(
            Schema.object(["email": Schema.name]), Schema.object(["phone": Schema.name]),
            Schema.object(["source": Schema.name, "id": Schema.name], "The store's own id of the person."),
            Schema.object(["id": Schema.id], "The gateway's own id, or the leaf of a receipt."),
            described: "Exactly one way to name a customer.")
    }

    private static var budget: JSONValue {
        Schema.oneOf(
            Schema.object(["words": Schema.number(30...2000)]),
            Schema.object(["lines": Schema.number(1...200)]),
            Schema.object(["tokens": Schema.number(40...4000)]), described: "How long the summary may be.")
    }
}
