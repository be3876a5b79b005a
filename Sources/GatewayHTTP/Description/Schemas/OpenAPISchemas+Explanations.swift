import Conversations

/// Why a summary has the lines that it has.
extension OpenAPISchemas {
    static var explanations: [String: JSONValue] {
        [
            "Explanation": Schema.object([
                "chosen": Schema.list(of: chosen), "left_out": Schema.list(of: leftOut),
                "left_out_counts": Schema.object(
                    [:], optional: Dictionary(uniqueKeysWithValues: reasons.map { ($0, Schema.count) })),
            ]),
            "ExplanationBody": Schema.object([
                "v": Schema.always(1), "gate": gates, "purpose": Schema.named("Purpose"),
                "budget": Schema.named("Budget"), "policy": Schema.named("Policy"), "summary": Schema.id,
                "explanation": Schema.named("Explanation"), "not_a_decision": Schema.notADecision,
            ]),
            "ExplanationAnswer": answer("view", Schema.named("ExplanationBody")),
        ]
    }

    static let reasons = ["furniture", "folded", "repeated", "budget"]

    private static var chosen: JSONValue {
        Schema.object(
            [
                "record": Schema.named("Record"), "span": Schema.named("Span"),
                "section": Schema.word(sections), "reasons": Schema.list(of: Schema.text),
                "features": Schema.list(
                    of: Schema.object(["feature": Schema.text, "thousandths": Schema.whole])),
            ], optional: ["text": Schema.text])
    }

    private static var leftOut: JSONValue {
        Schema.object([
            "record": Schema.named("Record"), "span": Schema.named("Span"), "reason": Schema.word(reasons),
            "score": Schema.whole,
        ])
    }
}
