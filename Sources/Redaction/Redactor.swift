public import Conversations
public import Detection
public import FieldPolicy

/// Treats every personal value of a conversation by one role's view of the policy.
///
/// Findings that overlap are one value with the most restrictive treatment; the text is rebuilt once from left to right.
/// Then the finished text is searched again under the same rules: what turns up because its surroundings changed is
/// treated too, and when something is left in the end nothing is given out. The result depends on withheld values by
/// their class and place only.
public struct Redactor: Sendable {
    let detector: Detector
    let pseudonymiser: any Pseudonymiser
    /// How often the finished text may turn up something new.
    private static let roundsMax = 6

    /// Joins a detector with a maker of tokens.
    public init(detector: Detector, pseudonymiser: any Pseudonymiser) {
        self.detector = detector
        self.pseudonymiser = pseudonymiser
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
        let treatment = ValueTreatment(detector: detector, pseudonymiser: pseudonymiser, scope: scope)
        let escape = PlaceholderEscape(
            classes: view.fieldClasses + detector.fieldClasses + known.map(\.fieldClass))
        let originals = messages.map { Array($0.text.utf8) }
        let isOwn = messages.map(\.byOwnOrganisation)
        var findings = try self.findings(in: messages.map(\.text), isOwn, known)
        for _ in 0..<Self.roundsMax {
            var counts: [WithheldKey: Int] = [:]
            var treated: [RedactedMessage] = []
            for (place, original) in originals.enumerated() {
                let clusters = FindingCluster.clusters(findings[place], in: original, view)
                treated.append(rebuild(original, clusters, treatment, escape, &counts))
            }
            let left = try leftovers(in: treated, isOwn, known, view)
            if left.allSatisfy(\.isEmpty) {
                return RedactedConversation(messages: treated, withheld: Self.withheld(counts))
            }
            for (place, list) in left.enumerated() {
                findings[place] += list.map { finding in
                    Finding(
                        range: treated[place].spans.original(of: finding.range),
                        fieldClass: finding.fieldClass,
                        detector: finding.detector, isLinked: finding.isLinked)
                }
            }
        }
        let left = findings.firstIndex { !$0.isEmpty } ?? 0
        throw .unsound(message: left)
    }

    /// Findings by form in every message, by the record in those that the caller's own organisation did not write.
    private func findings(
        in texts: [String], _ isOwn: [Bool], _ known: [KnownValue]
    ) throws(RedactionFailure) -> [[Finding]] {
        do {
            var findings = try detector.findings(in: zip(texts, isOwn).map { $1 ? "" : $0 }, known: known)
            for place in texts.indices where isOwn[place] {
                findings[place] = try detector.findings(in: [texts[place]])[0]
            }
            return findings
        } catch {
            throw .undetected
        }
    }

    /// What a search of the finished text still finds outside its placeholders and may not be shown.
    private func leftovers(
        in treated: [RedactedMessage], _ isOwn: [Bool], _ known: [KnownValue], _ view: PolicyView
    ) throws(RedactionFailure) -> [[Finding]] {
        let texts = treated.map { message in
            // WHY: a placeholder's own letters are no finding; signs of the same length keep every offset.
            var bytes = Array(message.text.text.utf8)
            for placeholder in message.text.placeholders {
                for place in placeholder.range { bytes[place] = UInt8(ascii: "|") }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        return try findings(in: texts, isOwn, known).map { list in
            list.filter { view.decision(for: $0.fieldClass).treatment != .show }
        }
    }
}

extension Redactor {
    private struct WithheldKey: Hashable {
        let fieldClass: FieldClass
        let rule: RuleID
    }

    private func rebuild(
        _ original: [UInt8], _ clusters: [FindingCluster], _ treatment: ValueTreatment,
        _ escape: PlaceholderEscape,
        _ counts: inout [WithheldKey: Int]
    ) -> RedactedMessage {
        var rebuild = TextRebuild(escape: escape)
        var place = 0
        for cluster in clusters {
            rebuild.copy(place..<cluster.range.lowerBound, of: original)
            let value = String(decoding: original[cluster.range], as: UTF8.self)
            switch treatment.outcome(value, fieldClass: cluster.fieldClass, cluster.decision.treatment) {
            case .replaced(let part): rebuild.replace(cluster.range, by: cluster.fieldClass, token: part)
            case .shown, .withheld:
                rebuild.replace(cluster.range, by: cluster.fieldClass, token: nil)
                counts[
                    WithheldKey(fieldClass: cluster.fieldClass, rule: cluster.decision.rule), default: 0] += 1
            }
            place = cluster.range.upperBound
        }
        rebuild.copy(place..<original.count, of: original)
        return rebuild.message
    }

    private static func withheld(_ counts: [WithheldKey: Int]) -> [WithheldCount] {
        counts.map { WithheldCount(fieldClass: $0.key.fieldClass, rule: $0.key.rule, count: $0.value) }
            .sorted { ($0.fieldClass, $0.rule) < ($1.fieldClass, $1.rule) }
    }
}
