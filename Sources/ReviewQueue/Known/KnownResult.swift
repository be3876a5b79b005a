public import Conversations

/// What one person decided about a known-answer case.
public struct KnownResult: Hashable, Sendable {
    /// Who.
    public let reviewer: PrincipalID
    /// What the known-answer case was about.
    public let test: KnownTest
    /// The case.
    public let token: ReviewCaseToken
    /// Whether they were right: by their own verdict, or by agreeing with a right one or disagreeing with a wrong one.
    public let isRight: Bool
    /// When it was decided.
    public let at: Timestamp

    /// When the reviewer is told.
    public var toldAt: Timestamp { at.adding(milliseconds: Int64(test.tellAfterMinutes) * 60_000) }
}

extension CaseLife {
    /// What became of a test that was decided: a line for whoever took the first decision and for whoever agreed with it;
    /// none for a case that somebody waits for, and none while a second person has to agree.
    ///
    /// A disputed decision stays somebody's answer: the dispute is a case of its own.
    public var knownResults: [KnownResult] {
        guard let test = opened.test, case .final(let outcome) = stage else { return [] }
        let isRight = test.isRight(outcome.decision.verdict)
        return ([outcome.by] + (outcome.confirmedBy.map { [$0] } ?? [])).map { party in
            KnownResult(
                reviewer: party.subject, test: test, token: opened.token, isRight: isRight, at: seenAt)
        }
    }

    /// The result that somebody may know of by a moment: their own, once it is told.
    public func toldResult(to reviewer: PrincipalID, at now: Timestamp) -> KnownResult? {
        knownResults.first { $0.reviewer == reviewer && $0.toldAt <= now }
    }
}

extension KnownTest {
    /// Whether a verdict is one of those that are right; which lines of an edited release were chosen does not matter.
    public func isRight(_ verdict: CaseVerdict) -> Bool { expected.contains(verdict.name) }

    /// What a leaf says of a case that is a test, where only an opening shows it.
    public var mark: JSONValue {
        [
            "known_answer": .string(answer.text), "category": .string(category.text),
            "expected": .array(expected.map(JSONValue.string)),
        ]
    }
}

/// How often people were right about known-answer cases, with the interval that the count proves.
public struct KnownMeasure: Sendable {
    private let results: [KnownResult]

    /// Takes the results that are counted.
    public init(_ results: [KnownResult]) { self.results = results }

    /// One line a category; shares in tenths of a percent, two-sided 95 %.
    public var categories: JSONValue {
        rows(by: "category") { $0.test.category.text }
    }

    /// One line a reviewer, for compliance alone.
    public var reviewers: JSONValue {
        rows(by: "reviewer") { $0.reviewer.text }
    }

    private func rows(by name: String, _ key: (KnownResult) -> String) -> JSONValue {
        let groups = Dictionary(grouping: results, by: key)
        return .array(
            groups.keys.sorted().map { value in
                let group = groups[value] ?? []
                let right = Proportion(hits: group.count(where: \.isRight), total: group.count)
                return [
                    name: .string(value), "asked": JSONValue(right.total), "right": JSONValue(right.hits),
                    "right_permille": ReviewMeasure.permille(right.hits, of: right.total),
                    "right_permille_at_least": JSONValue(
                        Int((right.lower(error: 0.025) * 1_000).rounded(.down))),
                    "right_permille_at_most": JSONValue(
                        Int((right.upper(error: 0.025) * 1_000).rounded(.up))),
                ]
            })
    }
}
