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
        let text: TreatedText
        let message: PreparedMessage
    }

    private var kept: [Key: PreparedMessage] = [:]
    /// The history that was read last, in its order.
    private var last: [Entry] = []
    private var rules: ExtractRules.Mark?
    /// How many messages the last reading had to read anew.
    public private(set) var readCount = 0

    /// Keeps nothing yet.
    public init() {}

    /// How many messages are kept.
    public var count: Int { kept.count }

    /// Gives every message read; afterwards exactly these are kept.
    mutating func read(_ history: [ExtractMessage], _ reading: MessageReading) -> [PreparedMessage] {
        // WHY: other rules read the same text differently.
        if rules !== reading.rules.mark { (kept, last) = ([:], []) }
        rules = reading.rules.mark
        readCount = 0
        // WHY: nearly always a history has only grown, and the same text at the same place need not be sought.
        var same = 0
        while same < min(last.count, history.count), last[same].text == history[same].text { same += 1 }
        var messages: [PreparedMessage] = []
        messages.reserveCapacity(history.count)
        for entry in last[..<same] { messages.append(entry.message) }
        // INVARIANT: a message lends its language to those behind it, so that the same texts have had the same one lent.
        var fallback = messages.last { $0.text.language != nil }?.text.language
        let hasGone = same < last.count
        last.removeLast(last.count - same)
        last.reserveCapacity(history.count)
        for message in history[same...] {
            let key = Key(text: message.text, fallback: fallback)
            let found: PreparedMessage
            if let read = kept[key] {
                found = read
            } else {
                found = reading.read(message.text, fallback: fallback)
                readCount += 1
                kept[key] = found
            }
            messages.append(found)
            last.append(Entry(text: message.text, message: found))
            fallback = found.text.language ?? fallback
        }
        // INVARIANT: what is no longer in the view is not kept.
        if hasGone { keepLast() }
        return messages
    }

    /// Keeps what the last history holds and nothing else.
    private mutating func keepLast() {
        kept = [:]
        kept.reserveCapacity(last.count)
        var fallback: Int?
        for entry in last {
            kept[Key(text: entry.text, fallback: fallback)] = entry.message
            fallback = entry.message.text.language ?? fallback
        }
    }
}
