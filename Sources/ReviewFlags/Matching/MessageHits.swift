import Conversations

/// What the rules find in one message, before hits of neighbouring messages are joined.
struct MessageHits: Sendable {
    /// One hit of one rule.
    struct Hit: Sendable {
        /// The rule's place in ``FlagRules/rules``.
        let rule: Int
        /// UTF-8 bytes of the raw message, in reading order.
        let ranges: [Range<Int>]
        /// How much it weighs here.
        let strength: RuleStrength
        /// 0 to 100.
        let confidence: Int
    }

    /// A hit that does not count.
    struct Blocked: Sendable {
        /// The rule's place.
        let rule: Int
        /// UTF-8 bytes of the raw message.
        let range: Range<Int>
        /// Why it does not count.
        let reason: Assessment.SuppressionReason
    }

    /// The hits that count, one for each rule, by rule.
    var hits: [Hit] = []
    /// The hits that do not, by rule.
    var blocked: [Blocked] = []
    /// Questions of rules that wait for an answer, by rule.
    var questions: [Hit] = []
    /// What the message answers, if it begins like an answer.
    var reply: Reply?

    /// The beginning of a message that answers a question.
    struct Reply: Sendable {
        /// What it says.
        let answer: FlagAnswer
        /// UTF-8 bytes of the raw message.
        let range: Range<Int>
    }

    /// How much less sure a hit is that stands in a quotation or was reported by staff.
    static let secondHandDiscount = 20
}

/// Runs all rules over one message.
struct MessageReader {
    private let rules: FlagRules
    private let author: AuthorRole
    private let matcher: PatternMatcher
    private let lexicons: [Lexicon]
    private let languages: UInt32
    private let quotedFrom: Int
    private let requestSentences: Set<Int32>
    private var found = MessageHits()

    /// Finds the hits of one message.
    ///
    /// - Parameters:
    ///   - text: the message's tokens.
    ///   - author: who wrote it.
    ///   - lexicons: the lexicons of the languages to read it in.
    ///   - rules: the compiled rules.
    /// - Returns: what counts and what does not, by rule.
    static func hits(
        in text: TokenisedText, by author: AuthorRole, lexicons: [Lexicon], rules: FlagRules
    ) -> MessageHits {
        let languages = lexicons.reduce(0) { $0 | rules.languageGuess.bit(of: $1.language) }
        let read = WordReader.read(text, rules.table.vocabulary, languages: languages)
        let hits = SlotHits(read, rules.table)
        var reader = MessageReader(read, hits, author, lexicons, rules)
        reader.run()
        reader.addCandidates(text)
        reader.readReply()
        return reader.found
    }

    private init(
        _ text: ReadText, _ hits: SlotHits, _ author: AuthorRole, _ lexicons: [Lexicon], _ rules: FlagRules
    ) {
        self.rules = rules
        self.author = author
        self.lexicons = lexicons
        languages = lexicons.reduce(0) { $0 | rules.languageGuess.bit(of: $1.language) }
        matcher = PatternMatcher(
            text: text, hits: hits, masks: lexicons.flatMap { hits.ranges($0.masks) })
        requestSentences = Set(
            lexicons.compactMap(\.everydayRequests).flatMap { hits.ranges($0) }
                .map { text.tokens[$0.lowerBound].sentence })
        quotedFrom = lexicons.flatMap { hits.ranges($0.quoteHeaders) }.map(\.lowerBound).min() ?? Int.max
    }

    private mutating func run() {
        let languages = lexicons.map(\.language)
        // For each rule that may hit, the patterns to try; few messages have more than a handful.
        var candidates: [(rule: Int, pattern: Int)] = []
        for slot in matcher.hits.slots {
            for place in rules.patternsBySlot[Int(slot)] {
                candidates.append((Int(place.rule), Int(place.pattern)))
            }
        }
        candidates.sort { $0 < $1 }
        var at = 0
        while at < candidates.count {
            let number = candidates[at].rule
            var matches: [PatternMatcher.Match] = []
            let rule = rules.rules[number]
            let isRead = languages.contains(rule.language) && reads(rule)
            while at < candidates.count, candidates[at].rule == number {
                if isRead { matches += matcher.matches(rule.patterns[candidates[at].pattern]) }
                at += 1
            }
            if !matches.isEmpty { judge(matches, of: rule, number) }
        }
    }

    /// Before which word an answer says yes or no: `oh yes`, `hello, no`.
    private static let replyWordsMax = 2

    /// Whether a customer's message begins with a yes or a no; the first of the two counts, and of both the longer.
    private mutating func readReply() {
        guard author == .customer || author == .other else { return }
        var best: (range: Range<Int>, answer: FlagAnswer)?
        for lexicon in lexicons {
            for (slot, answer) in [(lexicon.affirmations, FlagAnswer.affirmed), (lexicon.denials, .denied)] {
                for range in slot.map({ matcher.hits.ranges($0) }) ?? []
                where range.lowerBound < Self.replyWordsMax {
                    let isFirst = best.map {
                        (range.lowerBound, -range.upperBound) < ($0.range.lowerBound, -$0.range.upperBound)
                    }
                    if isFirst ?? true { best = (range, answer) }
                }
            }
        }
        guard let best else { return }
        let first = matcher.text.tokens[best.range.lowerBound]
        let last = matcher.text.tokens[best.range.upperBound - 1]
        found.reply = MessageHits.Reply(
            answer: best.answer, range: Int(first.start)..<Int(last.end))
    }

    /// What the linear model adds where no rule flags alone; less is asked of it where a tentative one hit.
    private mutating func addCandidates(_ text: TokenisedText) {
        guard let model = rules.model, isReadByModel else { return }
        var flagged: Set<FlagCategory> = []
        var hinted: Set<FlagCategory> = []
        for hit in found.hits {
            let category = rules.rules[hit.rule].category
            switch hit.strength {
            case .decisive, .strong: flagged.insert(category)
            case .tentative: hinted.insert(category)
            case .contributory: break
            }
        }
        let isFluent =
            model.languages.map { known in lexicons.contains { known.contains($0.language) } } ?? true
        for candidate in model.candidates(in: text, flagged: flagged, hinted: hinted)
        where isFluent || (flagged.isEmpty && namesContent(candidate, in: text)) {
            let number = rules.modelRules[candidate.target]
            found.hits.append(
                MessageHits.Hit(
                    rule: number, ranges: candidate.ranges, strength: rules.rules[number].strength,
                    confidence: rules.rules[number].confidence))
        }
        found.hits.sort { $0.rule < $1.rule }
    }

    /// Whether two of the places by which the model speaks hold a word that is not an everyday one.
    ///
    /// WHY: in a language of which it learned little its weights of small words are chance, and so is which category it adds
    /// to one that rules flag.
    private func namesContent(_ candidate: LinearModel.Candidate, in text: TokenisedText) -> Bool {
        candidate.ranges.count { range in
            text.tokens.contains { token in
                range.contains(Int(token.start))
                    && !rules.table.vocabulary.isEveryday(
                        WordHash.of(text.letters(of: token)), languages: languages)
            }
        } >= 2
    }

    /// Staff's words are read for what they say the customer said, and by rules about staff; a bot's for decisive words only.
    ///
    /// WHY: a bot that sums up says of every customer that he claims and complains.
    private func reads(_ rule: FlagRule) -> Bool {
        if rule.authors.contains(author) { return true }
        guard rule.answer == nil, rule.authors.contains(.customer) else { return false }
        return author == .agent || (author == .bot && rule.strength == .decisive)
    }

    /// Whether staff's or a bot's words are a customer's: reported, or for decisive rules quoted.
    private func isCustomers(_ match: PatternMatcher.Match, _ rule: FlagRule) -> Bool {
        isReported(match) || (rule.strength == .decisive && isQuoted(match))
    }

    private mutating func judge(_ matches: [PatternMatcher.Match], of rule: FlagRule, _ number: Int) {
        var firstBlocked: MessageHits.Blocked?
        var weak: MessageHits.Hit?
        for match in matches.sorted(by: { $0.start < $1.start }) {
            let ranges = rawRanges(match)
            if let reason = obstacle(to: match, of: rule) {
                if firstBlocked == nil {
                    firstBlocked = MessageHits.Blocked(rule: number, range: ranges[0], reason: reason)
                }
                continue
            }
            let isSecondHand = isQuoted(match) || !rule.authors.contains(author)
            let hit = MessageHits.Hit(
                rule: number, ranges: ranges, strength: strength(of: match, rule),
                confidence: max(0, rule.confidence - (isSecondHand ? MessageHits.secondHandDiscount : 0)))
            guard rule.answer == nil else { return found.questions.append(hit) }
            if !isQuoted(match) || hit.strength == rule.strength { return found.hits.append(hit) }
            weak = weak ?? hit
        }
        if let weak {
            found.hits.append(weak)
        } else if let firstBlocked {
            found.blocked.append(firstBlocked)
        }
    }

    /// Whether the linear model reads this message: staff's and bots' words taught it nothing.
    private var isReadByModel: Bool { author == .customer || author == .other }

    private func strength(of match: PatternMatcher.Match, _ rule: FlagRule) -> RuleStrength {
        if isQuoted(match) { return rule.strength.quoted }
        // WHY: where staff report a customer's words, the model cannot speak, and the report speaks instead.
        return rule.strength == .tentative && !isReadByModel ? .strong : rule.strength
    }

    private func obstacle(
        to match: PatternMatcher.Match, of rule: FlagRule
    ) -> Assessment.SuppressionReason? {
        if match.isMasked { return .idiom }
        if isQuoted(match), rule.strength.needsOthers { return .quotation }
        if !rule.authors.contains(author), !isCustomers(match, rule) { return .notReported }
        if rule.strength != .decisive, rule.severity < 4, isEverydayRequest(match) { return .blocker }
        for blocker in rule.blockers where stands(blocker, beside: match) { return .blocker }
        for blocker in rule.messageBlockers where !matcher.matches(blocker).isEmpty { return .blocker }
        if rule.isNegatable, isNegated(match) { return .negation }
        return nil
    }

    private func stands(_ blocker: Pattern, beside match: PatternMatcher.Match) -> Bool {
        let sentences = match.parts.map { matcher.text.tokens[$0.lowerBound].sentence }
        return matcher.matches(blocker).contains { other in
            !other.isMasked
                && other.parts.contains { sentences.contains(matcher.text.tokens[$0.lowerBound].sentence) }
        }
    }

    /// Whether every part of a match stands in a sentence that asks for a product, a service or a piece of information.
    private func isEverydayRequest(_ match: PatternMatcher.Match) -> Bool {
        guard !requestSentences.isEmpty else { return false }
        return match.parts.allSatisfy {
            requestSentences.contains(matcher.text.tokens[$0.lowerBound].sentence)
        }
    }

    /// Whether the first-person denial of an intention stands shortly before a match.
    private func isNegated(_ match: PatternMatcher.Match) -> Bool {
        let start = match.start
        let sentence = matcher.text.tokens[start].sentence
        for lexicon in lexicons {
            let exceptions = matcher.hits.ranges(lexicon.negatorExceptions)
            for range in matcher.hits.ranges(lexicon.negators)
            where range.lowerBound < start && start - range.upperBound <= Lexicon.negationWindow
                && matcher.text.tokens[range.lowerBound].sentence == sentence
            {
                if !exceptions.contains(where: { $0.overlaps(range) }) { return true }
            }
        }
        return false
    }

    private func isReported(_ match: PatternMatcher.Match) -> Bool {
        let sentence = matcher.text.tokens[match.start].sentence
        for range in lexicons.flatMap({ matcher.hits.ranges($0.reporters) }) {
            let distance = sentence - matcher.text.tokens[range.lowerBound].sentence
            if distance == 1 || (distance == 0 && range.lowerBound <= match.start) { return true }
        }
        return false
    }

    private func isQuoted(_ match: PatternMatcher.Match) -> Bool {
        match.start >= quotedFrom || matcher.text.tokens[match.start].isQuoted
    }

    private func rawRanges(_ match: PatternMatcher.Match) -> [Range<Int>] {
        match.parts.map { part in
            Int(
                matcher.text.tokens[part.lowerBound].start)..<Int(
                    matcher.text.tokens[part.upperBound - 1].end)
        }.sorted { $0.lowerBound < $1.lowerBound }
    }
}

extension RuleStrength {
    /// What it weighs within a quotation.
    fileprivate var quoted: RuleStrength { self == .strong ? .contributory : self }

    /// Whether a hit raises nothing by itself.
    var needsOthers: Bool { self == .tentative || self == .contributory }
}
