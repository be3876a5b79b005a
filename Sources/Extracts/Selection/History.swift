import Conversations

/// All messages of a request, read and joined.
struct History {
    /// Who spoke each message and where.
    let messages: [Spoken]
    let prepared: [PreparedMessage]
    private(set) var sentences: [Sentence] = []
    private(set) var entities: [Entity] = []
    /// The values of each sentence, as a range of ``entities``.
    private(set) var entitiesOfSentence: [Range<Int>] = []
    /// The sentences of each message.
    private(set) var sentencesOfMessage: [Range<Int>] = []
    /// Where each message's words begin when all words are counted through.
    private(set) var firstWord: [Int] = []
    private(set) var wordCount = 0
    /// How many sentences there are up to the last that says something; recency is counted from there.
    private(set) var spokenCount = 0
    /// How many words there are up to that message's end; a share is a share of these, so that thanks at the
    /// end move nothing.
    private(set) var spokenWordCount = 0
    private(set) var withoutLexicon: [Int] = []
    private(set) var topics: Topics
    private(set) var valueCount = 0
    /// By sentence, a number that sentences of one side with the same words share.
    private(set) var sayings: [Int32] = []
    private(set) var sayingCount = 0
    let conversationCount: Int

    init(_ messages: [ExtractMessage], _ prepared: [PreparedMessage]) {
        var numbers: [Int: Int] = [:]
        var last: (given: Int, number: Int)?
        self.messages = messages.map { message in
            if let last, last.given == message.conversation {
                return Spoken(message, conversation: last.number)
            }
            let number = numbers[message.conversation] ?? numbers.count
            numbers[message.conversation] = number
            last = (message.conversation, number)
            return Spoken(message, conversation: number)
        }
        conversationCount = numbers.count
        self.prepared = prepared
        topics = Topics(about: prepared.reduce(0) { $0 + $1.topics.count })
        let sentenceCount = prepared.reduce(0) { $0 + $1.sentences.count }
        let entityCount = prepared.reduce(0) { $0 + $1.entities.count }
        sentences.reserveCapacity(sentenceCount)
        entitiesOfSentence.reserveCapacity(sentenceCount)
        entities.reserveCapacity(entityCount)
        sentencesOfMessage.reserveCapacity(prepared.count)
        firstWord.reserveCapacity(prepared.count)
        var values = KeyTable(about: entityCount)
        for (index, message) in prepared.enumerated() {
            if message.text.language == nil, message.text.words.contains(where: \.isLetters) {
                withoutLexicon.append(index)
            }
            let first = sentences.count
            for var sentence in message.sentences {
                sentence.message = index
                if messages[index].author == .bot, Self.isMachinery(sentence, message) {
                    sentence.origin = .furniture
                }
                sentences.append(sentence)
            }
            for found in message.entitiesOfSentence {
                entitiesOfSentence.append(
                    (entities.count + found.lowerBound)..<(entities.count + found.upperBound))
            }
            for var entity in message.entities {
                entity.value = entity.key == 0 ? values.fresh() : values.assigned(entity.key)
                entities.append(entity)
            }
            sentencesOfMessage.append(first..<sentences.count)
            firstWord.append(wordCount)
            wordCount += message.text.words.count
        }
        valueCount = Int(values.count)
        numberSayings()
        foldQuotes()
        for index in sentences.indices {
            let message = prepared[sentences[index].message]
            let counted = sentences[index].origin != .furniture
            topics.add(counted ? message.topics[message.topicsOfSentence[sentences[index].place]] : [])
        }
        spokenCount = (sentences.lastIndex { $0.origin != .furniture } ?? -1) + 1
        if spokenCount > 0 {
            let last = sentences[spokenCount - 1].message
            spokenWordCount = firstWord[last] + prepared[last].text.words.count
        }
    }

    /// Whether a bot only leads through its menu: what it counts out, asks, or says without an outcome or a value that
    /// is more than a number or a word with a capital letter.
    private static func isMachinery(_ sentence: Sentence, _ message: PreparedMessage) -> Bool {
        if sentence.isListed || sentence.asks || sentence.cues.contains(.delay) { return true }
        let menuKinds: [EntityKind] = [.number, .name, .choice, .quantity, .field]
        return !sentence.reportsOutcome
            && message.entities[message.entitiesOfSentence[sentence.place]].allSatisfy {
                menuKinds.contains($0.kind)
            }
    }

    /// Quoted sentences that stand elsewhere in the author's own words are never candidates. What stands below the headers
    /// of a mail, nowhere else and with no word of the author's beside it, is the mail itself.
    private mutating func foldQuotes() {
        guard sentences.contains(where: { $0.origin == .quoted }) else { return }
        var own: Set<UInt64> = []
        for sentence in sentences where sentence.origin == .own { own.insert(sentence.saying) }
        for index in sentences.indices where sentences[index].origin == .quoted {
            if !own.insert(sentences[index].saying).inserted { sentences[index].origin = .furniture }
        }
        for message in sentencesOfMessage
        where message.allSatisfy({
            sentences[$0].origin != .own && sentences[$0].isUnderHeader
                || sentences[$0].origin == .furniture
        }) {
            for index in message where sentences[index].origin == .quoted { sentences[index].origin = .own }
        }
    }

    private mutating func numberSayings() {
        var table = KeyTable(about: sentences.count)
        sayings = sentences.map {
            table.assigned(WordKey.joined($0.saying, isStaffSide($0) ? 1 : 2))
        }
        sayingCount = Int(table.count)
    }

    /// The word at a place of ``topics`` that belongs to a sentence.
    func topicWord(_ place: Int, of sentence: Sentence) -> Word {
        prepared[sentence.message].text.words[Int(topics.words[place])]
    }

    func words(of sentence: Sentence) -> ArraySlice<Word> {
        prepared[sentence.message].text.words[sentence.words]
    }

    func isStaffSide(_ sentence: Sentence) -> Bool { messages[sentence.message].author != .customer }

    func isProvenStaff(_ sentence: Sentence) -> Bool {
        messages[sentence.message].isStaffByID && sentence.origin == .own
    }
}
