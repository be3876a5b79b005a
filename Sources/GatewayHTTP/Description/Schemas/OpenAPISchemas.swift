import Conversations

/// What bodies look like, for `OpenAPIDocument`: every component by its name, one file a family.
///
/// A test asks a whole gateway at every door and holds each answer against these.
enum OpenAPISchemas {
    static var all: [String: JSONValue] {
        let families = [
            requests, receipts, parts, lines, views, compactViews, explanations, holds, access, reviews,
            reviewSteps, reviewReports, customers, audit, health,
        ]
        return families.reduce(into: [:]) { all, family in
            all.merge(family) { first, second in
                precondition(first == second, "a component has one family")
                return first
            }
        }
    }

    /// `{"outcome","body","receipt"}`: what every recorded answer is.
    static func answer(
        _ outcome: JSONValue, _ body: JSONValue, more: [String: JSONValue] = [:], _ text: String? = nil
    ) -> JSONValue {
        let members = ["outcome": outcome, "body": body, "receipt": Schema.named("Receipt")]
        return Schema.object(members.merging(more) { own, _ in own }, text)
    }

    /// The same with one outcome.
    static func answer(_ outcome: String, _ body: JSONValue, _ text: String? = nil) -> JSONValue {
        answer(Schema.always(.string(outcome)), body, text)
    }
}
