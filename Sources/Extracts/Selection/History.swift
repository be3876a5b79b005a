import Conversations

/// All messages of a request, cut and read once.
struct History {
    let messages: [ExtractMessage]
    private(set) var texts: [MessageText] = []
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
    private(set) var messagesWithoutLexicon = 0
    private(set) var vocabulary: Vocabulary

    init(_ messages: [ExtractMessage], _ rules: ExtractRules) {
        self.messages = messages
        vocabulary = rules.vocabulary
        texts.reserveCapacity(messages.count)
        sentences.reserveCapacity(messages.count * 2)
        var fallback: Int?
        for (index, message) in messages.enumerated() {
            let text = MessageText(message.text, vocabulary: &vocabulary, fallback: fallback)
            fallback = text.language ?? fallback
            if text.language == nil, !text.words.isEmpty { messagesWithoutLexicon += 1 }
            var cut = rules.cutter.cut(text, message: index, vocabulary)
            rules.quotes.mark(&cut, of: text, nameClasses: rules.weights.nameClasses)
            let first = sentences.count
            let nouns = text.language.map { rules.lexicons[$0].capitalisesNouns } ?? false
            for place in cut.indices where Self.isFiller(cut[place], text, nouns: nouns, rules.weights) {
                cut[place].origin = .furniture
            }
            for sentence in cut {
                let found = EntityFinder(text, sentence, capitalisesNouns: nouns).find(&vocabulary)
                entitiesOfSentence.append(entities.count..<(entities.count + found.count))
                entities.append(contentsOf: found)
            }
            sentences.append(contentsOf: cut)
            sentencesOfMessage.append(first..<sentences.count)
            firstWord.append(wordCount)
            wordCount += text.words.count
            texts.append(text)
        }
        foldQuotes()
        spokenCount = (sentences.lastIndex { $0.origin != .furniture } ?? -1) + 1
    }

    /// Greetings, thanks and pleasantries with the names said to them, and single words that only assent.
    private static func isFiller(
        _ sentence: Sentence, _ text: MessageText, nouns: Bool, _ weights: ExtractWeights
    ) -> Bool {
        let polite: CueSet = [.pleasantry, .greeting, .thanks]
        var isPolite = false
        var names = 0
        var others = 0
        for index in sentence.words {
            let word = text.words[index]
            if !word.cue.isDisjoint(with: polite) {
                isPolite = true
            } else if word.isPlaceholder {
                guard let hidden = text.placeholder(at: index),
                    weights.nameClasses.contains("\(hidden.fieldClass)")
                else { return false }
                names += 1
            } else if word.shape.contains(.digit) {
                return false
            } else if !word.cue.contains(.stop) {
                if word.isCapital, !nouns { names += 1 } else { others += 1 }
            }
        }
        if isPolite { return others <= 1 && names <= namesMax && others + names <= namesMax }
        let isLoneWord = sentence.cost == 1 && !sentence.asks && text.language != nil
        return isLoneWord && sentence.cues.isDisjoint(with: [.outcome, .failure]) && names <= 1
    }

    private static let namesMax = 4

    /// Quoted sentences that stand elsewhere in the author's own words are never candidates.
    private mutating func foldQuotes() {
        guard sentences.contains(where: { $0.origin == .quoted }) else { return }
        var own: Set<[Int32]> = []
        for sentence in sentences where sentence.origin == .own { own.insert(numbers(of: sentence)) }
        for index in sentences.indices where sentences[index].origin == .quoted {
            if !own.insert(numbers(of: sentences[index])).inserted { sentences[index].origin = .furniture }
        }
    }

    private func numbers(of sentence: Sentence) -> [Int32] {
        texts[sentence.message].words[sentence.words].map(\.number)
    }

    func words(of sentence: Sentence) -> ArraySlice<Word> { texts[sentence.message].words[sentence.words] }

    func isStaffSide(_ sentence: Sentence) -> Bool { messages[sentence.message].author != .customer }

    func isProvenStaff(_ sentence: Sentence) -> Bool {
        messages[sentence.message].isStaffByID && sentence.origin == .own
    }
}
