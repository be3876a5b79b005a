/// Gives each token of a message the atoms it is, repairing what was misspelt, torn apart or run together.
struct WordReader {
    private let vocabulary: Vocabulary
    private let text: TokenisedText
    private let languages: UInt32
    private var result = ReadText(tokens: [], atoms: [], atomStarts: [0])

    /// Reads a message's tokens.
    static func read(_ text: TokenisedText, _ vocabulary: Vocabulary, languages: UInt32) -> ReadText {
        var reader = WordReader(vocabulary: vocabulary, text: text, languages: languages)
        reader.run()
        return reader.result
    }

    private init(vocabulary: Vocabulary, text: TokenisedText, languages: UInt32) {
        self.vocabulary = vocabulary
        self.text = text
        self.languages = languages
        result.tokens.reserveCapacity(text.tokens.count)
        result.atoms.reserveCapacity(text.tokens.count * 2)
        result.atomStarts.reserveCapacity(text.tokens.count + 1)
    }

    private mutating func run() {
        var place = 0
        var isPreviousKnown = true
        while place < text.tokens.count {
            let token = text.tokens[place]
            let count = spelledOut(from: place)
            guard count == 1 else {
                addWhole(place..<place + count)
                isPreviousKnown = true
                place += count
                continue
            }
            let letters = text.letters(of: token)
            addKind(token.kind)
            let named = result.atoms.count
            vocabulary.addAtoms(of: letters, to: &result.atoms)
            var isKnown = result.atoms.count > named
            if token.kind == .sign {
                // WHY: a sign that no rule names parts two words as little as a space does.
                if isKnown { close(token) }
                place += 1
                continue
            }
            if !vocabulary.isExact(WordHash.of(letters), languages: languages) {
                let read = result.atoms.count
                repair(letters, isKnown: isKnown)
                if let ends = pieces(of: token, isRepaired: result.atoms.count > read) {
                    let whole = Array(result.atoms[named...])
                    result.atoms.removeLast(whole.count)
                    split(token, into: ends, whole: whole)
                    isPreviousKnown = true
                    place += 1
                    continue
                }
                isKnown = result.atoms.count > named
            }
            if !(isKnown && isPreviousKnown), joinsPrevious(place) {
                isPreviousKnown = true
            } else {
                close(token)
                isPreviousKnown = isKnown || token.kind != .word
            }
            place += 1
        }
    }

    private mutating func repair(_ letters: ArraySlice<UInt8>, isKnown: Bool) {
        if isKnown {
            vocabulary.addGuarded(letters, languages: languages, to: &result.atoms)
        } else {
            vocabulary.addRepaired(letters, languages: languages, to: &result.atoms)
        }
    }

    private mutating func addKind(_ kind: TokenisedText.Kind) {
        switch kind {
        case .number: result.atoms.append(PhraseTable.numberAtom)
        case .currency: result.atoms.append(PhraseTable.currencyAtom)
        case .word, .sign: break
        }
    }

    private mutating func close(_ token: TokenisedText.Token) {
        result.tokens.append(token)
        result.atomStarts.append(Int32(result.atoms.count))
    }

    /// How many tokens from a place on spell one word that must not be hidden, letter by letter: three (`g a s`), else one.
    ///
    /// WHY three: from four on, single letters are one token already, whatever they spell.
    private func spelledOut(from place: Int) -> Int {
        let end = place + 3
        guard end <= text.tokens.count else { return 1 }
        let run = text.tokens[place..<end]
        guard run.allSatisfy({ $0.kind == .word && $0.lettersEnd - $0.lettersStart == 1 }),
            run.allSatisfy({ $0.sentence == text.tokens[place].sentence }),
            vocabulary.guardsWhole(
                WordHash.of(
                    text.letters[
                        Int(text.tokens[place].lettersStart)..<Int(text.tokens[end - 1].lettersEnd)]))
        else { return 1 }
        return 3
    }

    /// Adds tokens that together are one word.
    private mutating func addWhole(_ places: Range<Int>) {
        var whole = text.tokens[places.lowerBound]
        whole.end = text.tokens[places.upperBound - 1].end
        whole.lettersEnd = text.tokens[places.upperBound - 1].lettersEnd
        vocabulary.addAtoms(of: text.letters(of: whole), to: &result.atoms)
        close(whole)
    }

    /// Where a word that is none falls into words of which at least one must not be hidden: `killmyself`, `smallclaims`.
    ///
    /// WHY: what one slip makes a word is cut only where it falls into two long ones: `befire` is `before`, and so is no `fire`.
    private func pieces(of token: TokenisedText.Token, isRepaired: Bool) -> [Int]? {
        let letters = text.letters(of: token)
        guard token.kind == .word, letters.count >= RunTogether.lettersMin,
            letters.count <= RunTogether.lettersMax,
            !vocabulary.isWord(WordHash.of(letters), languages: languages),
            let ends = RunTogether.cuts(letters, vocabulary, languages: languages)
        else { return nil }
        let isSpelt = Int(token.end - token.start) > letters.count
        guard isRepaired, !isSpelt else { return ends }
        return ends.count == 2 && ends[0] - letters.startIndex > 2 && ends[1] - ends[0] > 2 ? ends : nil
    }

    /// Adds the words that a token falls into.
    ///
    /// WHY `whole` with each: a slip, or a word whose stem rules name, must meet the words before and after it in both
    /// readings.
    private mutating func split(_ token: TokenisedText.Token, into ends: [Int], whole: [Int32]) {
        var part = token
        for end in ends {
            part.lettersEnd = Int32(end)
            vocabulary.addAtoms(of: text.letters(of: part), to: &result.atoms)
            result.atoms += whole
            close(part)
            part.lettersStart = Int32(end)
        }
    }

    /// Joins `law yer` when the whole is a word that must not be hidden and a half is none.
    private mutating func joinsPrevious(_ place: Int) -> Bool {
        guard place > 0, let previous = result.tokens.last, text.tokens[place].kind == .word,
            previous.kind == .word, previous.sentence == text.tokens[place].sentence,
            previous.lettersEnd == text.tokens[place].lettersStart,
            text.tokens[place].start - previous.end <= 2
        else { return false }
        let whole = text.letters[Int(previous.lettersStart)..<Int(text.tokens[place].lettersEnd)]
        guard whole.count >= 6, vocabulary.guardsWhole(WordHash.of(whole)) else { return false }
        result.atomStarts.removeLast()
        result.tokens.removeLast()
        result.atoms.removeLast(result.atoms.count - Int(result.atomStarts[result.atomStarts.count - 1]))
        vocabulary.addAtoms(of: whole, to: &result.atoms)
        var joined = previous
        joined.end = text.tokens[place].end
        joined.lettersEnd = text.tokens[place].lettersEnd
        close(joined)
        return true
    }
}
