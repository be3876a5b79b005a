import Conversations

/// What later sentences prove: outcomes that staff or the source reported, and what the customer confirmed.
///
/// The last place of each proof is kept, so that a promise asks once whether a proof came after it.
struct Evidence {
    /// The last sentences that prove something of a word, -1 for none.
    private struct Proof {
        /// Tells of a deed of staff, or the customer confirms one.
        var deed = -1
        /// Reports what came of it.
        var outcome = -1
        /// The word itself is what was done.
        var act = -1
        /// An event that names it.
        var event = -1
        /// The customer confirms it.
        var confirmation = -1
        var failure = -1

        mutating func take(_ index: Int, _ word: Word, _ sentence: Sentence, isConfirmed: Bool) {
            deed = index
            if isConfirmed || sentence.reportsOutcome && !sentence.handsUp { outcome = index }
            if isConfirmed { confirmation = index }
            if !word.cue.isDisjoint(with: [.outcome, .done]) { act = index }
            if sentence.cues.contains(.failure) { failure = index }
        }
    }

    /// Proofs by their keys, in one look.
    private struct Proofs {
        private var numbers = KeyTable(about: 256)
        private var all: [Proof] = []

        subscript(key: UInt64) -> Proof? {
            let number = numbers.number(of: key)
            return number < 0 ? nil : all[Int(number)]
        }

        mutating func change(_ key: UInt64, _ body: (inout Proof) -> Void) {
            let number = Int(numbers.assigned(key))
            if number == all.count { all.append(Proof()) }
            body(&all[number])
        }
    }

    /// By conversation and stem.
    private var proofs = Proofs()
    /// By value, the last event that names it.
    private var ofEventValue: [Int]
    /// By conversation, the last outcome that names nothing of its own, -1 for none: "It is done." And the message of the
    /// customer to which it was said.
    private var general: [Int]
    private var generalTo: [Int]
    /// By conversation, the last message in which the customer told something.
    private var heard: [Int]
    /// By value, the last outcome that names it, in whatever conversation.
    private var ofValue: [Int]
    /// By conversation, the last sentence by which somebody took the case as theirs, -1 for none.
    private var owners: [Int]

    /// By conversation and kind of deed, the last event or note that tells of one.
    private var ofKind: [Int]

    private static let generalTopicsMax = 0
    private static let vagueTopicsMax = 2
    /// So many stems of what the customer asked, or this part of them, show that a report is about it.
    private static let contextStemsMin = 2
    private static let contextPart = 3
    // WHY a bound: a long history of promises would be walked again for each.
    private static let lookBackMax = 16

    init(_ history: History) {
        ofValue = Array(repeating: -1, count: history.valueCount)
        ofEventValue = ofValue
        general = Array(repeating: -1, count: history.conversationCount)
        owners = general
        generalTo = general
        heard = general
        ofKind = Array(repeating: -1, count: history.conversationCount * DeedKind.allCases.count)
        for index in history.sentences.indices where history.sentences[index].origin != .quoted {
            note(index, history)
        }
    }

    private mutating func note(_ index: Int, _ history: History) {
        let sentence = history.sentences[index]
        let message = history.messages[sentence.message]
        let isStaff = history.isStaffSide(sentence)
        if !isStaff, !sentence.saysLittle, !sentence.isCourtesy {
            heard[message.conversation] = sentence.message
        }
        // WHY: "I have your case with the legal team now" hands up; it takes nothing over.
        if isStaff, !sentence.asks, !sentence.handsUp || sentence.introduces,
            sentence.cues.contains(.ownership)
                || sentence.introduces && !sentence.cues.isDisjoint(with: [.escalation, .office])
                || message.kind == .assignment && sentence.place == 0
        {
            // WHY: "assignee removed" and "owner: -" leave the case to nobody.
            let isDisowned =
                message.isEvent
                && ((sentence.cues.contains(.negation)
                    || sentence.cues.contains(.office) && !sentence.cues.contains(.ownership))
                    || history.words(of: sentence).last?.cue.contains(.ownership) ?? false)
            owners[message.conversation] = isDisowned ? -1 : index
        }
        let isConfirmed = !isStaff && Self.confirms(sentence, history)
        // WHY: a status that says "solved" proves nothing that was promised.
        if message.kind == .event,
            Self.tellsDeed(event: history.sentencesOfMessage[sentence.message], history)
        {
            noteEvent(index, message, history)
            noteKinds(sentence.deeds, index, message)
        } else if message.kind == .note, Self.tellsDeed(event: index..<(index + 1), history),
            !sentence.undertakes, !sentence.asks
        {
            noteKinds(sentence.deeds, index, message)
        }
        guard isStaff && sentence.tellsDeed && !message.isEvent || isConfirmed else { return }
        var others = 0
        for place in history.topics.ofSentence[index]
        where Int(history.topics.words[place]) >= sentence.subjectStart {
            let word = history.topicWord(place, of: sentence)
            let key = Self.key(message.conversation, history.topics.stems[place])
            proofs.change(key) { $0.take(index, word, sentence, isConfirmed: isConfirmed) }
            if word.cue.isDisjoint(with: [.outcome, .failure, .received, .done]) { others += 1 }
        }
        if others <= Self.generalTopicsMax {
            general[message.conversation] = index
            generalTo[message.conversation] = isStaff ? heard[message.conversation] : -1
        }
        for mention in history.entitiesOfSentence[index] {
            ofValue[Int(history.entities[mention].value)] = index
        }
    }

    private mutating func noteKinds(_ deeds: DeedSet, _ index: Int, _ message: Spoken) {
        for (place, kind) in DeedKind.allCases.enumerated() where deeds.contains(kind.bit) {
            ofKind[message.conversation * DeedKind.allCases.count + place] = index
        }
    }

    /// Whether an event or a note after it tells of a deed of the kind that a promise speaks of.
    ///
    /// WHY: "I'll get a fresh one out to you" and "shipment created" share no word.
    func provesKind(of index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        let first = history.messages[sentence.message].conversation * DeedKind.allCases.count
        return DeedKind.allCases.enumerated().contains { place, kind in
            sentence.deeds.contains(kind.bit) && ofKind[first + place] > index
        }
    }

    /// An event proves what it names: "Refund 18.90 settled", "engineer visit booked".
    private mutating func noteEvent(_ index: Int, _ message: Spoken, _ history: History) {
        for place in history.topics.ofSentence[index] {
            proofs.change(Self.key(message.conversation, history.topics.stems[place])) { $0.event = index }
        }
        for mention in history.entitiesOfSentence[index] {
            ofEventValue[Int(history.entities[mention].value)] = index
        }
    }

    /// Whether an event tells of a deed rather than of what is not so, or of where a case stands.
    static func tellsDeed(event: Range<Int>, _ history: History) -> Bool {
        event.allSatisfy {
            history.sentences[$0].cues.isDisjoint(with: [.negation, .failure, .delay])
                && !history.sentences[$0].handsUp
        }
    }

    /// Whether a sentence of the customer says that something came about.
    static func confirms(_ sentence: Sentence, _ history: History) -> Bool {
        sentence.origin != .quoted && sentence.cues.contains(.received) && !sentence.asks
            && !sentence.cues.contains(.failure)
            && !history.words(of: sentence).contains {
                // WHY: "no longer leaks" confirms; "it has not arrived" does not.
                $0.cue.contains(.negation) && !$0.cue.contains(.received)
            }
    }

    /// Whether a promise is one thing, so that one word of thanks for it is for all of it.
    func isWhole(_ index: Int, _ history: History) -> Bool {
        parts(of: index, history).count == 1
    }

    /// Whether something after a sentence shows what became of it.
    func closes(_ index: Int, _ history: History) -> Bool {
        if isDoneInGeneral(index, history) { return true }
        return parts(of: index, history).allSatisfy { proves($0, of: index, history) }
            || isConfirmedInContext(index, history)
            || isWhole(index, history) && provesKind(of: index, history)
    }

    /// Whether "it is done" was said of it: after it with no other matter between, or to a customer who asked for it.
    private func isDoneInGeneral(_ index: Int, _ history: History) -> Bool {
        let message = history.sentences[index].message
        let conversation = history.messages[message].conversation
        guard general[conversation] > index else { return false }
        let to = generalTo[conversation]
        guard to > message else { return true }
        let stems = Question.stems(index, history)
        return history.sentencesOfMessage[to].contains { said in
            let sentence = history.sentences[said]
            return Questions.objects(sentence, history) || sentence.cues.contains(.inquiry)
                || Question.stems(said, history).contains(where: stems.contains)
        }
    }

    /// Whether something after a sentence that hands up says what came of it.
    func settles(_ index: Int, _ history: History) -> Bool {
        let conversation = history.messages[history.sentences[index].message].conversation
        return isDoneInGeneral(index, history)
            || Question.stems(index, history).contains {
                (proofs[Self.key(conversation, $0)]?.outcome ?? -1) > index
            }
    }

    /// Whether a promise that names no thing of its own ("I send somebody") was confirmed, or reported done, in the
    /// words that it answered.
    private func isConfirmedInContext(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        let conversation = history.messages[sentence.message].conversation
        let before = (max(sentence.message - Self.lookBackMax, 0)..<sentence.message).last {
            history.messages[$0].conversation == conversation && history.messages[$0].author == .customer
        }
        guard let before, Question.subjects(index, history).count <= Self.vagueTopicsMax else { return false }
        return history.sentencesOfMessage[before].contains { asked in
            let stems = history.topics.ofSentence[asked]
            let found = stems.compactMap { proofs[Self.key(conversation, history.topics.stems[$0])] }
            if found.contains(where: { max($0.event, $0.confirmation) > index }) { return true }
            let done = found.count { $0.deed > index }
            return done >= Self.contextStemsMin || done > 0 && done * Self.contextPart >= stems.count
        }
    }

    /// What of a sentence must be proven: each part that names a sum or a day by itself, else the whole.
    ///
    /// WHY: "we credit £30 and rebook you for Thursday" is two promises, and one kept hides not the other.
    private func parts(of index: Int, _ history: History) -> [Range<Int>] {
        let sentence = history.sentences[index]
        let words = history.prepared[sentence.message].text.words
        var parts: [Range<Int>] = []
        var start = sentence.words.lowerBound
        for word in sentence.words where words[word].cue.contains(.conjunction) && word > start {
            parts.append(start..<word)
            start = word + 1
        }
        if start < sentence.words.upperBound { parts.append(start..<sentence.words.upperBound) }
        let promised = parts.filter { part in
            part.contains { words[$0].cue.contains(.future) }
        }
        if promised.count > 1 { return promised }
        let valued = parts.filter { part in
            history.entitiesOfSentence[index].contains {
                let entity = history.entities[$0]
                return [.money, .date, .quantity].contains(entity.kind) && part.overlaps(entity.words)
            }
        }
        return parts.count > 1 && valued.count > 1 ? valued : [sentence.words]
    }

    /// "As soon as the bank has answered, I'll call you": that the bank answered is not yet the call.
    private func condition(of sentence: Sentence, _ history: History) -> Range<Int> {
        let text = history.prepared[sentence.message].text
        guard sentence.cues.contains(.conditional),
            let start = sentence.words.first(where: { text.words[$0].cue.contains(.conditional) })
        else { return 0..<0 }
        let end = sentence.words.first { $0 >= start && text.gap(after: $0).contains(0x2C) }
        return start..<max(start, end.map { $0 + 1 } ?? sentence.words.upperBound)
    }

    private func proves(_ part: Range<Int>, of index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        let conversation = history.messages[sentence.message].conversation
        let condition = condition(of: sentence, history)
        for place in history.topics.ofSentence[index]
        where part.contains(Int(history.topics.words[place]))
            && Int(history.topics.words[place]) >= sentence.subjectStart
            && !condition.contains(Int(history.topics.words[place]))
        {
            let word = history.topicWord(place, of: sentence)
            let key = Self.key(conversation, history.topics.stems[place])
            guard let proof = proofs[key] else { continue }
            if word.namesSubject, proof.deed > index { return true }
            if proof.event > index { return true }
            // WHY: in "we will refund you" the verb is the promise, and only the same deed proves it.
            if !word.cue.contains(.delay), proof.act > index { return true }
        }
        return history.entitiesOfSentence[index].contains { mention in
            let entity = history.entities[mention]
            guard part.overlaps(entity.words) else { return false }
            if entity.kind == .money, ofEventValue[Int(entity.value)] > index { return true }
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
            let key = Self.key(conversation, history.topics.stems[place])
            guard let last = proofs[key]?.failure, last > index else { continue }
            found = max(found ?? last, last)
        }
        return found
    }

    /// Whether somebody took the case after a sentence, or in it.
    func hasOwner(from index: Int, _ history: History) -> Bool {
        let conversation = history.messages[history.sentences[index].message].conversation
        return owners[conversation] >= index
    }

    static func key(_ conversation: Int, _ stem: Int32) -> UInt64 {
        WordKey.finished(UInt64(truncatingIfNeeded: conversation) << 32 | UInt64(UInt32(bitPattern: stem)))
    }
}

extension Word {
    /// Whether the word may say what a promise is about, rather than that it is one or when.
    var namesSubject: Bool {
        cue.isDisjoint(with: [
            .commitment, .future, .relativeDay, .weekday, .month, .unit, .dayPart, .clock, .numberWord,
            .affirm,
        ])
    }
}
