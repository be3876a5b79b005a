import Conversations

/// Finds the customer's own values in text, however they are written.
struct KnownValueLinker: Sendable {
    private let rules: DetectorRules
    private let nicknames: Nicknames
    private let spelling: SpellingFilter
    static let detector: DetectorID = "known-value"

    init(_ rules: DetectorRules) {
        self.rules = rules
        nicknames = Nicknames(rules.tables.nicknames)
        spelling = SpellingFilter(rules.tables)
    }

    /// What some known values are looked for by.
    func needles(for known: [KnownValue]) -> NeedleBook {
        NeedleBook(Needles(known, rules, spelling, nicknames))
    }
}

/// A stretch of folded bytes that a known value explains.
struct LinkedHit: Sendable {
    let range: Range<Int>
    /// The place of the known value in the list of them.
    let known: Int
}

/// The readings of a message's letters and digits.
///
/// INVARIANT: the message owns the memory of all.
struct LinkedStreams {
    /// What the words of the message may be.
    let traits: MessageTraits
    let written: LetterStream
    /// `nil` when nothing is spelled.
    let spelled: LetterStream?
    /// Numbers in words by their value; `nil` when that is how they are spelled.
    let counted: LetterStream?
    /// Nothing but the digits; `nil` when they are few.
    let digits: LetterStream?

    init(_ message: ScannedMessage, _ rules: DetectorRules, _ spelling: SpellingFilter) {
        var letters = message.scratch.letters
        let traits = MessageTraits(message, spelling, &letters.traits)
        self.traits = traits
        written = LetterStream(writtenIn: message, &letters.written, &letters.writtenTokens)
        spelled =
            LetterStream.mayBeSpelled(message, traits, rules, spelling)
            ? LetterStream(
                spelledIn: message, traits, written, rules, spelling, &letters.spelled,
                &letters.spelledTokens)
            : nil
        counted =
            spelled == nil
            ? nil
            : LetterStream(countedIn: message, traits, spelling, &letters.counted, &letters.countedTokens)
        // WHY: as it is written, only a word with a digit has one.
        digits =
            spelled == nil && traits.all.isDisjoint(with: .number)
            ? nil : LetterStream(digitsOf: spelled ?? written, &letters.digits, &letters.digitTokens)
        message.scratch.letters = letters
    }
}
