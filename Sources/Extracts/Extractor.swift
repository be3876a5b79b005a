import Conversations

/// Chooses verbatim lines of a treated history within a budget.
///
/// The same messages, rules and budget give the same lines on every machine: whole-number arithmetic, ties to
/// the earlier
/// place, no order of a hash table. What stands inside a placeholder is never read; only its class and token
/// count.
public struct Extractor: Sendable {
    let rules: ExtractRules

    /// The codes of the languages that have a lexicon.
    public var languages: [String] { rules.languages }

    /// Takes checked rules.
    public init(rules: ExtractRules) { self.rules = rules }

    /// Chooses facts and lines.
    ///
    /// - Parameters:
    ///   - messages: in the order of the timeline.
    ///   - budget: never exceeded; an extract may be shorter.
    /// - Returns: spans in reading order; empty when the budget or the history is.
    public func extract(_ messages: [ExtractMessage], budget: Budget) -> Extract {
        extract(history(of: messages), budget: budget)
    }

    /// Chooses facts and lines, reading only messages that were not read before.
    ///
    /// - Parameters:
    ///   - messages: in the order of the timeline.
    ///   - budget: never exceeded; an extract may be shorter.
    ///   - prepared: what is kept of earlier readings; afterwards it holds exactly the messages of this history.
    /// - Returns: byte for byte what it would be with nothing kept.
    public func extract(
        _ messages: [ExtractMessage], budget: Budget, keeping prepared: inout PreparedMessages
    ) -> Extract {
        let read = prepared.read(messages, MessageReading(rules: rules))
        return extract(History(messages, read), budget: budget)
    }

    private func extract(_ history: History, budget: Budget) -> Extract {
        let analysis = Analysis(history, rules.weights)
        guard case .tokens(let count) = budget else { return choose(analysis, budget) }
        return fitting(analysis, tokens: max(count, 0))
    }

    private func choose(_ analysis: Analysis, _ budget: Budget) -> Extract {
        var selection = Selection(analysis, budget: budget)
        selection.run()
        return LineWriter(analysis, selection).extract()
    }

    /// The most words whose lines stay within so many tokens by the estimate.
    private func fitting(_ analysis: Analysis, tokens: Int) -> Extract {
        var words = tokens
        while words > 0 {
            let extract = choose(analysis, .words(words))
            let used = extract.readingOrder.reduce(0) { sum, line in
                sum + TokenEstimate.count(analysis.history.prepared[line.message].text.bytes[line.range])
            }
            if used <= tokens { return extract }
            words = min(words - 1, words * tokens / used)
        }
        return choose(analysis, .words(0))
    }

    func history(of messages: [ExtractMessage]) -> History {
        let reading = MessageReading(rules: rules)
        var fallback: Int?
        return History(
            messages,
            messages.map { message in
                let read = reading.read(message.text, fallback: fallback)
                fallback = read.text.language ?? fallback
                return read
            })
    }
}

extension Extractor {
    /// The values of each message in reading order: what each is, where it stands, and a number that equal values share.
    package func values(
        of messages: [ExtractMessage]
    ) -> [[(kind: String, range: Range<Int>, number: Int)]] {
        let history = history(of: messages)
        return history.sentencesOfMessage.enumerated().map { message, sentences in
            let words = history.prepared[message].text.words
            return sentences.flatMap { history.entitiesOfSentence[$0] }.map { place in
                let entity = history.entities[place]
                let last = words[entity.words.upperBound - 1]
                let range = Int(words[entity.words.lowerBound].start)..<Int(last.end)
                return (entity.kind.rawValue, range, Int(entity.value))
            }
        }
    }

    /// The sentences of a history, for baselines that must choose among the same ones.
    package func sentences(of messages: [ExtractMessage]) -> [(message: Int, range: Range<Int>, words: Int)] {
        history(of: messages).sentences.map { ($0.message, $0.bytes, $0.cost) }
    }
}
