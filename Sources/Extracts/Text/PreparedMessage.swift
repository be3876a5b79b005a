/// A message read once: its words, sentences, values and topics. Nothing in it depends on other messages but
/// the language that an earlier one lends to a message too short to show its own.
final class PreparedMessage: Sendable {
    /// A word that says what the message is about.
    struct Topic {
        let word: Int32
        let stem: UInt64
    }

    let text: MessageText
    let sentences: [Sentence]
    let entities: [Entity]
    /// By sentence, a range of ``entities``.
    let entitiesOfSentence: [Range<Int>]
    let topics: [Topic]
    /// By sentence, a range of ``topics``.
    let topicsOfSentence: [Range<Int>]

    init(_ text: MessageText, _ sentences: [Sentence], _ rules: ExtractRules, nouns: Bool) {
        self.text = text
        var sentences = sentences
        var entities: [Entity] = []
        var entitiesOfSentence: [Range<Int>] = []
        var topics: [Topic] = []
        var topicsOfSentence: [Range<Int>] = []
        entitiesOfSentence.reserveCapacity(sentences.count)
        topics.reserveCapacity(text.words.count / 2)
        topicsOfSentence.reserveCapacity(sentences.count)
        for index in sentences.indices {
            let sentence = sentences[index]
            let finder = EntityFinder(
                text, rules.table, sentence, capitalisesNouns: nouns, nameClasses: rules.weights.nameClasses)
            let firstEntity = entities.count
            entities += finder.find()
            entitiesOfSentence.append(firstEntity..<entities.count)
            let firstTopic = topics.count
            for word in sentence.words where sentence.origin != .furniture && text.words[word].isTopic {
                topics.append(Topic(word: Int32(word), stem: text.words[word].stem))
            }
            topicsOfSentence.append(firstTopic..<topics.count)
            let words = text.words[sentence.words]
            sentences[index].saying = words.reduce(WordKey.start) { WordKey.joined($0, $1.key) }
            let values = entities[firstEntity...]
            // WHY: "this is Luis, I stand in for Marta" tells of nobody's case.
            sentences[index].saysLittle =
                sentence.introduces && values.allSatisfy { $0.kind == .name }
                || values.isEmpty && !sentence.asks && !words.contains(where: \.isOfSubstance)
        }
        self.sentences = sentences
        self.entities = entities
        self.entitiesOfSentence = entitiesOfSentence
        self.topics = topics
        self.topicsOfSentence = topicsOfSentence
    }
}
