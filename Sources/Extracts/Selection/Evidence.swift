import Conversations

/// What later sentences prove: outcomes that staff or the source reported, and what the customer confirmed.
///
/// The last place of each proof is kept, so that a promise asks once whether a proof came after it.
struct Evidence {
    /// By conversation and stem, the last sentence that reports an outcome of it.
    private var ofStem: [UInt64: Int] = [:]
    /// By conversation, the last outcome that names nothing of its own: "It is done."
    private var general: [Int: Int] = [:]
    /// By value, the last outcome that names it, in whatever conversation.
    private var ofValue: [Int]
    /// By conversation and stem, the last sentence that reports a failure.
    private var failures: [UInt64: Int] = [:]
    /// By conversation, the last sentence by which somebody took the case as theirs.
    private var owners: [Int: Int] = [:]

    private static let generalTopicsMax = 0

    init(_ history: History) {
        ofValue = Array(repeating: -1, count: history.valueCount)
        for index in history.sentences.indices where history.sentences[index].origin == .own {
            note(index, history)
        }
    }

    private mutating func note(_ index: Int, _ history: History) {
        let sentence = history.sentences[index]
        let message = history.messages[sentence.message]
        let isStaff = history.isStaffSide(sentence)
        if isStaff, !sentence.asks,
            sentence.cues.contains(.ownership) || message.kind == .assignment && sentence.place == 0
        {
            owners[message.conversation] = index
        }
        let isConfirmed =
            !isStaff && sentence.cues.contains(.received) && !sentence.asks
            && !sentence.cues.contains(.negation)
        // WHY: a status that says "solved" proves nothing that was promised.
        guard isStaff && sentence.reportsOutcome && !message.isEvent || isConfirmed else { return }
        var others = 0
        for place in history.topics.ofSentence[index] {
            let word = history.topicWord(place, of: sentence)
            let key = Self.key(message.conversation, history.topics.stems[place])
            ofStem[key] = index
            if sentence.cues.contains(.failure) { failures[key] = index }
            if word.cue.isDisjoint(with: [.outcome, .failure, .received]) { others += 1 }
        }
        if others <= Self.generalTopicsMax { general[message.conversation] = index }
        for mention in history.entitiesOfSentence[index] {
            ofValue[Int(history.entities[mention].value)] = index
        }
    }

    /// Whether something after a sentence shows what became of it.
    func closes(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        let conversation = history.messages[sentence.message].conversation
        if let last = general[conversation], last > index { return true }
        for place in history.topics.ofSentence[index]
        where history.topicWord(place, of: sentence).namesSubject {
            let key = Self.key(conversation, history.topics.stems[place])
            if let last = ofStem[key], last > index { return true }
        }
        return history.entitiesOfSentence[index].contains { mention in
            let entity = history.entities[mention]
            return [.identifier, .hidden].contains(entity.kind) && ofValue[Int(entity.value)] > index
        }
    }

    /// The last failure after a sentence that speaks of the same thing in its conversation; `nil` for none.
    func failure(after index: Int, _ history: History) -> Int? {
        let sentence = history.sentences[index]
        let conversation = history.messages[sentence.message].conversation
        var found: Int?
        for place in history.topics.ofSentence[index]
        where history.topicWord(place, of: sentence).namesSubject {
            guard let last = failures[Self.key(conversation, history.topics.stems[place])], last > index
            else { continue }
            found = max(found ?? last, last)
        }
        return found
    }

    /// Whether somebody took the case after a sentence, or in it.
    func hasOwner(from index: Int, _ history: History) -> Bool {
        let conversation = history.messages[history.sentences[index].message].conversation
        return owners[conversation].map { $0 >= index } ?? false
    }

    static func key(_ conversation: Int, _ stem: Int32) -> UInt64 {
        UInt64(truncatingIfNeeded: conversation) << 32 | UInt64(UInt32(bitPattern: stem))
    }
}

extension Word {
    /// Whether the word may say what a promise is about, rather than that it is one or when.
    var namesSubject: Bool {
        cue.isDisjoint(with: [
            .commitment, .future, .relativeDay, .weekday, .month, .unit, .dayPart, .clock, .numberWord,
        ])
    }
}
