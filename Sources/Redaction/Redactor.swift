public import Conversations
public import Detection
public import FieldPolicy

/// Treats every personal value of a conversation by one role's view of the policy.
///
/// Findings that overlap are one value with the most restrictive treatment; the text is rebuilt once from left to right.
/// What turns up because its surroundings changed is treated too, until nothing new turns up. Then the finished text is
/// searched once more by itself: a hit is a defect, and nothing is given out. The result depends on withheld values by
/// their class and place only; a value of the record has one token, however it is written.
public struct Redactor: Sendable {
    package let detector: Detector
    let pseudonymiser: any Pseudonymiser
    private let finder: any ValueFinder
    private let inspector: any ValueFinder
    /// How often the treated text may turn up something new.
    private static let roundsMax = 12

    /// Joins a detector with a maker of tokens.
    public init(detector: Detector, pseudonymiser: any Pseudonymiser) {
        self.init(detector: detector, pseudonymiser: pseudonymiser, finder: detector, inspector: detector)
    }

    /// The same with the two searches apart, so that a fault can be put into either.
    ///
    /// - Parameters:
    ///   - detector: prepares and normalises values.
    ///   - pseudonymiser: makes the tokens.
    ///   - finder: says what is to be treated.
    ///   - inspector: searches the finished text.
    package init(
        detector: Detector, pseudonymiser: any Pseudonymiser, finder: any ValueFinder,
        inspector: any ValueFinder
    ) {
        self.detector = detector
        self.pseudonymiser = pseudonymiser
        self.finder = finder
        self.inspector = inspector
    }

    /// Treats the messages of one conversation.
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
        let search: KnownValueSearch
        do { search = try detector.search(for: known) } catch { throw .undetected }
        let isOwn = messages.map(\.byOwnOrganisation)
        let rebuild = ConversationRebuild(
            originals: messages.map { Array($0.text.utf8) }, known: known, view: view,
            treatment: ValueTreatment(detector: detector, pseudonymiser: pseudonymiser, scope: scope),
            escape: PlaceholderEscape(
                classes: view.fieldClasses + detector.fieldClasses + known.map(\.fieldClass)))
        let raw = try findings(in: messages.map(\.text), isOwn, search, by: finder)
        let treated = try settled(rebuild, raw, isOwn, search)
        let left = try leftovers(in: treated.messages.map(VisibleText.init), isOwn, search, view, inspector)
        if let place = left.firstIndex(where: { !$0.isEmpty }) { throw .unsound(message: place) }
        return treated
    }

    /// Treats what is found, then what is found in the treated text, until that is nothing.
    ///
    /// WHY: what a hesitant detector says of the raw text depends on the length of values between it and the word that
    /// makes it hesitate; it is heard only when those are placeholders.
    private func settled(
        _ rebuild: ConversationRebuild, _ raw: [[Finding]], _ isOwn: [Bool], _ search: KnownValueSearch
    ) throws(RedactionFailure) -> RedactedConversation {
        let hesitant = detector.hesitantDetectors
        var findings = raw.map { $0.filter { !hesitant.contains($0.detector) } }
        for _ in 0..<Self.roundsMax {
            let treated = rebuild.conversation(findings)
            let visible = treated.messages.map(VisibleText.init)
            let left = try leftovers(in: visible, isOwn, search, rebuild.view, finder)
            if left.allSatisfy(\.isEmpty) { return treated }
            for (place, list) in left.enumerated() {
                findings[place] += list.map { finding in
                    Finding(
                        range: visible[place].original(of: finding.range), fieldClass: finding.fieldClass,
                        detector: finding.detector, isLinked: finding.isLinked, known: finding.known)
                }
            }
        }
        throw .unsound(message: raw.firstIndex { !$0.isEmpty } ?? 0)
    }

    /// Findings by form in every message, by the record in those that the caller's own organisation did not write.
    private func findings(
        in texts: [String], _ isOwn: [Bool], _ search: KnownValueSearch, by finder: any ValueFinder
    ) throws(RedactionFailure) -> [[Finding]] {
        do {
            var findings = try finder.findings(in: zip(texts, isOwn).map { $1 ? "" : $0 }, search: search)
            guard findings.count == texts.count else { throw RedactionFailure.undetected }
            for place in texts.indices where isOwn[place] {
                findings[place] = try finder.findings(in: [texts[place]], search: .none).first ?? []
            }
            return findings
        } catch {
            throw .undetected
        }
    }

    /// What a search still finds beside the placeholders and may not be shown.
    private func leftovers(
        in visible: [VisibleText], _ isOwn: [Bool], _ search: KnownValueSearch, _ view: PolicyView,
        _ finder: any ValueFinder
    ) throws(RedactionFailure) -> [[Finding]] {
        try findings(in: visible.map(\.text), isOwn, search, by: finder).map { list in
            list.filter { view.decision(for: $0.fieldClass).treatment != .show }
        }
    }
}
