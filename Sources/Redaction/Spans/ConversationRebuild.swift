import Conversations
import Detection
import FieldPolicy

/// The messages of one conversation and what is needed to put them together without their values.
struct ConversationRebuild {
    let originals: [[UInt8]]
    let known: [KnownValue]
    let view: PolicyView
    let treatment: ValueTreatment
    let escape: PlaceholderEscape

    private struct WithheldKey: Hashable {
        let fieldClass: FieldClass
        let rule: RuleID
    }

    /// The messages with a placeholder for every finding that is not shown; one list of findings for each message.
    func conversation(_ findings: [[Finding]]) -> RedactedConversation {
        var counts: [WithheldKey: Int] = [:]
        let messages = zip(originals, findings).map { message($0, $1, &counts) }
        let withheld = counts.map {
            WithheldCount(fieldClass: $0.key.fieldClass, rule: $0.key.rule, count: $0.value)
        }
        return RedactedConversation(
            messages: messages,
            withheld: withheld.sorted { ($0.fieldClass, $0.rule) < ($1.fieldClass, $1.rule) })
    }

    private func message(
        _ original: [UInt8], _ findings: [Finding], _ counts: inout [WithheldKey: Int]
    ) -> RedactedMessage {
        var rebuild = TextRebuild(escape: escape)
        var place = 0
        for cluster in FindingCluster.clusters(findings, in: original, view) {
            rebuild.copy(place..<cluster.range.lowerBound, of: original)
            // WHY: nicknames, slips and spelled digits of one value take what the record's own spelling gives.
            let value =
                cluster.known.flatMap { known.indices.contains($0) ? known[$0].value : nil }
                ?? String(decoding: original[cluster.range], as: UTF8.self)
            switch treatment.outcome(
                value, whole: value, fieldClass: cluster.fieldClass, cluster.decision.treatment)
            {
            case .replaced(let part): rebuild.replace(cluster.range, by: cluster.fieldClass, token: part)
            case .shown, .withheld:
                rebuild.replace(cluster.range, by: cluster.fieldClass, token: nil)
                let key = WithheldKey(fieldClass: cluster.fieldClass, rule: cluster.decision.rule)
                counts[key, default: 0] += 1
            }
            place = cluster.range.upperBound
        }
        rebuild.copy(place..<original.count, of: original)
        return rebuild.message
    }
}
