import Conversations

/// What replaces a value without a word of correction: an offer beside a failure, and what the customer gives anew.
extension ValueLedger {
    /// WHY a bound: a long chain of values would be walked again for each of them.
    private static let hopsMax = 16
    private static let givenOnce: [EntityKind] = [.address, .email, .phone]

    /// A day, hour or sum that staff could not do is replaced by the one they offer in the same message.
    mutating func replaceFailed(_ history: History) {
        /// By conversation, the latest value of each kind that is offered; -1 for none.
        var known = Array(repeating: SIMD4<Int32>(repeating: -1), count: history.conversationCount)
        for (number, sentences) in history.sentencesOfMessage.enumerated() {
            let message = history.messages[number]
            var failed = SIMD4<Int32>(repeating: -1)
            for index in sentences where history.sentences[index].origin == .own {
                var seen = SIMD4<Int32>(repeating: 0)
                for mention in history.entitiesOfSentence[index] {
                    let entity = history.entities[mention]
                    guard let kind = Self.offered(entity.kind) else { continue }
                    if failed[kind] >= 0, failed[kind] != entity.value, seen[kind] == 0 {
                        settle(failed[kind], by: entity.value)
                    }
                    seen[kind] = 1
                    known[message.conversation][kind] = entity.value
                }
                let hasFailed =
                    history.sentences[index].reportsOutcome
                    && history.sentences[index].cues.contains(.failure)
                    && history.isStaffSide(history.sentences[index]) && !message.isEvent
                if hasFailed { failed = known[message.conversation] }
            }
        }
    }

    /// The place of a kind among those that are offered instead of others.
    private static func offered(_ kind: EntityKind) -> Int? {
        switch kind {
        case .time: 0
        case .date: 1
        case .money: 2
        case .quantity: 3
        default: nil
        }
    }

    /// An address, e-mail address or number that the customer gives in a later message of the same conversation stands for
    /// the one that they gave before, unless that one comes up again.
    mutating func replaceGiven(_ history: History) {
        struct Slot: Hashable {
            let conversation: Int
            let kind: EntityKind
        }
        var latest: [Slot: (value: Int32, message: Int)] = [:]
        // WHY: "could you send it to …?" gives an address too.
        for (index, sentence) in history.sentences.enumerated()
        where sentence.origin == .own && !history.isStaffSide(sentence) {
            for mention in history.entitiesOfSentence[index] {
                let entity = history.entities[mention]
                guard Self.givenOnce.contains(entity.kind) else { continue }
                let slot = Slot(
                    conversation: history.messages[sentence.message].conversation, kind: entity.kind)
                if let earlier = latest[slot], earlier.value != entity.value,
                    earlier.message != sentence.message,
                    latestMention[Int(earlier.value)] < mention
                {
                    settle(earlier.value, by: entity.value)
                }
                latest[slot] = (entity.value, sentence.message)
            }
        }
    }

    /// INVARIANT: no value replaces one that replaces it.
    private mutating func settle(_ old: Int32, by live: Int32) {
        var place = live
        for _ in 0..<Self.hopsMax where replacement[Int(place)] >= 0 {
            place = replacement[Int(place)]
            if place == old {
                replacement[Int(live)] = -1
                place = live
            }
        }
        guard replacement[Int(place)] < 0 else { return }
        replacement[Int(old)] = live
    }
}
