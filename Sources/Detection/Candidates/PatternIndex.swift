/// The detectors by the way their candidates are found.
///
/// WHY: a class, so that one search a message does not copy its lists.
final class PatternIndex: Sendable {
    /// A prefix of issued keys, folded.
    struct KeyPrefix: Sendable {
        let bytes: [UInt8]
        let rule: Int
    }

    /// What is asked of a form first, without touching its rule.
    struct Check: Sendable, BitwiseCopyable {
        let lengthMin, lengthMax: Int
        let isPhone: Bool
        /// Whether there are check digits to hold it against.
        let isChecked: Bool
        fileprivate let firstValidator, endValidator: Int

        /// The places of its validators among those of all rules.
        var validators: Range<Int> { firstValidator..<endValidator }
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
    /// Prefix rules by the first byte of the prefix.
    let byPrefix: [[KeyPrefix]]
    // For each first byte, bits of the second bytes' last five bits that some prefix has.
    let prefixPairs: ListView<UInt32>
    private let ownedPairs: FrozenList<UInt32>
    let plan: Plan
    /// Words for digits and how often they count.
    let spelling: SpellingFilter

    init(_ rules: DetectorRules) {
        self.rules = rules
        shapes = ShapeBook(rules.detectors)
        var checks: [Check] = []
        var validators: [Validator] = []
        for rule in rules.detectors {
            let first = validators.count
            validators += rule.validators
            checks.append(
                Check(
                    lengthMin: rule.length.lowerBound, lengthMax: rule.length.upperBound,
                    isPhone: rule.find == .phone, isChecked: !rule.validators.isEmpty || !rule.sums.isEmpty,
                    firstValidator: first, endValidator: validators.count))
        }
        ownedChecks = (FrozenList(checks), FrozenList(validators))
        self.checks = ownedChecks.0.view
        self.validators = ownedChecks.1.view
        ownedRanks = FrozenList(rules.detectors.map(\.rank))
        ranks = ownedRanks.view
        var byPrefix: [[KeyPrefix]] = Array(repeating: [], count: 256)
        var pairs = [UInt32](repeating: 0, count: 256)
        for (index, rule) in rules.detectors.enumerated() {
            for prefix in rule.prefixes {
                let folded = FoldedText(String(decoding: prefix, as: UTF8.self)).bytes
                guard folded.count >= 2 else { continue }
                byPrefix[Int(folded[0])].append(KeyPrefix(bytes: folded, rule: index))
                pairs[Int(folded[0])] |= 1 << UInt32(folded[1] & 31)
            }
        }
        self.byPrefix = byPrefix
        ownedPairs = FrozenList(pairs)
        prefixPairs = ownedPairs.view
        plan = Plan(rules)
        spelling = SpellingFilter(rules.tables)
    }

    /// Whether a rule finds people.
    func isName(_ rule: Int) -> Bool {
        let find = rules.detectors[rule].find
        return find == .name || find == .givenName
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
        let card, iban, phone, ip, email, url, pem, track, address: [Int]
        let nameBeside, codeBehindCard, dateBehindName: [Int]
        let cued: [Int]
        let cuedLists: Lexicon.Lists
        let cuedOrAt: Lexicon.Lists
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
            nameBeside = places(.nameBeside)
            codeBehindCard = places(.codeBehindCard)
            dateBehindName = places(.dateBehindName)
            cued = [
                .digits, .date, .secretAfter, .secondOfPair, .referenceAfter, .spokenAfter, .handleAfter,
                .answerAfter, .addressAfter, .name,
                .givenName, .nameAhead,
            ].flatMap(
                places)
            cuedLists = cued.reduce(0) { $0 | (rules.detectors[$1].near?.lists ?? 0) }
            cuedOrAt = cuedLists | rules.words.at
        }
    }
}
