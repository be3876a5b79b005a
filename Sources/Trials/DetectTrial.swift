public import Conversations
import Detection
public import RuleFiles

/// `try detect`: where personal values stand in a text.
public struct DetectTrial: Trial {
    private let detector: Detector

    /// Loads the detectors of a rule folder.
    ///
    /// - Parameters:
    ///   - folder: the rule files.
    ///   - phoneNumbers: reads telephone numbers of all countries, where there is such a thing.
    /// - Throws: ``RuleFileProblems`` with every fault of the detectors' files.
    public init(folder: RuleFolder, phoneNumbers: (any PhoneNumbers)? = nil) throws(RuleFileProblems) {
        detector = Detector(rules: try DetectorRules(folder: folder), phoneNumbers: phoneNumbers)
    }

    /// The spans of one row by start: `{"spans":[{"start","end","class","detector"}]}`; a row of several messages gives
    /// each span its `message`.
    public func answer(to row: TrialRow) throws(TrialProblem) -> [String: JSONValue] {
        let messages = try row.messages().map(\.text)
        let known = try row.knownValues()
        let findings: [[Finding]]
        do {
            findings = try detector.findings(in: messages, known: known)
        } catch .messageTooLarge {
            throw TrialProblem(
                .tooLarge,
                "expected messages of at most \(Detector.messageBytesMax) bytes, found a longer one")
        } catch {
            throw TrialProblem(.engine, "\(error)")
        }
        var spans: [JSONValue] = []
        for (message, list) in findings.enumerated() {
            for finding in list {
                var span: [String: JSONValue] = [
                    "start": JSONValue(finding.range.lowerBound), "end": JSONValue(finding.range.upperBound),
                    "class": .string(finding.fieldClass.path), "detector": .string(finding.detector.text),
                ]
                if row.hasMessages { span["message"] = JSONValue(message) }
                spans.append(.object(span))
            }
        }
        return ["spans": .array(spans)]
    }

    /// Recall, precision and full cover of each class against `labels`.
    public func report(on rows: [(row: TrialRow, answer: [String: JSONValue])]) -> [String]? {
        var score = SpanScore()
        var hasLabels = false
        var misfits = 0
        for (row, answer) in rows {
            misfits += row.misfitLabels
            guard let labels = row.labelledSpans() else { continue }
            hasLabels = true
            score.add(labels: labels, found: spans(of: answer))
        }
        guard hasLabels else { return TrialRow.misfitLine(misfits).map { [$0] } }
        return score.lines() + [TrialRow.misfitLine(misfits)].compactMap(\.self)
    }

    private func spans(of answer: [String: JSONValue]) -> [SpanScore.Span] {
        (answer["spans"]?.array ?? []).compactMap { span in
            guard let start = span["start"]?.int, let end = span["end"]?.int,
                let fieldClass = span["class"]?.string
            else { return nil }
            return SpanScore.Span(
                message: Int(span["message"]?.int ?? 0), range: Int(start)..<Int(end), fieldClass: fieldClass)
        }
    }
}
