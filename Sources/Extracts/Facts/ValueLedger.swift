/// What is known of each value of a history: where it was said last, how often, by whom, and what replaced
/// it.
struct ValueLedger {
    /// A kind of value with the word that says what it is for: one thing that can change.
    private struct Slot: Hashable {
        let kind: EntityKind
        let cue: Int32
        let conversation: Int

        init(kind: EntityKind, cue: Int32, conversation: Int) {
            self.kind = kind
            self.cue = cue
            self.conversation = conversation
        }

        init(_ entity: Entity, _ conversation: Int) {
            self.init(kind: entity.kind, cue: entity.cue, conversation: conversation)
        }
    }

    /// The latest place of each value, as an index of entities; -1 for none.
    private(set) var latestMention: [Int]
    /// The value that replaced each, -1 for none.
    private(set) var replacement: [Int32]
    /// What each mention is worth, in thousandths, by index of entities.
    private(set) var credit: [Int64]

    private static let mentionsMax = 4

    init(_ history: History, _ weights: ExtractWeights) {
        let values = Int(history.vocabulary.valueCount)
        latestMention = Array(repeating: -1, count: values)
        replacement = Array(repeating: -1, count: values)
        credit = Array(repeating: 0, count: history.entities.count)
        var tally = Tally(values)
        for (index, sentence) in history.sentences.enumerated() where sentence.origin == .own {
            for mention in history.entitiesOfSentence[index] {
                tally.add(history, sentence, mention)
                latestMention[Int(history.entities[mention].value)] = mention
            }
        }
        let isLatestOfKind = replace(history, weights, tally)
        let count = history.spokenCount
        for (index, sentence) in history.sentences.enumerated() where sentence.origin != .furniture {
            let near = FixedPoint.nearness(index, of: count, step: weights[.nearnessStep])
            for mention in history.entitiesOfSentence[index] {
                let value = Int(history.entities[mention].value)
                let kind = history.entities[mention].kind.index
                let recency = weights.isChangeable[kind] ? weights[.recency] : weights[.recencyOfFixed]
                let repeats = min(max(tally.mentions[value] - 1, 0), Self.mentionsMax)
                var factors = [
                    1000 - recency + recency * near / 1000,
                    1000 + weights[.repeated] * repeats,
                ]
                if tally.speakers[value] == 3 { factors.append(weights[.saidByBoth]) }
                if tally.speakers[value] == 1 { factors.append(weights[.saidByCustomer]) }
                if replacement[value] >= 0 { factors.append(weights[.superseded]) }
                if weights.isChangeable[kind], !isLatestOfKind[value] {
                    factors.append(weights[.notLatestOfKind])
                }
                if sentence.cues.contains(.recap) { factors.append(weights[.inRecap]) }
                if sentence.origin == .quoted { factors.append(weights[.quotedCredit]) }
                credit[mention] = Int64(factors.reduce(weights.kinds[kind]) { $0 * $1 / 1000 })
            }
        }
    }

    /// Notes what replaced each value; gives which values are the latest of their kind.
    private mutating func replace(_ history: History, _ weights: ExtractWeights, _ tally: Tally) -> [Bool] {
        var isLatest = Array(repeating: false, count: replacement.count)
        var isLatestOfKind = isLatest
        for sentence in history.sentences.indices where history.sentences[sentence].origin == .own {
            let message = history.messages[history.sentences[sentence].message]
            for mention in history.entitiesOfSentence[sentence] {
                let entity = history.entities[mention]
                let value = Int(entity.value)
                let latest = tally.slots[Slot(entity, message.conversation)]
                if latest?.value == entity.value || latest == nil {
                    isLatest[value] = true
                } else if let latest, weights.isChangeable[entity.kind.index] || latest.isCorrection {
                    replacement[value] = latest.value
                } else {
                    isLatest[value] = true
                }
                let kind = Slot(kind: entity.kind, cue: -1, conversation: message.conversation)
                if tally.kinds[kind] == entity.value { isLatestOfKind[value] = true }
            }
        }
        for value in replacement.indices where isLatest[value] { replacement[value] = -1 }
        return isLatestOfKind
    }

    /// Counts over all mentions.
    private struct Tally {
        struct Latest {
            let value: Int32
            let isCorrection: Bool
        }

        var mentions: [Int]
        var speakers: [UInt8]
        var slots: [Slot: Latest] = [:]
        var kinds: [Slot: Int32] = [:]
        private var lastMessage: [Int]

        init(_ values: Int) {
            mentions = Array(repeating: 0, count: values)
            speakers = Array(repeating: 0, count: values)
            lastMessage = Array(repeating: -1, count: values)
        }

        mutating func add(_ history: History, _ sentence: Sentence, _ mention: Int) {
            let entity = history.entities[mention]
            let value = Int(entity.value)
            let conversation = history.messages[sentence.message].conversation
            if lastMessage[value] != sentence.message { mentions[value] += 1 }
            lastMessage[value] = sentence.message
            speakers[value] |= history.isStaffSide(sentence) ? 2 : 1
            kinds[Slot(kind: entity.kind, cue: -1, conversation: conversation)] = entity.value
            slots[Slot(entity, conversation)] = Latest(
                value: entity.value, isCorrection: sentence.cues.contains(.correction))
        }
    }
}
