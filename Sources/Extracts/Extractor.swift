/// Chooses verbatim lines of a treated history within a budget.
///
/// The same messages, rules and budget give the same lines on every machine: whole-number arithmetic, ties to
/// the earlier
/// place, no order of a hash table. What stands inside a placeholder is never read; only its class and token
/// count.
public struct Extractor: Sendable {
    private let rules: ExtractRules

    /// Takes checked rules.
    public init(rules: ExtractRules) { self.rules = rules }

    /// Chooses facts and lines.
    ///
    /// - Parameters:
    ///   - messages: in the order of the timeline.
    ///   - budget: never exceeded; an extract may be shorter.
    /// - Returns: spans in reading order; empty when the budget or the history is.
    public func extract(_ messages: [ExtractMessage], budget: Budget) -> Extract {
        let history = History(messages, rules)
        let open = OpenItems(history)
        var selection = Selection(history, rules.weights, open, budget: budget)
        selection.run()
        let writer = LineWriter(history, rules.weights, open, taken: selection.taken)
        return writer.extract()
    }
}

extension Extractor {
    /// The sentences of a history, for baselines that must choose among the same ones.
    package func sentences(of messages: [ExtractMessage]) -> [(message: Int, range: Range<Int>, words: Int)] {
        History(messages, rules).sentences.map { ($0.message, $0.bytes, $0.cost) }
    }
}
