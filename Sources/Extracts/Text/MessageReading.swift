import Conversations

/// Reads single messages: cuts them, finds what others wrote, values and topics.
///
/// WHY a class: the rules are many tables, and a copy for each message would count references to all of them.
final class MessageReading: Sendable {
    let rules: ExtractRules

    init(rules: ExtractRules) { self.rules = rules }

    private static let namesMax = 4
    private static let openingWordsMax = 16
    private static let salutationWordsMax = 6
    private static let sorryWordsMax = 6
    private static let concernWordsMax = 16

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - treated: the text as the role may read it.
    ///   - fallback: the language of an earlier message, for one too short to show its own.
    /// - Returns: the message, ready for any history.
    func read(_ treated: TreatedText, fallback: Int?) -> PreparedMessage {
        let text = MessageText(treated, rules.table, fallback: fallback)
        var sentences = rules.cutter.cut(text)
        rules.quotes.mark(&sentences, of: text, nameClasses: rules.weights.nameClasses)
        let nouns = text.language.map { rules.lexicons[$0].capitalisesNouns } ?? false
        for place in sentences.indices where isFiller(sentences[place], text, nouns: nouns) {
            sentences[place].origin = .furniture
        }
        return PreparedMessage(text, sentences, rules, nouns: nouns)
    }

    /// "Thank you for calling Northwind, my name is Dana, how can I help?": who speaks, and courtesies.
    private func isOpeningPhrase(_ sentence: Sentence) -> Bool {
        let kinds: [CueSet] = [.pleasantry, .greeting, .thanks, .introduction]
        let said = kinds.count { !sentence.cues.isDisjoint(with: $0) }
        return said >= 2 && sentence.cues.contains(.pleasantry) && sentence.cost <= Self.openingWordsMax
            && sentence.cues.isDisjoint(with: [.outcome, .failure, .escalation, .received, .claim])
    }

    /// "Sehr geehrter Herr Pohl,": a greeting with whom it is for, up to a comma or the line's end.
    private func isSalutation(_ sentence: Sentence, _ text: MessageText) -> Bool {
        guard sentence.cost <= Self.salutationWordsMax, !sentence.asks,
            text.words[sentence.words.lowerBound].cue.contains(.greeting)
        else { return false }
        let after = text.gap(after: sentence.words.upperBound - 1)
        return after.contains(0x0A) && !after.contains(0x3A)
            && !sentence.words.contains { text.words[$0].shape.contains(.digit) }
    }

    /// "We apologise for the inconvenience": sympathy and patience, and nothing that was done, is to be or failed.
    private func isConcern(_ sentence: Sentence, _ text: MessageText) -> Bool {
        let isSorry = sentence.cues.contains(.apology) && sentence.cost <= Self.sorryWordsMax
        guard sentence.isCourtesy || isSorry, sentence.cost <= Self.concernWordsMax, !sentence.asks,
            !sentence.inquires, !sentence.undertakes, !sentence.handsUp,
            sentence.cues.isDisjoint(with: [
                .outcome, .failure, .escalation, .received, .claim, .alreadyGiven, .negation, .weekday,
                .relativeDay, .ahead, .month, .deed, .done, .affirm,
            ])
        else { return false }
        return !sentence.words.contains {
            text.words[$0].shape.contains(.digit) || text.words[$0].isPlaceholder
        }
    }

    /// Greetings, thanks and pleasantries with the names said to them, and single words that only assent.
    private func isFiller(_ sentence: Sentence, _ text: MessageText, nouns: Bool) -> Bool {
        let polite: CueSet = [.pleasantry, .greeting, .thanks]
        if isOpeningPhrase(sentence) || isSalutation(sentence, text) || isConcern(sentence, text) {
            return true
        }
        var isPolite = false
        var names = 0
        var others = 0
        for index in sentence.words {
            let word = text.words[index]
            if !word.cue.isDisjoint(with: polite) {
                isPolite = true
            } else if word.isPlaceholder {
                guard let hidden = text.placeholder(at: index),
                    rules.weights.nameClasses.contains("\(hidden.fieldClass)")
                else { return false }
                names += 1
            } else if word.shape.contains(.digit) {
                return false
            } else if !word.cue.contains(.stop) {
                if word.isCapital, !nouns { names += 1 } else { others += 1 }
            }
        }
        if isPolite {
            // WHY: "thanks, and Sundays?" asks; "anything else?" is a courtesy.
            if sentence.undertakes, sentence.cues.contains(.ahead) { return false }
            if sentence.asks, names + others > 0, !sentence.cues.contains(.pleasantry) { return false }
            return others <= 1 && names <= Self.namesMax && others + names <= Self.namesMax
        }
        // WHY: "2" chose from a menu.
        if sentence.cost == 1, text.words[sentence.words.lowerBound].isDigits,
            text.words[sentence.words.lowerBound].width == 1, text.words.count == 1
        {
            return true
        }
        let isLoneWord = sentence.cost == 1 && !sentence.asks && text.language != nil
        return isLoneWord && sentence.cues.isDisjoint(with: [.outcome, .failure]) && names <= 1
    }
}
