import AuditTrail
public import Conversations
import Extracts

/// The grounds of a summary that was given before: the same decision again, and only its grounds are answered.
extension DecidedRequest {
    /// What is kept beside the leaf of a summary.
    func choice(
        _ extract: Extract, _ treated: TreatedTimeline, key: [UInt8]
    ) throws(BriefingFailure) -> SummaryChoice {
        SummaryChoice(
            budget: summaryBudget.text,
            digest: try ChosenLines(extract, treated).digest(key: key, digester: briefing.digester))
    }

    /// The body that explains a summary, `nil` when it can no longer be told: other lines would be chosen now.
    func explained(
        _ given: GivenSummary, _ view: JSONValue, _ extract: Extract, _ treated: TreatedTimeline
    ) throws(BriefingFailure) -> JSONValue? {
        guard try choice(extract, treated, key: given.recordKey) == given.choice else { return nil }
        let kept = ["v", "gate", "purpose", "budget", "policy", "explanation", "not_a_decision"]
        var members = (view.object ?? [:]).filter { kept.contains($0.key) }
        members["summary"] = .string(given.id.description)
        return .object(members)
    }
}

/// Which words of which records a summary shows, as one keyed digest.
struct ChosenLines {
    private let lines: JSONValue

    init(_ extract: Extract, _ treated: TreatedTimeline) {
        lines = .array(
            extract.readingOrder.map { line in
                let source = treated.interactions[line.message]
                let record = source.interaction.record.reference
                let text = Array(source.text.text.utf8)[line.range]
                return [
                    .string(record.source.text), .string(record.id), .string(record.version),
                    JSONValue(line.range.lowerBound), JSONValue(line.range.upperBound),
                    .string(line.section.rawValue), .string(String(decoding: text, as: UTF8.self)),
                ]
            })
    }

    func digest(key: [UInt8], digester: any Digester) throws(BriefingFailure) -> [UInt8] {
        do {
            return digester.hmacSHA256(
                key: key, Array("throughline/choice/v1\n".utf8) + (try lines.canonicalBytes()))
        } catch {
            throw BriefingFailure(problem: Problem(.unavailable, detail: "lines have no canonical form"))
        }
    }
}

extension SummaryRequest {
    /// The request that a summary answered, for its grounds.
    ///
    /// - Parameters:
    ///   - given: the summary.
    ///   - acknowledge: the case token of a 202 that the caller acknowledges now.
    public init(explaining given: GivenSummary, acknowledge: ReviewCaseToken?) {
        self.init(
            customer: .customer(given.customer), purpose: given.purpose, conversation: given.conversation,
            budget: SummaryBudget(text: given.choice.budget), acknowledge: acknowledge, explains: true)
    }
}
