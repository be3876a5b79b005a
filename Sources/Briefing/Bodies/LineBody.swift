import AuditTrail
import Conversations
import Extracts

/// One line of a view: a verbatim span of treated text with everything that proves where it came from.
struct LineBody {
    let interactions: [TreatedInteraction]
    let references: References
    let keys: DisclosureKeys
    let digester: any Digester

    func json(_ line: ExtractLine) throws(BriefingFailure) -> JSONValue {
        let treated = interactions[line.message]
        let interaction = treated.interaction
        let bytes = Array(treated.text.text.utf8)[line.range]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            // INVARIANT: a span cuts no code point; one that does would be a line that nobody said.
            throw BriefingFailure(
                problem: Problem(.unavailable, detail: "a line does not derive from its record"))
        }
        return [
            "text": .string(text),
            "section": .string(line.section.rawValue),
            "marks": .array(line.marks.map { .string($0.rawValue) }),
            "related": .array(
                line.related.map { references.record(interactions[$0].interaction.record.reference) }),
            "times_given": JSONValue(line.timesGiven),
            "author": [
                "role": .string(interaction.author.role.rawValue),
                "known_by": interaction.author.id == nil ? "claim" : "source",
            ],
            "channel": .string(interaction.channel),
            "at": .string(interaction.at.description),
            "time_uncertain": .bool(interaction.isTimeUncertain),
            "edited": .bool(interaction.isEdited),
            "source": references.source(interaction.record.reference.source),
            "conversation": references.conversation(interaction.conversation),
            "record": references.record(interaction.record.reference),
            "span": ["start": JSONValue(line.range.lowerBound), "end": JSONValue(line.range.upperBound)],
            "commitment": .string(try commitment(interaction.record)),
        ]
    }

    private func commitment(_ record: Record) throws(BriefingFailure) -> String {
        do {
            return Base64URL.encode(try Commitments(digester: digester).record(record, key: keys.recordKey))
        } catch {
            throw BriefingFailure(problem: Problem(.unavailable, detail: "a record has no canonical form"))
        }
    }
}
