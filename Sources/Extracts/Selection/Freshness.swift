import Conversations

/// What sentences are worth beside ones that are as good, new, and of a matter that is not over, in thousandths.
///
/// WHY: an order that was delivered last year must not take the room of what is open; within one talk of usual length
/// all is equally new.
struct Freshness {
    /// By sentence.
    let ofSentence: [Int64]

    init(_ history: History, _ weights: ExtractWeights) {
        let isSettled = Self.settled(history)
        let stretch = max(weights[.freshSentences], 1)
        ofSentence = history.sentences.enumerated().map { index, sentence in
            let age = max(history.spokenCount - index, 1) / stretch
            let doublings = age > 0 ? age.bitWidth - age.leadingZeroBitCount : 0
            let fresh = max(1000 - doublings * weights[.staleStep], weights[.staleMin])
            let isOver = isSettled[sentence.message] || !history.messages[sentence.message].isOpen
            return Int64(isOver ? fresh * weights[.closed] / 1000 : fresh)
        }
    }

    // WHY: a short talk is one matter, whatever is confirmed on the way.
    private static let longMessagesMin = 16

    /// By message: whether the customer said later that it came about, and went on to something else.
    private static func settled(_ history: History) -> [Bool] {
        struct State {
            var hasLater = false
            var isSettled = false
        }
        var settled = Array(repeating: false, count: history.messages.count)
        guard history.messages.count >= longMessagesMin else { return settled }
        var states = Array(repeating: State(), count: history.conversationCount)
        for index in history.messages.indices.reversed() {
            let message = history.messages[index]
            var state = states[message.conversation]
            if message.author == .customer {
                let sentences = history.sentencesOfMessage[index]
                let tells = sentences.contains {
                    let sentence = history.sentences[$0]
                    return sentence.origin == .own && !sentence.saysLittle && !sentence.isCourtesy
                        && !Evidence.confirms(sentence, history)
                }
                if !tells, state.hasLater,
                    sentences.contains(where: { Evidence.confirms(history.sentences[$0], history) })
                {
                    state.isSettled = true
                }
                if tells { state.hasLater = true }
            }
            settled[index] = state.isSettled
            states[message.conversation] = state
        }
        return settled
    }
}
