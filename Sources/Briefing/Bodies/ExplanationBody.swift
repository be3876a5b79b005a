import Conversations
import Extracts

/// The `explanation` member: why each line was chosen, and what was left out.
///
/// It names only what the caller may read: places in treated text and numbers that derive from it.
struct ExplanationBody {
    let lines: LineBody
    /// Whether each chosen line is quoted, where the answer does not show it beside its grounds.
    var quotesLines = false

    private static let termsMax = 5

    func json(_ grounds: ExtractExplanation) -> JSONValue {
        [
            "chosen": .array(grounds.chosen.map(chosen)),
            "left_out": .array(grounds.leftOut.map(leftOut)),
            "left_out_counts": .object(
                Dictionary(
                    uniqueKeysWithValues: grounds.counts.map { ($0.reason.rawValue, JSONValue($0.count)) })),
        ]
    }

    private func chosen(_ chosen: ExtractExplanation.Chosen) -> JSONValue {
        var members: [String: JSONValue] = [
            "record": record(chosen.line.message), "span": span(chosen.line.range),
            "section": .string(chosen.line.section.rawValue),
            "reasons": .array(chosen.line.reasons.map(JSONValue.string)),
            "features": .array(
                chosen.terms.prefix(Self.termsMax).map { term in
                    ["feature": .string(term.feature), "thousandths": JSONValue(term.thousandths)]
                }),
        ]
        if quotesLines {
            let bytes = Array(lines.interactions[chosen.line.message].text.text.utf8)[chosen.line.range]
            members["text"] = .string(String(decoding: bytes, as: UTF8.self))
        }
        return .object(members)
    }

    private func leftOut(_ leftOut: ExtractExplanation.LeftOut) -> JSONValue {
        [
            "record": record(leftOut.message), "span": span(leftOut.range),
            "reason": .string(leftOut.reason.rawValue), "score": JSONValue(leftOut.score),
        ]
    }

    private func record(_ message: Int) -> JSONValue {
        lines.references.record(lines.interactions[message].interaction.record.reference)
    }

    private func span(_ range: Range<Int>) -> JSONValue {
        ["start": JSONValue(range.lowerBound), "end": JSONValue(range.upperBound)]
    }
}
