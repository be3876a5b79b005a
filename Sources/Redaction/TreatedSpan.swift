public import Conversations
public import Detection
public import FieldPolicy

/// What became of one value in a text, and why. It never holds the value, nor a part of it.
public struct TreatedSpan: Hashable, Sendable {
    /// The index of the message.
    public let message: Int
    /// UTF-8 bytes of the original message, half open: the union of what was found there.
    public let range: Range<Int>
    /// The class whose treatment the value has, the most restrictive of those found.
    public let fieldClass: FieldClass
    /// What was decided, by which rule and why.
    public let decision: Decision
    /// Whether nothing stays of the value: withheld, or a treatment that does not fit it.
    public let isWithheld: Bool
    /// Every find that led here, by place.
    public let findings: [Finding]

    init(message: Int, _ cluster: RebuiltMessage.TreatedCluster) {
        self.message = message
        range = cluster.cluster.range
        fieldClass = cluster.cluster.fieldClass
        decision = cluster.cluster.decision
        isWithheld = cluster.isWithheld
        findings = Array(cluster.cluster.findings)
    }

    /// The detectors that led here, by name, each once; `known-value` stands for the customer's record.
    public var detectors: [DetectorID] { Set(findings.map(\.detector)).sorted() }

    /// Whether the customer's record led here.
    public var isLinked: Bool { findings.contains(where: \.isLinked) }
}
