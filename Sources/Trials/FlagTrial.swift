public import Conversations
public import ReviewFlags
public import RuleFiles

/// `throughline try flag`: the review flags of a text or a conversation; the gate is not run.
public struct FlagTrial: Trial {
    /// The detector it runs.
    public let detector: FlagDetector

    /// Compiles the rules of a folder; the digester holds a linear model against the digest in its file.
    ///
    /// - Throws: ``RuleFileProblems`` with every fault of its `review/` files.
    public init(folder: RuleFolder, digester: some Digester) throws(RuleFileProblems) {
        detector = FlagDetector(rules: try FlagRules(folder: folder, digester: digester))
    }

    /// `{"assessed","flags":[{"category","severity","confidence","rule","evidence":[{"message","start","end"}]}]}`.
    ///
    /// - Throws: ``TrialProblem`` when the row has neither `text` nor fitting `messages`.
    public func answer(to row: TrialRow) throws(TrialProblem) -> [String: JSONValue] {
        let assessment = detector.assess(try row.messages().map(Self.message))
        return [
            "assessed": .bool(assessment.isAssessed),
            "flags": .array(assessment.flags.map(Self.value)),
        ]
    }

    /// For each category recall, precision and the share of false flags with Wilson intervals, against `labels`: a list
    /// of categories or `none`.
    public func report(on rows: [(row: TrialRow, answer: [String: JSONValue])]) -> [String]? {
        var score = FlagScore(modelBudgetPermille: detector.rules.modelBudgetPermille)
        let learned = Set(detector.rules.rules.filter { $0.origin == .learned }.map(\.id.text))
        var misfits = 0
        for (row, answer) in rows {
            guard let labels = row.members["labels"], labels != .null else { continue }
            guard let labels = labels.array, labels.allSatisfy({ $0.string != nil }) else {
                misfits += 1
                continue
            }
            score.add(
                labels: Set(labels.compactMap(\.string)),
                found: Set((answer["flags"]?.array ?? []).compactMap { $0["category"]?.string }),
                isAssessed: answer["assessed"]?.bool ?? false,
                isByModelAlone: Self.isByModelAlone(answer, learned: learned))
        }
        let misfitLines =
            misfits == 0
            ? [] : ["rows with labels of another form, not scored: \(misfits); expected a list of categories"]
        guard let lines = score.lines else { return misfitLines.isEmpty ? nil : misfitLines }
        return lines + timelines(of: rows.map(\.row)) + misfitLines
    }

    /// The share of timelines of harmless rows that hold; none when there are few such rows.
    private func timelines(of rows: [TrialRow]) -> [String] {
        let harmless = rows.filter { row in
            guard let labels = row.members["labels"]?.array else { return false }
            return labels.allSatisfy { $0.string == "none" }
        }
        let messages = harmless.compactMap { try? $0.messages().map(Self.message) }
        guard let timelines = NeutralTimelines(of: messages, detector: detector) else { return [] }
        return [
            "timelines of five conversations of ten rows labelled none, one open, that end in a hold: "
                + FlagScore.share(timelines.held, timelines.count)
        ]
    }

    private static func message(_ message: TrialMessage) -> FlagMessage {
        FlagMessage(author: message.author, text: message.text, at: message.at)
    }

    /// Whether a row has flags, and all of them come from the linear model.
    private static func isByModelAlone(_ answer: [String: JSONValue], learned: Set<String>) -> Bool {
        let rules = (answer["flags"]?.array ?? []).compactMap { $0["rule"]?.string }
        return !rules.isEmpty && rules.allSatisfy(learned.contains)
    }

    private static func value(_ flag: Flag) -> JSONValue {
        [
            "category": .string(flag.category.text),
            "severity": JSONValue(flag.severity),
            "confidence": JSONValue(flag.confidence),
            "rule": .string(flag.rule.text),
            "evidence": .array(
                flag.evidence.map { span in
                    [
                        "message": JSONValue(span.message),
                        "start": JSONValue(span.range.lowerBound),
                        "end": JSONValue(span.range.upperBound),
                    ]
                }),
        ]
    }
}
