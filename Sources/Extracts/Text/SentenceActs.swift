/// Reads what a sentence does from its words: asks, reports, undertakes, hands up, introduces.
///
/// Who speaks is not known here; what a sentence may count for is decided with the history.
enum SentenceActs {
    private static let askingWordsMax = 4
    private static let auxiliaryWordsMax = 6
    private static let denialWordsMax = 3
    private static let deadlineWordsMax = 3
    private static let askingCostMin = 3
    private static let thanksWordsMax = 8
    private static let salutationWordsMax = 6
    private static let futureWordsMax = 5
    private static let echoWordsMax = 4
    private static let deskWordsMax = 2
    private static let handedWordsMax = 8

    /// Fills in the acts of a sentence whose cues are known.
    static func read(_ sentence: inout Sentence, _ text: MessageText) {
        let words = text.words[sentence.words]
        sentence.asks = QuestionForm.asks(sentence, text)
        sentence.introduces = introduces(words, text)
        sentence.subjectStart = subjectStart(words, text)
        sentence.inquires = !sentence.asks && sentence.cues.contains(.inquiry)
        sentence.asksForMore =
            sentence.asks
            && words.prefix(askingWordsMax).contains { $0.cue.contains(.interrogative) }
            || sentence.inquires && sentence.cues.contains(.interrogative)
        sentence.requests =
            !sentence.asks && sentence.cues.isDisjoint(with: [.pleasantry, .settled])
            && (sentence.cost >= askingCostMin && sentence.cues.contains(.request)
                || sentence.cues.contains(.imperative) && commands(words, text))
        sentence.callsForReply =
            !sentence.asks && sentence.cues.isSuperset(of: [.request, .provide])
            && sentence.cues.isDisjoint(with: [.conditional, .pleasantry, .thanks])
        readReports(&sentence, words, text)
        // WHY: "thanks for contacting us" and "we take this seriously" are said whatever was asked.
        let isThanks =
            sentence.cost <= thanksWordsMax
            && !sentence.cues.isDisjoint(with: [.thanks, .pleasantry])
            // WHY: "thanks, it leaves on Monday" is more than thanks.
            && sentence.cues.isDisjoint(with: [.weekday, .relativeDay, .ahead, .month, .deed, .done])
        sentence.isCourtesy = (sentence.cues.contains(.courtesy) || isThanks) && !sentence.reportsOutcome
    }

    /// "Refund it", "please come back for it": a clause that begins with what is to be done.
    private static func commands(_ words: ArraySlice<Word>, _ text: MessageText) -> Bool {
        words.indices.contains { index in
            guard words[index].cue.contains(.imperative) else { return false }
            guard index > words.startIndex else { return true }
            return text.gap(after: index - 1).contains { [0x2C, 0x3B, 0x3A, 0x28].contains($0) }
                || text.gap(after: index - 1).elementsEqual([0x20])
                    && !words[index - 1].cue.isDisjoint(with: [.conjunction, .opener, .greeting, .request])
        }
    }

    /// After a greeting with the name that it is for, up to its comma.
    private static func subjectStart(_ words: ArraySlice<Word>, _ text: MessageText) -> Int {
        guard let first = words.first, first.cue.contains(.greeting) else { return words.startIndex }
        for index in words.indices.prefix(salutationWordsMax) {
            // WHY: a hidden name counts as one word, so that hiding it changes nothing.
            if text.gap(after: index).contains(0x2C) || text.gap(after: index).contains(0x3A) {
                return index + 1 < words.endIndex ? index + 1 : words.startIndex
            }
        }
        return words.startIndex
    }

    /// What was done stands in the words themselves; what "will be done" has both cues and is only promised.
    private static func readReports(
        _ sentence: inout Sentence, _ words: ArraySlice<Word>, _ text: MessageText
    ) {
        guard !sentence.asks else { return }
        let isCertain = sentence.cues.isDisjoint(with: .conditional)
        // WHY: "one moment please, I'm looking into it" asks for patience now, and promises nothing later; "if an earlier
        // day comes free I'll call" promises nothing that anybody could wait for, while "if you send a photo" is theirs.
        let isHolding =
            words.first?.cue.isSuperset(of: [.delay, .plainFuture]) ?? false
            || isContingent(words) && sentence.cues.isDisjoint(with: [.provide, .givenThing])
        let promise = words.indices.last {
            let cue = words[$0].cue
            guard !isHolding, cue.isDisjoint(with: [.escalation, .plainFuture]), !isPlain(after: $0, words)
            else {
                return false
            }
            return cue.contains(.commitment) || isCertain && cue.contains(.future) && !isDenied($0, words)
        }
        let report = words.indices.last {
            !words[$0].cue.isDisjoint(with: [.outcome, .failure])
                && words[$0].cue.isDisjoint(with: [.commitment, .future, .delay])
                && !(isCertain && isYetToBe($0, words))
                && !(words[$0].cue.isDisjoint(with: .failure) && isDenied($0, words))
                && !isEcho($0, words)
        }
        sentence.reportsOutcome = report != nil && isCertain
        sentence.undertakes = promise != nil
        sentence.endsInPromise = (promise ?? -1) > (report ?? -1)
        // WHY: "mañana le mando las dos corregidas" begins with when it will be.
        let isPresent = isCertain && sentence.cues.isDisjoint(with: .past)
        let isSetAhead = isPresent && (words.first?.cue.contains(.ahead) ?? false)
        let isAnnounced = isPresent && isAnnounced(words)
        if isSetAhead || promise == nil && isAnnounced
            || promise == nil && report == nil && isCertain && looksAhead(sentence, words)
        {
            sentence.undertakes = true
            sentence.endsInPromise = true
            if isAnnounced || isSetAhead { sentence.reportsOutcome = false }
        }
        // WHY: "form sent" leaves out what is understood.
        let isClipped =
            !sentence.undertakes && isCertain && (words.last?.cue.isSuperset(of: [.deed, .past]) ?? false)
            && sentence.cues.isDisjoint(with: [.negation, .delay])
        sentence.tellsDeed =
            sentence.reportsOutcome || isClipped
            || words.contains {
                $0.cue.contains(.done) && $0.cue.isDisjoint(with: [.commitment, .future, .delay])
            }
        sentence.handsUp = isCertain && sentence.cues.contains(.handed) && handsUp(words, text)
    }

    /// "If …": a single word, while "as soon as" and "once you" tell when.
    private static func isContingent(_ words: ArraySlice<Word>) -> Bool {
        guard words.count > 1, let first = words.first else { return false }
        return first.cue.isSuperset(of: [.conditional, .stop])
            && !words[words.startIndex + 1].cue.contains(.conditional)
            && !words.contains {
                $0.shape.contains(.digit)
                    || !$0.cue.isDisjoint(with: [.weekday, .month, .relativeDay, .ahead])
            }
    }

    /// "I" before "will need" promises no more than the words that follow.
    private static func isPlain(after index: Int, _ words: ArraySlice<Word>) -> Bool {
        index + 1 < words.endIndex && words[index + 1].cue.contains(.plainFuture)
    }

    /// Whether a case goes, or went, to another desk: a word of handing on, and near it a desk by its kind or name.
    private static func handsUp(_ words: ArraySlice<Word>, _ text: MessageText) -> Bool {
        // WHY: the case is only handed up where nobody says that they will come back with it.
        let comesBack = words.contains { $0.cue.contains(.delay) }
        return words.indices.contains { index in
            // WHY: "I'll raise it with our developers and let you know" is a promise; "I'll flag that to the manager" hands up.
            guard words[index].cue.contains(.handed),
                !comesBack
                    || !words[max(words.startIndex, index - futureWordsMax)..<index].contains(where: {
                        $0.cue.contains(.future)
                    })
            else { return false }
            // WHY: "escalated" says it alone.
            if words[index].cue.contains(.escalation) { return true }
            let near =
                max(
                    words.startIndex, index - handedWordsMax)..<min(
                    words.endIndex, index + handedWordsMax + 1)
            // WHY: in "it was held for Kimberley; I'm sending it on" the name is no desk's.
            let start =
                near.last { $0 < index && text.gap(after: $0).contains(0x3B) }.map { $0 + 1 }
                ?? near.lowerBound
            return near.contains { $0 >= start && isDesk($0, words) }
        }
    }

    /// "to our billing team", "an die Buchhaltung": a desk after a word that leads there.
    private static func isDesk(_ index: Int, _ words: ArraySlice<Word>) -> Bool {
        if namesDesk(index, words) { return true }
        guard !words[index].cue.isDisjoint(with: [.office, .escalation]) else { return false }
        return words[index].cue.contains(.handed)
            || words[max(words.startIndex, index - deskWordsMax)..<index].contains {
                !$0.cue.isDisjoint(with: [.stop, .slotCue, .office, .handed])
            }
    }

    /// "to Networks", "an die Netztechnik": a name after a word that leads there.
    private static func namesDesk(_ index: Int, _ words: ArraySlice<Word>) -> Bool {
        let word = words[index]
        guard word.isCapital, word.isLetters, index > words.startIndex,
            word.cue.isDisjoint(with: [.notName, .weekday, .month, .greeting, .stop, .handed])
        else { return false }
        return words[max(words.startIndex, index - deskWordsMax)..<index].contains {
            $0.cue.contains(.slotCue)
        }
    }

    /// Whether what was done is only going to be: "vous sera expédiée", "wird Ihnen am Montag erstattet".
    private static func isYetToBe(_ index: Int, _ words: ArraySlice<Word>) -> Bool {
        guard words[index].cue.contains(.outcome) else { return false }
        let before = words[max(words.startIndex, index - auxiliaryWordsMax)..<index]
        let auxiliary = before.last { !$0.cue.isDisjoint(with: [.future, .past]) }
        return auxiliary.map { $0.cue.contains(.future) && !$0.cue.contains(.past) } ?? false
    }

    /// "Glad it's sorted" repeats what the customer said.
    private static func isEcho(_ index: Int, _ words: ArraySlice<Word>) -> Bool {
        words[max(words.startIndex, index - echoWordsMax)..<index].contains { $0.cue.contains(.courtesy) }
    }

    /// "No more invoices go out": what is not to be is no deed anybody could wait for.
    private static func isDenied(_ index: Int, _ words: ArraySlice<Word>) -> Bool {
        words[max(words.startIndex, index - denialWordsMax)..<index].contains { $0.cue.contains(.negation) }
    }

    /// "Refunds are issued by 30 June": a deed and, after a word for a deadline, a day.
    private static func isAnnounced(_ words: ArraySlice<Word>) -> Bool {
        words.contains { $0.cue.contains(.deed) } && hasDeadline(words, orNumber: true)
    }

    /// "By Friday", "bis zum 17. Oktober", "within two days".
    private static func hasDeadline(_ words: ArraySlice<Word>, orNumber: Bool = false) -> Bool {
        words.indices.contains { index in
            words[index].cue.contains(.deadline)
                && words[(index + 1)...].prefix(deadlineWordsMax).contains {
                    orNumber && $0.isDigits
                        || !$0.cue.isDisjoint(with: [.weekday, .month, .relativeDay, .ahead])
                        || !orNumber && $0.cue.contains(.unit)
                }
        }
    }

    /// Many languages promise in the present tense: "I send it tomorrow", "der Monteur kommt am Donnerstag".
    private static func looksAhead(_ sentence: Sentence, _ words: ArraySlice<Word>) -> Bool {
        // WHY: "bis Freitag haben Sie einen Termin" says when before it says what.
        if words.first?.cue.contains(.deadline) ?? false, hasDeadline(words) { return true }
        guard sentence.cues.isDisjoint(with: .past) else { return false }
        if sentence.cues.contains(.person), hasDeadline(words) { return true }
        if words.contains(where: { $0.cue.contains(.ahead) && !$0.cue.contains(.dayPart) }) { return true }
        return sentence.cues.contains(.deed)
            && !sentence.cues.isDisjoint(with: [.ahead, .weekday, .relativeDay])
    }

    /// "This is Marek", "soy Carmen Ruiz", "Farid here": words that introduce, and beside them a name or a hidden
    /// one.
    private static func introduces(_ words: ArraySlice<Word>, _ text: MessageText) -> Bool {
        words.indices.contains { index in
            let cue = words[index].cue
            if cue.contains(.introduction), index + 1 < words.endIndex, isName(words[index + 1]) {
                return true
            }
            guard cue.contains(.speaking), index > words.startIndex else { return false }
            // WHY: "Farid here, I am on it" introduces; "everything here works" does not.
            let isLast = index + 1 == words.endIndex || text.gap(after: index).count > 1
            return isLast && index - words.startIndex < askingWordsMax
                && (isName(words[index - 1]) || words[index - 1].cue.contains(.escalation))
        }
    }

    private static func isName(_ word: Word) -> Bool {
        guard word.cue.isDisjoint(with: [.introduction, .opener, .greeting, .notName]) else { return false }
        return word.isPlaceholder || word.isCapital && word.isLetters && !word.cue.contains(.stop)
    }
}
