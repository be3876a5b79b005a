public import Conversations
public import Detection
public import FieldPolicy
import Redaction
public import RuleFiles

/// Says of every personal value in a text what becomes of it for one role and purpose, and why; never the value.
///
/// It goes the way of an answer: found by form and by the customer's record, overlapping finds as one, the most restrictive
/// class first. What is shown as it is is told too, so that over-exposure shows.
public struct TextExplanation: Sendable {
    /// One value in the text.
    public struct Part: Hashable, Sendable {
        /// UTF-8 bytes of the text, half open.
        public let range: Range<Int>
        /// The class that decides.
        public let fieldClass: FieldClass
        /// Whether nothing stays of the value: withheld, or a treatment that does not fit it.
        public let isWithheld: Bool
        /// Everything that led here, by place: which detector, and what spoke for it.
        public let findings: [Finding]
    }

    private let redactor: Redactor
    private let view: PolicyView

    /// Loads the detectors of a rule folder and takes one row of the decision table.
    ///
    /// - Parameters:
    ///   - folder: the rule files.
    ///   - view: the role's and purpose's row.
    ///   - pseudonymiser: makes the tokens that are looked at and thrown away.
    ///   - phoneNumbers: reads telephone numbers of all countries, where there is such a thing.
    /// - Throws: ``RuleFileProblems`` with every fault of the detectors' files.
    public init(
        folder: RuleFolder, view: PolicyView, pseudonymiser: any Pseudonymiser,
        phoneNumbers: (any PhoneNumbers)? = nil
    ) throws(RuleFileProblems) {
        redactor = Redactor(
            detector: Detector(rules: try DetectorRules(folder: folder), phoneNumbers: phoneNumbers),
            pseudonymiser: pseudonymiser)
        self.view = view
    }

    /// The record that values are looked for by: `{"known":[{"class","value"}]}`, or only that list.
    ///
    /// - Parameter document: the parsed file.
    /// - Returns: the values; `nil` when the document has another form.
    public static func known(in document: JSONValue) -> [KnownValue]? {
        guard let items = document.array ?? document["known"]?.array else { return nil }
        let known = items.compactMap { item -> KnownValue? in
            guard let fieldClass = item["class"]?.string.flatMap({ FieldClass($0) }),
                let value = item["value"]?.string
            else { return nil }
            return KnownValue(fieldClass: fieldClass, value: value)
        }
        return known.count == items.count ? known : nil
    }

    /// Parts of one class that overlap, as one: a name and the words that it is made of.
    private static func joined(_ parts: [Part]) -> [Part] {
        let sorted = parts.sorted {
            ($0.fieldClass, $0.range.lowerBound, $0.range.upperBound)
                < ($1.fieldClass, $1.range.lowerBound, $1.range.upperBound)
        }
        return sorted.reduce(into: []) { joined, part in
            guard let last = joined.last, last.fieldClass == part.fieldClass, last.range.overlaps(part.range)
            else {
                return joined.append(part)
            }
            joined[joined.count - 1] = Part(
                range: last.range.lowerBound..<max(last.range.upperBound, part.range.upperBound),
                fieldClass: part.fieldClass, isWithheld: false, findings: last.findings + part.findings)
        }
    }

    /// Explains a text.
    ///
    /// - Parameters:
    ///   - text: as somebody wrote it.
    ///   - known: values of the customer's record and household; empty to go by form alone.
    /// - Returns: the values by place.
    /// - Throws: ``TrialProblem/Code/engine`` when the text could not be searched or treated.
    public func parts(of text: String, known: [KnownValue]) throws(TrialProblem) -> [Part] {
        do {
            let scope = PseudonymContext(tenant: "default", organisation: "trial", conversation: nil)
            let request = try redactor.request(view: view, scope: scope, known: known)
            let treated = try request.explain(messages: [RedactableMessage(text: text)]).map {
                Part(
                    range: $0.range, fieldClass: $0.fieldClass, isWithheld: $0.isWithheld,
                    findings: $0.findings)
            }
            let found = try redactor.detector.findings(in: [text], known: known).first ?? []
            let shown = found.filter { finding in
                view.decision(for: finding.fieldClass).treatment == .show
                    && !treated.contains { $0.range.overlaps(finding.range) }
            }.map {
                Part(range: $0.range, fieldClass: $0.fieldClass, isWithheld: false, findings: [$0])
            }
            return (treated + Self.joined(shown)).sorted {
                ($0.range.lowerBound, $0.range.upperBound, $0.fieldClass)
                    < ($1.range.lowerBound, $1.range.upperBound, $1.fieldClass)
            }
        } catch {
            throw TrialProblem(.engine, "the text could not be treated: nothing of it is shown")
        }
    }
}
