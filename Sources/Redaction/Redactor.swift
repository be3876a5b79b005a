public import Conversations
public import Detection
public import FieldPolicy

/// Treats every personal value of a conversation by one role's view of the policy.
///
/// Findings that overlap are one value with the most restrictive treatment; the text is rebuilt once from left to right.
/// What turns up because its surroundings changed is treated too, until a search of the finished text turns up nothing;
/// where that does not end, nothing is given out. The result depends on withheld values by their class and place only; a
/// value of the record has one token, however it is written.
public struct Redactor: Sendable {
    package let detector: Detector
    let pseudonymiser: any Pseudonymiser
    let finder: any ValueFinder
    /// Searches the whole finished text once more, where it is not the finder itself that did so last.
    let inspector: (any ValueFinder)?
    let hesitant: Set<DetectorID>

    /// Joins a detector with a maker of tokens.
    public init(detector: Detector, pseudonymiser: any Pseudonymiser) {
        self.init(detector: detector, pseudonymiser: pseudonymiser, finder: detector, inspector: nil)
    }

    /// The same with the two searches apart, so that a fault can be put into either.
    ///
    /// - Parameters:
    ///   - detector: prepares and normalises values.
    ///   - pseudonymiser: makes the tokens.
    ///   - finder: says what is to be treated.
    ///   - inspector: searches the finished text; `nil` for what the finder says of it.
    package init(
        detector: Detector, pseudonymiser: any Pseudonymiser, finder: any ValueFinder,
        inspector: (any ValueFinder)?
    ) {
        self.detector = detector
        self.pseudonymiser = pseudonymiser
        self.finder = finder
        self.inspector = inspector
        hesitant = detector.hesitantDetectors
    }

    /// Makes everything ready that one request needs, once.
    ///
    /// - Parameters:
    ///   - view: the row of the decision table for this role and purpose.
    ///   - scope: within what equal values get equal tokens.
    ///   - known: values of the customer's record and household.
    ///   - beyond: those of the known values that are outside the caller's reach: searched for, and without influence on
    ///     the tokens of others.
    /// - Returns: what treats the request's texts and fields.
    /// - Throws: ``RedactionFailure/undetected`` when there are more known values than can be searched for.
    public func request(
        view: PolicyView, scope: PseudonymContext, known: [KnownValue], beyond: Set<KnownValue> = []
    ) throws(RedactionFailure) -> RequestRedactor {
        try RequestRedactor(redactor: self, view: view, scope: scope, known: known, beyond: beyond)
    }

    /// Treats the messages of one conversation, where there is nothing else to treat for the request.
    ///
    /// - Parameters:
    ///   - messages: in order; a known value may be split over neighbours.
    ///   - view: the row of the decision table for this role and purpose.
    ///   - scope: within what equal values get equal tokens.
    ///   - known: values of the customer's record and household.
    /// - Returns: as many messages as went in, and what was withheld.
    /// - Throws: ``RedactionFailure`` when the text could not be searched or is not clean in the end.
    public func treat(
        messages: [RedactableMessage], view: PolicyView, scope: PseudonymContext, known: [KnownValue]
    ) throws(RedactionFailure) -> RedactedConversation {
        try request(view: view, scope: scope, known: known).treat(messages: messages)
    }
}
