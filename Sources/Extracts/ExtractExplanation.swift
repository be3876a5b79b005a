/// Why an extract is as it is.
public struct ExtractExplanation: Hashable, Sendable {
    /// One feature and what it added to a line's score, in thousandths of the scores' deviation.
    public struct Term: Hashable, Sendable {
        /// The feature, as `weights.yaml` names it.
        public let feature: String
        /// What it added; negative when it spoke against the line.
        public let thousandths: Int
    }

    /// Why one line stands in the extract.
    public struct Chosen: Hashable, Sendable {
        /// The line.
        public let line: ExtractLine
        /// All features of its sentence, the strongest first.
        public let terms: [Term]
    }

    /// Why a sentence does not.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// A greeting, thanks, a signature or a machine's menu.
        case furniture
        /// Quoted or pasted text that stands elsewhere in its author's own words.
        case folded
        /// All its values are shown already.
        case repeated
        /// Others were worth more within the budget.
        case budget
    }

    /// A sentence that was left out, whole or in part.
    public struct LeftOut: Hashable, Sendable {
        /// The message it stands in.
        public let message: Int
        /// UTF-8 bytes of the treated message, half open.
        public let range: Range<Int>
        /// Why.
        public let reason: Reason
        /// The score of its features, in thousandths.
        public let score: Int
    }

    /// The lines in reading order.
    public let chosen: [Chosen]
    /// What was left out, the best first, at most ``leftOutMax``.
    public let leftOut: [LeftOut]
    /// How many sentences were left out, by reason, in the order of ``Reason/allCases``.
    public let counts: [(reason: Reason, count: Int)]

    /// The most sentences that are listed as left out.
    public static let leftOutMax = 20

    /// Whether two explanations say the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.chosen == right.chosen && left.leftOut == right.leftOut
            && left.counts.map(\.count) == right.counts.map(\.count)
    }

    /// Feeds what the explanation says.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(chosen)
        hasher.combine(leftOut)
    }
}

extension Extractor {
    /// Says why an extract is as it is: the same choice again, with its grounds.
    ///
    /// - Parameters:
    ///   - messages: what the extract was made of.
    ///   - budget: what it was made with.
    /// - Returns: the grounds of the extract that ``extract(_:budget:)`` gives for the same arguments.
    public func explain(_ messages: [ExtractMessage], budget: Budget) -> ExtractExplanation {
        let extract = extract(messages, budget: budget)
        let history = history(of: messages)
        let analysis = Analysis(history, rules.weights)
        let lines = extract.readingOrder
        let chosen = lines.map { line in
            let sentence = history.sentencesOfMessage[line.message].first {
                history.sentences[$0].bytes.overlaps(line.range)
            }
            return ExtractExplanation.Chosen(line: line, terms: sentence.map(analysis.terms) ?? [])
        }
        let shown = Set(lines.flatMap { line in values(in: line, history) })
        var leftOut: [ExtractExplanation.LeftOut] = []
        for (index, sentence) in history.sentences.enumerated() {
            let isShown = lines.contains {
                $0.message == sentence.message && $0.range.overlaps(sentence.bytes)
            }
            guard !isShown else { continue }
            leftOut.append(
                ExtractExplanation.LeftOut(
                    message: sentence.message, range: sentence.bytes,
                    reason: analysis.reason(index, shown: shown), score: analysis.scorer.score(of: index)))
        }
        let counts = ExtractExplanation.Reason.allCases.map { reason in
            (reason: reason, count: leftOut.count { $0.reason == reason })
        }
        let ranked = leftOut.enumerated().sorted {
            ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
        }
        return ExtractExplanation(
            chosen: chosen,
            leftOut: ranked.prefix(ExtractExplanation.leftOutMax).map(\.element), counts: counts)
    }

    private func values(in line: ExtractLine, _ history: History) -> [Int32] {
        let text = history.prepared[line.message].text
        return history.sentencesOfMessage[line.message].flatMap { history.entitiesOfSentence[$0] }.filter {
            let first = text.words[history.entities[$0].words.lowerBound]
            return line.range.contains(Int(first.start))
        }.map { history.entities[$0].value }
    }
}

extension Analysis {
    fileprivate func terms(of index: Int) -> [ExtractExplanation.Term] {
        zip(Feature.allCases, scorer.terms(of: index)).enumerated().sorted {
            (abs($1.element.1), $0.offset) < (abs($0.element.1), $1.offset)
        }.map { ExtractExplanation.Term(feature: $0.element.0.rawValue, thousandths: $0.element.1) }
    }

    fileprivate func reason(_ index: Int, shown: Set<Int32>) -> ExtractExplanation.Reason {
        let sentence = history.sentences[index]
        if sentence.origin == .furniture {
            let wasQuoted = history.prepared[sentence.message].sentences[sentence.place].origin == .quoted
            return wasQuoted ? .folded : .furniture
        }
        let values = history.entitiesOfSentence[index].map { history.entities[$0].value }
        return !values.isEmpty && values.allSatisfy(shown.contains) ? .repeated : .budget
    }
}
