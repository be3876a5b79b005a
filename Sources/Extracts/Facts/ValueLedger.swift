/// What is known of each value of a history: where it was said last, how often, by whom, and what replaced
/// it.
struct ValueLedger {
    /// The latest place of each value, as an index of entities; -1 for none.
    private(set) var latestMention: [Int]
    /// The value that replaced each, -1 for none.
    var replacement: [Int32]
    /// In how many messages the customer said each value, by value.
    private(set) var timesGiven: [Int]
    /// What each mention is worth, in thousandths, by index of entities.
    private(set) var credit: [Int64]

    private static let mentionsMax = 4

    init(_ history: History, _ weights: ExtractWeights, _ freshness: Freshness) {
        let values = history.valueCount
        latestMention = Array(repeating: -1, count: values)
        replacement = Array(repeating: -1, count: values)
        credit = Array(repeating: 0, count: history.entities.count)
        timesGiven = []
        var tally = Tally(values, mentions: history.entities.count)
        for (index, sentence) in history.sentences.enumerated() where sentence.origin == .own {
            for mention in history.entitiesOfSentence[index] {
                tally.add(history, sentence, mention)
                latestMention[Int(history.entities[mention].value)] = mention
            }
        }
        timesGiven = tally.customerMentions
        let isLatestOfKind = replace(history, weights, tally)
        replaceFailed(history)
        replaceGiven(history)
        let count = FixedPoint.steadied(history.spokenCount)
        for (index, sentence) in history.sentences.enumerated() where sentence.origin != .furniture {
            let near = FixedPoint.nearness(index, of: count, step: weights[.nearnessStep])
            for mention in history.entitiesOfSentence[index] {
                let value = Int(history.entities[mention].value)
                let kind = history.entities[mention].kind.index
                let recency = weights.isChangeable[kind] ? weights[.recency] : weights[.recencyOfFixed]
                let repeats = min(max(tally.mentions[value] - 1, 0), Self.mentionsMax)
                var worth = weights.kinds[kind] * (1000 - recency + recency * near / 1000) / 1000
                worth = worth * (1000 + weights[.repeated] * repeats) / 1000
                if tally.speakers[value] == 3 { worth = worth * weights[.saidByBoth] / 1000 }
                if tally.speakers[value] == 1 { worth = worth * weights[.saidByCustomer] / 1000 }
                if replacement[value] >= 0 { worth = worth * weights[.superseded] / 1000 }
                if weights.isChangeable[kind], !isLatestOfKind[value] {
                    worth = worth * weights[.notLatestOfKind] / 1000
                }
                if sentence.cues.contains(.recap) { worth = worth * weights[.inRecap] / 1000 }
                if sentence.origin == .quoted { worth = worth * weights[.quotedCredit] / 1000 }
                credit[mention] = Int64(worth) * freshness.ofSentence[index] / 1000
            }
        }
    }

    /// The message of a mention.
    func messageOfMention(_ mention: Int, _ history: History) -> Int {
        let sentence = history.entitiesOfSentence.partitioningIndex { $0.upperBound > mention }
        return history.sentences[sentence].message
    }

    /// Notes what replaced each value; gives which values are the latest of their kind.
    private mutating func replace(_ history: History, _ weights: ExtractWeights, _ tally: Tally) -> [Bool] {
        var isLatest = Array(repeating: false, count: replacement.count)
        var isLatestOfKind = isLatest
        for sentence in history.sentences.indices where history.sentences[sentence].origin == .own {
            for mention in history.entitiesOfSentence[sentence] {
                let entity = history.entities[mention]
                let value = Int(entity.value)
                let latest = tally.latestOfThing(mention)
                if latest?.value == entity.value || latest == nil {
                    isLatest[value] = true
                } else if let latest, weights.isChangeable[entity.kind.index] || latest.isCorrection {
                    replacement[value] = latest.value
                } else {
                    isLatest[value] = true
                }
                if tally.latestOfKind(mention)?.value == entity.value { isLatestOfKind[value] = true }
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
        var customerMentions: [Int]
        var speakers: [UInt8]
        /// The latest value of a kind with the word that says what it is for: one thing that can change.
        private var slots = KeyTable(about: 256)
        private var latest: [Latest] = []
        private var lastMessage: [Int]
        /// By mention, the slots of its thing and of its kind; -1 for none.
        private var slotsOfMention: [SIMD2<Int32>]

        init(_ values: Int, mentions count: Int) {
            slotsOfMention = Array(repeating: SIMD2(repeating: -1), count: count)
            mentions = Array(repeating: 0, count: values)
            customerMentions = mentions
            speakers = Array(repeating: 0, count: values)
            lastMessage = Array(repeating: -1, count: values)
        }

        mutating func add(_ history: History, _ sentence: Sentence, _ mention: Int) {
            let entity = history.entities[mention]
            let value = Int(entity.value)
            let conversation = history.messages[sentence.message].conversation
            if lastMessage[value] != sentence.message {
                mentions[value] += 1
                if !history.isStaffSide(sentence) { customerMentions[value] += 1 }
            }
            lastMessage[value] = sentence.message
            speakers[value] |= history.isStaffSide(sentence) ? 2 : 1
            let here = Latest(value: entity.value, isCorrection: sentence.cues.contains(.correction))
            let kind = note(here, Self.slot(entity.kind, 1, conversation))
            let thing = note(here, Self.slot(entity.kind, entity.cue, conversation))
            slotsOfMention[mention] = SIMD2(thing, kind)
        }

        /// Notes a value as the latest of a slot; gives the slot's number.
        private mutating func note(_ value: Latest, _ slot: UInt64) -> Int32 {
            let assigned = slots.assigned(slot)
            let number = Int(assigned)
            guard number < latest.count else {
                latest.append(value)
                return assigned
            }
            // WHY: a corrected value stays so when staff confirm it in plain words.
            let isConfirmed = latest[number].value == value.value && latest[number].isCorrection
            if !isConfirmed { latest[number] = value }
            return assigned
        }

        /// The latest value of what a mention is for.
        func latestOfThing(_ mention: Int) -> Latest? { latest(slotsOfMention[mention].x) }

        /// The latest value of a mention's kind.
        func latestOfKind(_ mention: Int) -> Latest? { latest(slotsOfMention[mention].y) }

        private func latest(_ number: Int32) -> Latest? { number < 0 ? nil : latest[Int(number)] }

        /// One thing that can change, as a key.
        static func slot(_ kind: EntityKind, _ cue: UInt64, _ conversation: Int) -> UInt64 {
            WordKey.joined(cue ^ UInt64(kind.index) << 56, UInt64(truncatingIfNeeded: conversation))
        }
    }
}

extension [Range<Int>] {
    /// The first index from which on a condition holds that holds for all after it.
    fileprivate func partitioningIndex(where holds: (Range<Int>) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
