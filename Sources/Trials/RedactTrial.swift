public import Conversations
import Detection
public import FieldPolicy
package import Redaction
public import RuleFiles

/// `try redact`: what one role may read of a text.
public struct RedactTrial: Trial {
    private let redactor: Redactor
    private let view: PolicyView
    /// What a known value may be: a class of the policy or of a detector.
    private let classes: Set<FieldClass>

    /// Loads the detectors of a rule folder and takes one row of the decision table.
    ///
    /// - Parameters:
    ///   - folder: the rule files.
    ///   - view: the role's and purpose's row.
    ///   - pseudonymiser: makes the tokens.
    ///   - phoneNumbers: reads telephone numbers of all countries, where there is such a thing.
    /// - Throws: ``RuleFileProblems`` with every fault of the detectors' files.
    public init(
        folder: RuleFolder, view: PolicyView, pseudonymiser: any Pseudonymiser,
        phoneNumbers: (any PhoneNumbers)? = nil
    ) throws(RuleFileProblems) {
        let detector = Detector(rules: try DetectorRules(folder: folder), phoneNumbers: phoneNumbers)
        self.init(
            redactor: Redactor(detector: detector, pseudonymiser: pseudonymiser), view: view,
            classes: view.fieldClasses + detector.fieldClasses)
    }

    /// The same with a redactor of one's own, so that a fault can be put into it.
    package init(redactor: Redactor, view: PolicyView, classes: [FieldClass]) {
        self.redactor = redactor
        self.view = view
        self.classes = Set(classes)
    }

    /// `{"text"` or `"messages","withheld":[{"class","rule","count"}]}`, as the input had it.
    public func answer(to row: TrialRow) throws(TrialProblem) -> [String: JSONValue] {
        let messages = try row.messages()
        let known = try row.knownValues(of: classes)
        let scope = PseudonymContext(tenant: "default", organisation: "trial", conversation: nil)
        let redacted: RedactedConversation
        do {
            redacted = try redactor.treat(
                messages: messages.map { RedactableMessage(text: $0.text) }, view: view, scope: scope,
                known: known)
        } catch {
            throw TrialProblem(.engine, "the text could not be treated: nothing of it is shown")
        }
        let withheld: [JSONValue] = redacted.withheld.map {
            [
                "class": .string($0.fieldClass.path), "rule": .string($0.rule.text),
                "count": JSONValue($0.count),
            ]
        }
        let texts = redacted.messages.map(\.text.text)
        guard row.hasMessages else { return ["text": .string(texts.joined()), "withheld": .array(withheld)] }
        let treated: [JSONValue] = zip(messages, texts).map { message, text in
            ["author": .string(message.author.rawValue), "text": .string(text)]
        }
        return ["messages": .array(treated), "withheld": .array(withheld)]
    }

    /// How many labelled values are left, and what share of the other characters is gone.
    public func report(on rows: [(row: TrialRow, answer: [String: JSONValue])]) -> [String]? {
        var score = RedactionScore()
        var misfits = 0
        for (row, answer) in rows {
            misfits += row.misfitLabels
            guard let labels = row.labelledSpans(), let messages = try? row.messages() else { continue }
            let texts =
                answer["text"]?.string.map { [$0] }
                ?? (answer["messages"]?.array ?? []).compactMap { $0["text"]?.string }
            score.add(messages: messages.map(\.text), treated: texts, labels: labels)
        }
        let misfitLine = TrialRow.misfitLine(misfits).map { [$0] }
        guard let lines = score.lines() else { return misfitLine }
        return lines + (misfitLine ?? [])
    }
}
