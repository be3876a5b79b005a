import Detection
import Conversations

/// Finds the cases that a person must see: runs the review rules over a conversation.
///
/// Pure: same messages and same rules give the same assessment, whatever the channel. Each message is read on its own and
/// neighbours only add to it, so a further message never removes a flag. Rules, the linear model and signals of records
/// each add to what the others find and take nothing away.
public struct FlagDetector: Sendable {
    /// The rules it runs.
    public let rules: FlagRules
    /// The languages with rules of some categories only: read in every message, and never enough to call one assessed.
    private let partial: Set<String>
    /// The language bits of ``rules`` within its guess.
    private let known: UInt32

    /// Within how many messages contributory hits join.
    public static let neighbourMessagesMax = 3
    /// How many messages after a question its answer may be.
    public static let answerMessagesMax = 3
    /// The confidence of a flag that only joined hits raise.
    public static let joinedConfidence = 60

    /// Takes compiled rules.
    public init(rules: FlagRules) {
        self.rules = rules
        let assessed = Set(rules.assessedLanguages)
        var known: UInt32 = 0
        for (place, language) in rules.languageGuess.languages.enumerated()
        where assessed.contains(language) { known |= 1 << UInt32(place) }
        self.known = known
        partial = Set(rules.languages).subtracting(assessed)
    }

    /// Assesses the messages of one conversation.
    ///
    /// - Parameters:
    ///   - messages: oldest first; evidence names them by their index.
    ///   - signals: what ``signals(of:in:)`` found in fields and events; they only add.
    /// - Returns: flags, gaps and what was not counted. Never fails: what cannot be read is a gap.
    public func assess(_ messages: [FlagMessage], signals: [SignalHit] = []) -> Assessment {
        var gaps: [Assessment.Gap] = []
        var found: [MessageHits] = []
        for (index, message) in messages.enumerated() {
            switch read(message) {
            case .success(let hits): found.append(hits)
            case .failure(let gap):
                gaps.append(Assessment.Gap(message: index, reason: gap.reason))
                found.append(gap.hits)
            }
        }
        AskedQuestions.answer(in: &found, authors: messages.map(\.author), rules: rules.rules)
        let joined = HitJoiner(rules: rules, messages: found, signals: signals)
        return Assessment(gaps: gaps, flags: joined.flags(), suppressed: joined.suppressed())
    }

    private struct ReadGap: Error {
        let reason: Assessment.GapReason
        var hits = MessageHits()
    }

    private func read(_ message: FlagMessage) -> Result<MessageHits, ReadGap> {
        guard message.text.utf8.count <= FlagMessage.textBytesMax else {
            return .failure(ReadGap(reason: .oversize))
        }
        let tokens = Tokeniser.tokens(of: FoldedText(message.text))
        let languages: [Lexicon]
        var gap: Assessment.GapReason?
        switch rules.languageGuess.answer(for: tokens, known: known) {
        case .languages(let bits): languages = lexicons(bits)
        case .unknown:
            // WHY: what is written in another language may still name a lawyer or a chargeback.
            languages = rules.lexicons
            gap = message.author == .bot ? nil : .languageWithoutRules
        }
        if Self.isUnreadable(message.text) { gap = .unreadable }
        let hits = MessageReader.hits(in: tokens, by: message.author, lexicons: languages, rules: rules)
        guard let gap else { return .success(hits) }
        return .failure(ReadGap(reason: gap, hits: hits))
    }

    private func lexicons(_ bits: UInt32) -> [Lexicon] {
        rules.lexicons.filter { lexicon in
            guard !partial.contains(lexicon.language),
                let place = rules.languageGuess.languages.firstIndex(of: lexicon.language)
            else { return true }
            return bits & (1 << UInt32(place)) != 0
        }
    }

    /// Control characters, or replacement characters where text should be: something went wrong before us.
    private static func isUnreadable(_ text: String) -> Bool {
        var replaced = 0
        for byte in text.utf8 {
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return true }
            if byte == 0xEF { replaced += 1 }
        }
        guard replaced >= 3 else { return false }
        return text.unicodeScalars.count { $0 == "\u{FFFD}" } >= 3
    }
}
