import Conversations

/// Finds the customer's own values in text, however they are written.
struct KnownValueLinker: Sendable {
    private let rules: DetectorRules
    private let nicknames: [String: [String]]
    static let detector: DetectorID = "known-value"

    init(_ rules: DetectorRules) {
        self.rules = rules
        var nicknames: [String: [String]] = [:]
        for group in rules.tables.nicknames {
            guard let formal = group.first else { continue }
            for name in group.dropFirst() {
                nicknames[formal, default: []].append(name)
                nicknames[name, default: []].append(formal)
                nicknames[name, default: []] += group.dropFirst().filter { $0 != name }
            }
        }
        self.nicknames = nicknames
    }

    /// What some known values are looked for by.
    func needles(for known: [KnownValue]) -> Needles { Needles(known, rules, nicknames: nicknames) }
}

/// A stretch of folded bytes that a known value explains.
struct LinkedHit: Sendable {
    let range: Range<Int>
    let fieldClass: FieldClass
    /// The place of the known value in the list of them.
    let known: Int
}

/// Both readings of a message's letters and digits.
struct LinkedStreams: Sendable {
    let written: LetterStream
    /// `nil` when nothing is spelled.
    let spelled: LetterStream?

    init(_ message: ScannedMessage, _ rules: DetectorRules) {
        written = LetterStream(writtenIn: message)
        let spelled = LetterStream(spelledIn: message, rules)
        self.spelled = spelled.isSpelled ? spelled : nil
    }
}
