/// A reason why a person must look before a conversation is disclosed to some roles.
public struct Flag: Hashable, Sendable {
    /// Where the evidence of a flag stands.
    public struct Evidence: Hashable, Sendable {
        /// The index of the message in the assessed list, from 0.
        public let message: Int
        /// UTF-8 bytes of the raw message, half open.
        public let range: Range<Int>

        /// Joins a message and a span in it.
        public init(message: Int, range: Range<Int>) {
            self.message = message
            self.range = range
        }
    }

    /// A field or an event of a record that speaks for a flag; its value is never kept.
    public struct NamedField: Hashable, Sendable {
        /// The row.
        public let record: RecordReference
        /// The mapped name of the field, or the kind of the event.
        public let name: String

        /// Joins a row and a name.
        public init(record: RecordReference, name: String) {
            self.record = record
            self.name = name
        }
    }

    /// The category, for example `legal`; the list is data.
    public let category: FlagCategory
    /// 1 (low) to 4 (imminent harm).
    public let severity: Int
    /// 0 to 100; how sure the rule is, apart from how grave the case is.
    public let confidence: Int
    /// The rule that raised it.
    public let rule: RuleID
    /// The spans that raised it, in reading order; at least one, or at least one field.
    public let evidence: [Evidence]
    /// The fields and events that raised it or joined its spans, by record, then by name.
    public let fields: [NamedField]

    /// Joins the parts; severity is held to 1–4 and confidence to 0–100.
    public init(
        category: FlagCategory, severity: Int, confidence: Int, rule: RuleID, evidence: [Evidence],
        fields: [NamedField] = []
    ) {
        precondition((1...4).contains(severity), "severity runs from 1 to 4")
        precondition((0...100).contains(confidence), "confidence runs from 0 to 100")
        self.category = category
        self.severity = severity
        self.confidence = confidence
        self.rule = rule
        self.evidence = evidence
        self.fields = fields
    }
}
