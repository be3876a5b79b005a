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

/// Both readings of a message's letters and digits.
///
/// INVARIANT: the message owns the memory of both.
struct LinkedStreams {
    let written: LetterStream
    /// `nil` when nothing is spelled.
    let spelled: LetterStream?

    init(_ message: ScannedMessage, _ rules: DetectorRules, _ spelling: SpellingFilter) {
        var letters = message.scratch.letters
        written = LetterStream(writtenIn: message, &letters.written, &letters.writtenTokens)
        spelled =
            LetterStream.mayBeSpelled(message, rules, spelling)
            ? LetterStream(
                spelledIn: message, written, rules, spelling, &letters.spelled, &letters.spelledTokens)
            : nil
        message.scratch.letters = letters
    }
}
