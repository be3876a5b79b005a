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
            let letters = text.letters(of: token)
            addKind(token.kind)
            let named = result.atoms.count
            vocabulary.addAtoms(of: letters, to: &result.atoms)
            var isKnown = result.atoms.count > named
            if isKnown {
                vocabulary.addGuarded(letters, languages: languages, to: &result.atoms)
            } else if token.kind != .sign, letters.count >= 3 {
                if vocabulary.addRepaired(letters, to: &result.atoms) {
                    isKnown = true
                } else if letters.count >= 8, let cut = cut(letters) {
                    split(token, at: cut)
                    isPreviousKnown = true
                    place += 1
                    continue
                }
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

    /// Where a long unknown word falls into two that rules name: `smallclaims`.
    private func cut(_ letters: ArraySlice<UInt8>) -> Int? {
        guard letters.count <= 24, !vocabulary.isDistinct(letters) else { return nil }
        for cut in letters.startIndex + 3...letters.endIndex - 3
        where vocabulary.namesExactly(letters[..<cut]) && vocabulary.namesExactly(letters[cut...]) {
            return cut
        }
        return nil
    }

    private mutating func split(_ token: TokenisedText.Token, at cut: Int) {
        var head = token
        var tail = token
        head.lettersEnd = Int32(cut)
        tail.lettersStart = Int32(cut)
        for part in [head, tail] {
            vocabulary.addAtoms(of: text.letters(of: part), to: &result.atoms)
            close(part)
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
        guard whole.count >= 6, vocabulary.guardsWhole(whole) else { return false }
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
