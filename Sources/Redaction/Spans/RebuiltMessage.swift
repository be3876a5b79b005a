import Conversations
import FieldPolicy

/// How many values of a class one rule withholds is counted by this.
struct WithheldKey: Hashable {
    let fieldClass: FieldClass
    let rule: RuleID

    init(_ cluster: FindingCluster) {
        fieldClass = cluster.fieldClass
        rule = cluster.decision.rule
    }
}

extension RedactedMessage {
    /// A message as its author wrote it.
    static func verbatim(_ text: String) -> RedactedMessage {
        let whole = 0..<text.utf8.count
        return RedactedMessage(
            text: TreatedText(text: text, placeholders: []),
            spans: SpanMap(
                pieces: whole.isEmpty
                    ? [] : [SpanMap.Piece(treated: whole, original: whole, isVerbatim: true)]))
    }
}

/// A message put together without its values, with what was done to it.
struct RebuiltMessage {
    /// A value and whether anything stays of it.
    struct TreatedCluster {
        let cluster: FindingCluster
        let isWithheld: Bool
    }

    let message: RedactedMessage
    let clusters: [TreatedCluster]
    /// Whether the text is not what its author wrote.
    let isChanged: Bool

    /// What is withheld in full, one entry a value.
    var withheld: some Sequence<WithheldKey> {
        clusters.lazy.filter(\.isWithheld).map { WithheldKey($0.cluster) }
    }
}
