import Conversations

/// The detectors by the way their candidates are found.
///
/// WHY: a class, so that one search a message does not copy its lists.
final class PatternIndex: Sendable {
    /// A prefix of issued keys, folded.
    struct KeyPrefix: Sendable, BitwiseCopyable {
        /// The bytes that it begins with, up to four, the first one the lowest, and the bits of them that count.
        let head, headMask: UInt32
        fileprivate let start, end: Int
        let rule: Int

        /// Where its bytes stand among those of all prefixes.
        var bytes: Range<Int> { start..<end }

        fileprivate init(_ text: [UInt8], startingAt start: Int, rule: Int) {
            var (head, mask) = (UInt32(0), UInt32(0))
            for (place, byte) in text.prefix(4).enumerated() {
                head |= UInt32(byte) << UInt32(8 * place)
                mask |= 0xFF << UInt32(8 * place)
            }
            (self.head, headMask, self.start, end) = (head, mask, start, start + text.count)
            self.rule = rule
        }
    }

    /// What is asked of a form first, without touching its rule.
    struct Check: Sendable, BitwiseCopyable {
        let lengthMin, lengthMax: Int
        let isPhone: Bool
        /// Whether the rule file itself defines check digits.
        let hasSums: Bool
        let isCapitals: Bool
        let near, unless: DetectorRule.Context?
        fileprivate let firstValidator, firstOfLetters, endValidator: Int

        /// The places of its validators of digits among those of all rules.
        var ofDigits: Range<Int> { firstValidator..<firstOfLetters }
        /// The places of its other validators.
        var ofLetters: Range<Int> { firstOfLetters..<endValidator }
    }

    let rules: DetectorRules
    let shapes: ShapeBook
    /// The checks of every rule.
    let checks: ListView<Check>
    let validators: ListView<Validator>
    private let ownedChecks: (FrozenList<Check>, FrozenList<Validator>)
    /// The rank of every rule.
    let ranks: ListView<Int>
    private let ownedRanks: FrozenList<Int>
    /// The bytes of all prefixes.
    let prefixBytes: ListView<UInt8>
    // Prefix rules by the first byte of the prefix, and where those of each byte begin; one more at the end.
    private let prefixes: ListView<KeyPrefix>
    private let firstPrefixes: ListView<Int>
    private let ownedPrefixes: (FrozenList<UInt8>, FrozenList<KeyPrefix>, FrozenList<Int>)
    // For each first byte, bits of the second bytes' last five bits that some prefix has.
    let prefixPairs: ListView<UInt32>
    private let ownedPairs: FrozenList<UInt32>
    let plan: Plan
    let issuers: CardIssuers
    /// Words for digits and how often they count.
    let spelling: SpellingFilter
    private let clauseWords: FrozenWordFilter

    init(_ rules: DetectorRules) {
        self.rules = rules
        shapes = ShapeBook(rules.detectors)
        var checks: [Check] = []
        var validators: [Validator] = []
        for rule in rules.detectors {
            let first = validators.count
            validators += rule.validators.filter(\.isOfDigits)
            let firstOfLetters = validators.count
            validators += rule.validators.filter { !$0.isOfDigits }
            checks.append(
                Check(
                    lengthMin: rule.length.lowerBound, lengthMax: rule.length.upperBound,
                    isPhone: rule.find == .phone, hasSums: !rule.sums.isEmpty, isCapitals: rule.isCapitals,
                    near: rule.near, unless: rule.unless, firstValidator: first,
                    firstOfLetters: firstOfLetters, endValidator: validators.count))
        }
        ownedChecks = (FrozenList(checks), FrozenList(validators))
        self.checks = ownedChecks.0.view
        self.validators = ownedChecks.1.view
        ownedRanks = FrozenList(rules.detectors.map(\.rank))
        ranks = ownedRanks.view
        var byPrefix: [[(bytes: [UInt8], rule: Int)]] = Array(repeating: [], count: 256)
        var pairs = [UInt32](repeating: 0, count: 256)
        for (index, rule) in rules.detectors.enumerated() {
            for prefix in rule.prefixes {
                let folded = FoldedText(String(decoding: prefix, as: UTF8.self)).bytes
                guard folded.count >= 2 else { continue }
                byPrefix[Int(folded[0])].append((folded, index))
                pairs[Int(folded[0])] |= 1 << UInt32(folded[1] & 31)
            }
        }
        var (prefixBytes, prefixes, firstPrefixes): ([UInt8], [KeyPrefix], [Int]) = ([], [], [0])
        for list in byPrefix {
            for (bytes, rule) in list {
                prefixes.append(KeyPrefix(bytes, startingAt: prefixBytes.count, rule: rule))
                prefixBytes += bytes
            }
            firstPrefixes.append(prefixes.count)
        }
        ownedPrefixes = (FrozenList(prefixBytes), FrozenList(prefixes), FrozenList(firstPrefixes))
        self.prefixBytes = ownedPrefixes.0.view
        self.prefixes = ownedPrefixes.1.view
        self.firstPrefixes = ownedPrefixes.2.view
        ownedPairs = FrozenList(pairs)
        prefixPairs = ownedPairs.view
        plan = Plan(rules)
        issuers = CardIssuers(rules.tables)
        spelling = SpellingFilter(rules.tables)
        var clauseWords = WordFilter()
        for word in rules.tables.clauseWords { clauseWords.insert(word) }
        self.clauseWords = clauseWords.frozen
    }

    /// The prefixes of keys that begin with a byte.
    func prefixes(beginningWith byte: UInt8) -> Slice<ListView<KeyPrefix>> {
        prefixes[firstPrefixes[Int(byte)]..<firstPrefixes[Int(byte) + 1]]
    }

    /// Whether a word may stand between a cue and its value: `the password that I use is …`.
    func isClauseWord(_ word: UInt32) -> Bool {
        clauseWords.mayHold(word) && rules.tables.clauseWords.contains(word)
    }

    /// Whether a rule finds people.
    func isName(_ rule: Int) -> Bool {
        let find = rules.detectors[rule].find
        return find == .name || find == .givenName
    }

    /// Whether a rule finds secrets that people tell, or ids of keys.
    func isSecret(_ rule: Int) -> Bool {
        let find = rules.detectors[rule].find
        return (find == .secretAfter || find == .prefix || find == .secondOfPair || find == .changedSecret)
            && rules.detectors[rule].fieldClass.path == "secret"
    }

    /// Whether a rule finds what a person is reached by.
    func isContact(_ rule: Int) -> Bool {
        let find = rules.detectors[rule].find
        return find == .email || find == .phone
    }

    /// Whether some prefix may begin with two bytes.
    func mayBeginKey(_ first: UInt8, _ second: UInt8) -> Bool {
        prefixPairs[Int(first)] & (1 << UInt32(second & 31)) != 0
    }
}

extension PatternIndex {
    /// Which rules to ask where.
    final class Plan: Sendable {
        let card, iban, phone, ip, email, url, pem, track, address, amount: [Int]
        let nameBeside, codeBehindCard, dateBehindName, secretBeside: [Int]
        let cued: [Int]
        /// The lists that each of them stands near.
        let cuedNear: ListView<Lexicon.Lists>
        private let ownedNear: FrozenList<Lexicon.Lists>
        let cuedLists: Lexicon.Lists
        let cuedOrAt: Lexicon.Lists
        /// Words for money, ahead of which sums are told in words.
        let told: Lexicon.Lists
        /// What a header of a PEM block begins with.
        let begin = Token.hash(of: "begin".utf8)

        init(_ rules: DetectorRules) {
            func places(_ find: DetectorRule.Candidates) -> [Int] {
                rules.detectors.indices.filter { rules.detectors[$0].find == find }
            }
            card = places(.card)
            iban = places(.iban)
            phone = places(.phone).filter { rules.detectors[$0].shapes.isEmpty }
            ip = places(.ip)
            email = places(.email)
            url = places(.credentialsURL)
            pem = places(.pem)
            track = places(.track)
            address = places(.address)
            amount = places(.amount)
            nameBeside = places(.nameBeside)
            codeBehindCard = places(.codeBehindCard)
            secretBeside = places(.secretBeside)
            dateBehindName = places(.dateBehindName)
            cued = [
                .digits, .date, .secretAfter, .changedSecret, .secondOfPair, .referenceAfter, .spokenAfter,
                .handleAfter,
                .answerAfter, .addressAfter, .name,
                .givenName, .nameAhead,
            ].flatMap(
                places)
            ownedNear = FrozenList(cued.map { rules.detectors[$0].near?.lists ?? 0 })
            cuedNear = ownedNear.view
            cuedLists = cued.reduce(0) { $0 | (rules.detectors[$1].near?.lists ?? 0) }
            told = amount.isEmpty ? 0 : rules.words.told
            cuedOrAt = cuedLists | rules.words.at | told
        }
    }
}
