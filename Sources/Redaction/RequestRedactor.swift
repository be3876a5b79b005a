import Conversations
public import Detection
public import FieldPolicy

/// A redactor made ready for one request: the row of the decision table, the scope of tokens and the known values.
///
/// What is searched for is prepared once and shared by texts and fields; so are the tokens, so that no two values of one
/// view have the same one. Make a new one for each request and keep it no longer than that.
public struct RequestRedactor: Sendable {
    let redactor: Redactor
    /// The row of the decision table for this role and purpose.
    public let view: PolicyView
    /// Values of the customer's record and household.
    public let known: [KnownValue]
    let search: KnownValueSearch
    let treatment: ValueTreatment
    let escape: PlaceholderEscape

    init(
        redactor: Redactor, view: PolicyView, scope: PseudonymContext, known: [KnownValue],
        beyond: Set<KnownValue>
    ) throws(RedactionFailure) {
        let search: KnownValueSearch
        do { search = try redactor.detector.search(for: known) } catch { throw .undetected }
        self.search = search
        self.redactor = redactor
        self.view = view
        self.known = known
        let detector = redactor.detector
        treatment = ValueTreatment(
            detector: detector,
            // WHY: a value that is searched for only must not lend its token to a shorter one that is within reach.
            tokens: TokenBook(
                detector: detector, pseudonymiser: redactor.pseudonymiser,
                known: known.filter { !beyond.contains($0) }),
            scope: scope
        ) { part in
            guard let found = try? detector.findings(in: [part], search: search) else { return false }
            return found.joined().allSatisfy { view.decision(for: $0.fieldClass).treatment == .show }
        }
        escape = PlaceholderEscape { view.fieldClasses + detector.fieldClasses + known.map(\.fieldClass) }
    }

    /// Treats the messages of one conversation.
    ///
    /// - Parameter messages: in order; a known value may be split over neighbours.
    /// - Returns: as many messages as went in, and what was withheld.
    /// - Throws: ``RedactionFailure`` when the text could not be searched or is not clean in the end.
    public func treat(messages: [RedactableMessage]) throws(RedactionFailure) -> RedactedConversation {
        try settled(messages).conversation
    }

    /// Says of every value in some messages what became of it and why; never the value.
    ///
    /// - Parameter messages: as for ``treat(messages:)``.
    /// - Returns: the treated stretches by message, then place. What is shown as it is is not among them.
    /// - Throws: ``RedactionFailure`` as ``treat(messages:)`` does.
    public func explain(messages: [RedactableMessage]) throws(RedactionFailure) -> [TreatedSpan] {
        try settled(messages).spans
    }

    private func settled(_ messages: [RedactableMessage]) throws(RedactionFailure) -> Settling {
        let finding = MessageSearch(search: search, isOwn: messages.map(\.byOwnOrganisation))
        let texts = messages.map(\.text)
        let raw = try finding.all(in: texts, by: redactor.finder)
        var settling = Settling(
            rebuild: ConversationRebuild(
                texts: texts, originals: texts.map { Array($0.utf8) }, known: known, view: view,
                treatment: treatment,
                escape: escape),
            raw: raw, hesitant: redactor.hesitant, isOwn: finding.isOwn)
        try settling.run(finding, by: redactor.finder)
        if let inspector = redactor.inspector { try settling.inspect(finding, by: inspector) }
        return settling
    }
}
