import Conversations

/// Everything that is known of a history before anything is chosen.
struct Analysis {
    let history: History
    let weights: ExtractWeights
    let open: OpenItems
    let freshness: Freshness
    let ledger: ValueLedger
    let scorer: SentenceScorer
    let turns: Turns
    let supersession: Supersession
    /// The last status and the last assignment of each conversation, rising.
    let standingEvents: Set<Int>

    init(_ history: History, _ weights: ExtractWeights) {
        self.history = history
        self.weights = weights
        open = OpenItems(history)
        freshness = Freshness(history, weights)
        ledger = ValueLedger(history, weights, freshness)
        scorer = SentenceScorer(history, weights)
        turns = Turns(history)
        supersession = Supersession(history, ledger)
        standingEvents = Self.standingEvents(history)
    }

    private static func standingEvents(_ history: History) -> Set<Int> {
        struct Key: Hashable {
            let conversation: Int
            let kind: String
        }
        guard history.messages.contains(where: \.isEvent) else { return [] }
        var last: [Key: Int] = [:]
        for (index, message) in history.messages.enumerated() where message.isEvent {
            last[Key(conversation: message.conversation, kind: message.kind.rawValue)] = index
        }
        return Set(last.values)
    }
}
