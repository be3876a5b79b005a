import Conversations

/// What was read of the messages of one view, kept so that a new message costs its own work only.
///
/// A message is found again by its treated text, so nothing kept for one role serves another's text. Whoever
/// keeps it drops it with the customer: it holds treated text and must not outlive an erasure.
public struct PreparedMessages: Sendable {
    private struct Key: Hashable {
        let text: TreatedText
        let fallback: Int?
    }

    private struct Entry {
        let message: PreparedMessage
        var round: Int
    }

    private var kept: [Key: Entry] = [:]
    private var rules: ExtractRules.Mark?
    private var round = 0
    /// How many messages the last reading had to read anew.
    public private(set) var readCount = 0

    /// Keeps nothing yet.
    public init() {}

    /// How many messages are kept.
    public var count: Int { kept.count }

    /// Gives every message read; afterwards exactly these are kept.
    mutating func read(_ history: [ExtractMessage], _ reading: MessageReading) -> [PreparedMessage] {
        // WHY: other rules read the same text differently.
        if rules !== reading.rules.mark { kept = [:] }
        rules = reading.rules.mark
        round += 1
        readCount = 0
        var fallback: Int?
        var messages: [PreparedMessage] = []
        var distinctCount = 0
        messages.reserveCapacity(history.count)
        for message in history {
            let text = message.text
            let key = Key(text: text, fallback: fallback)
            let found: PreparedMessage
            if let place = kept.index(forKey: key) {
                found = kept.values[place].message
                if kept.values[place].round != round { distinctCount += 1 }
                kept.values[place].round = round
            } else {
                found = reading.read(text, fallback: fallback)
                readCount += 1
                distinctCount += 1
                kept[key] = Entry(message: found, round: round)
            }
            messages.append(found)
            fallback = found.text.language ?? fallback
        }
        // INVARIANT: what is no longer in the view is not kept.
        if kept.count > distinctCount { kept = kept.filter { $0.value.round == round } }
        return messages
    }
}
