import Conversations

/// What replaces a value without a word of correction: an offer beside a failure, and what the customer gives anew.
extension ValueLedger {
    private static let offered: [EntityKind] = [.time, .date, .money, .quantity]
    /// WHY a bound: a long chain of values would be walked again for each of them.
    private static let hopsMax = 16
    private static let givenOnce: [EntityKind] = [.address, .email, .phone]

    /// A day, hour or sum that staff could not do is replaced by the one they offer in the same message.
    mutating func replaceFailed(_ history: History) {
        var latest: [Int: [Int32]] = [:]
        for sentences in history.sentencesOfMessage {
            guard let first = sentences.first else { continue }
            let message = history.messages[history.sentences[first].message]
            var known = latest[message.conversation] ?? Array(repeating: -1, count: Self.offered.count)
            var failed: [Int32]?
            for index in sentences where history.sentences[index].origin == .own {
                let sentence = history.sentences[index]
                var seen = Array(repeating: false, count: Self.offered.count)
                for mention in history.entitiesOfSentence[index] {
                    let entity = history.entities[mention]
                    guard let kind = Self.offered.firstIndex(of: entity.kind) else { continue }
                    if let old = failed?[kind], old >= 0, old != entity.value, !seen[kind] {
                        settle(old, by: entity.value)
                    }
                    seen[kind] = true
                    known[kind] = entity.value
                }
                let hasFailed =
                    history.isStaffSide(sentence) && !message.isEvent && sentence.reportsOutcome
                    && sentence.cues.contains(.failure)
                if hasFailed { failed = known }
            }
            latest[message.conversation] = known
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
