import Conversations
import Detection
import FieldPolicy

/// The messages of one conversation and what is needed to put them together without their values.
struct ConversationRebuild {
    let texts: [String]
    /// The same in UTF-8.
    let originals: [[UInt8]]
    let known: [KnownValue]
    let view: PolicyView
    let treatment: ValueTreatment
    let escape: PlaceholderEscape

    /// One message with a placeholder for every finding that is not shown.
    func message(_ place: Int, _ findings: [Finding]) -> RebuiltMessage {
        let original = originals[place]
        // WHY: most messages hold nothing to treat.
        if findings.isEmpty, !original.contains(UInt8(ascii: "[")) {
            return RebuiltMessage(message: .verbatim(texts[place]), clusters: [], isChanged: false)
        }
        var rebuild = TextRebuild(escape: escape, bytes: original.count + 64)
        var treated: [RebuiltMessage.TreatedCluster] = []
        var end = 0
        for cluster in FindingCluster.clusters(findings, in: original, view) {
            rebuild.copy(end..<cluster.range.lowerBound, of: original)
            let part = part(of: cluster, in: original)
            rebuild.replace(cluster.range, by: cluster.fieldClass, token: part)
            treated.append(RebuiltMessage.TreatedCluster(cluster: cluster, isWithheld: part == nil))
            end = cluster.range.upperBound
        }
        rebuild.copy(end..<original.count, of: original)
        return RebuiltMessage(message: rebuild.message, clusters: treated, isChanged: !rebuild.isVerbatim)
    }

    /// What stays of a value that is not shown; `nil` when nothing does.
    private func part(of cluster: FindingCluster, in original: [UInt8]) -> String? {
        guard cluster.decision.treatment != .withhold else { return nil }
        // WHY: nicknames, slips and spelled digits of one value take what the record's own spelling gives.
        let value =
            cluster.known.flatMap { known.indices.contains($0) ? known[$0].value : nil }
            ?? String(decoding: original[cluster.range], as: UTF8.self)
        let outcome = treatment.outcome(
            value, fieldClass: cluster.fieldClass, cluster.decision.treatment, whole: { value })
        if case .replaced(let part) = outcome { return part }
        return nil
    }
}
