/// The needles of some known values, made ready once and shared by every search of a request.
///
/// WHY: a class, so that a search of one message does not copy a dozen lists; what is asked for every word or byte lies
/// in flat lists.
final class NeedleBook: Sendable {
    /// A name or a number that is also found with one slip.
    struct SlipShape: Sendable, BitwiseCopyable {
        let letters: UInt32
        let count: Int32
        /// Its place in ``Needles/slips`` or ``Needles/references``.
        let place: Int32
    }

    let needles: Needles
    /// What was read of the request's messages.
    let read = ReadMessages()
    let rules: DetectorRules
    let spelling: SpellingFilter
    /// Every word of names, places and short values.
    let filter: FrozenWordFilter
    /// The words that a street of the record may begin with, in any of their spellings, and all its words that have others.
    let streetHeads: FrozenWordFilter
    /// The words of ``Needles/loneWords`` in any of their spellings.
    let loneWords: FrozenWordFilter
    /// Bits of the lengths that a number of ``Needles/references`` may have with a slip in it.
    let slippedCounts: UInt32
    /// Those of ``Needles/references`` that are also found with a slip, in that order.
    let slippedReferences: ListView<SlipShape>
    private let heads: ListView<UInt16>
    private let runs: ListView<Needles.Run>
    private let pool: ListView<UInt8>
    private let owned: (FrozenList<SlipShape>, FrozenList<UInt16>, FrozenList<Needles.Run>)
    // The names that are about as long as a word, and where those of each length begin; one more at the end.
    private let slipsByCount: ListView<SlipShape>
    private let slipStarts: ListView<Int32>
    private let ownedSlips: (FrozenList<SlipShape>, FrozenList<Int32>)
    /// Words as long as this and longer ones are told apart no more.
    private static let slipCountMax = 24

    init(_ needles: Needles) {
        self.needles = needles
        rules = needles.rules
        spelling = needles.spelling
        filter = needles.filter.frozen
        var streetHeads = WordFilter(slots: 1024)
        for street in needles.streets {
            let head = needles.streetWords[street.words.lowerBound]
            for word in spelling.spellings(of: head) { streetHeads.insert(word) }
        }
        for (form, _) in needles.streetForms.all { streetHeads.insert(UInt32(truncatingIfNeeded: form)) }
        self.streetHeads = streetHeads.frozen
        var loneWords = WordFilter(slots: 1024)
        for word in needles.loneWords {
            for form in spelling.spellings(of: word.hash) { loneWords.insert(form) }
        }
        for (form, _) in needles.streetForms.all { loneWords.insert(UInt32(truncatingIfNeeded: form)) }
        self.loneWords = loneWords.frozen
        slippedCounts = needles.references.lazy.filter(\.isSlipped).reduce(0) { counts, reference in
            // WHY: a slip adds a sign, takes one or leaves their number; longer ones are not looked for.
            counts | (reference.count > 0 && reference.count < 31 ? 7 << UInt32(reference.count - 1) : 0)
        }
        owned = (
            FrozenList(
                needles.references.indices.compactMap { place in
                    let reference = needles.references[place]
                    return reference.isSlipped
                        ? SlipShape(
                            letters: reference.letters, count: reference.count, place: Int32(place)) : nil
                }),
            FrozenList(needles.heads), FrozenList(needles.runs)
        )
        var (byCount, starts): ([SlipShape], [Int32]) = ([], [0])
        byCount.reserveCapacity(needles.slips.count * 3)
        starts.reserveCapacity(Self.slipCountMax + 2)
        for count in 0...Self.slipCountMax {
            for (place, slip) in needles.slips.enumerated()
            where abs(min(Int(slip.count), Self.slipCountMax) - count) <= 1 {
                byCount.append(SlipShape(letters: slip.letters, count: slip.count, place: Int32(place)))
            }
            starts.append(Int32(byCount.count))
        }
        ownedSlips = (FrozenList(byCount), FrozenList(starts))
        slipsByCount = ownedSlips.0.view
        slipStarts = ownedSlips.1.view
        slippedReferences = owned.0.view
        heads = owned.1.view
        runs = owned.2.view
        pool = needles.pool.view
    }

    /// The first of the runs that may begin with four bytes, the first one the lowest.
    @inline(__always) func firstRun(_ word: UInt32) -> UInt16? {
        let first = heads[Needles.slot(word)]
        return first == 0 ? nil : first
    }

    /// Calls back for every run that stands at a place of a stream, from left to right.
    ///
    /// One pass, whatever the number of runs: four bytes at a time lead to the few that begin like them.
    func forEachRun(
        in bytes: ListView<UInt8>, startingBefore end: Int = .max, _ body: (Int, Needles.Run) -> Void
    ) {
        guard !runs.isEmpty else { return }
        bytes.forEachFour(below: end) { place, four in
            let first = heads[Needles.slot(four)]
            guard first != 0 else { return }
            forEachRun(first, at: place, of: bytes.count, { bytes[$0] }) { body(place, $0) }
        }
    }

    /// Calls back for every run of a chain that stands at a place of a stream that is asked byte by byte.
    @inline(__always) func forEachRun(
        _ first: UInt16, at place: Int, of total: Int, _ byte: (Int) -> UInt8, _ body: (Needles.Run) -> Void
    ) {
        var next = Int(first)
        while next > 0 {
            let run = runs[next - 1]
            let (start, count) = (run.range.lowerBound, run.count)
            if place + count <= total, byte(place + count - 1) == pool[start + count - 1] {
                var offset = 0
                while offset < count, byte(place + offset) == pool[start + offset] { offset += 1 }
                if offset == count { body(run) }
            }
            next = Int(run.next)
        }
    }

    /// Where the names stand that may be as long as a word with a slip, for ``slip(_:)``.
    func slips(near count: Int) -> Range<Int> {
        let group = min(count, Self.slipCountMax)
        return Int(slipStarts[group])..<Int(slipStarts[group + 1])
    }

    /// A name that is also found with one slip, among those of about one length.
    @inline(__always) func slip(_ place: Int) -> SlipShape { slipsByCount[place] }

    /// The letters of a name that is also found with one slip.
    func name(ofSlip place: Int) -> Slice<ListView<UInt8>> {
        letters(needles.slips[place].start, needles.slips[place].count)
    }

    /// The letters and digits of a run.
    func letters(of run: Needles.Run) -> Slice<ListView<UInt8>> { pool[run.range] }

    /// Letters or digits that a needle kept.
    func letters(_ start: Int32, _ count: Int32) -> Slice<ListView<UInt8>> {
        pool[Int(start)..<Int(start + count)]
    }
}

/// Which words are read otherwise than they are written; the same for every request.
///
/// WHY: a class with tables of its own, since asking the rule files' tables copies all of them.
final class SpellingFilter: Sendable {
    /// Words for digits and letters, in any language.
    let spoken: FrozenWordFilter
    /// Words that a number or the name of a month may begin with.
    let counting: FrozenWordFilter
    /// How often the next digit counts, by the word that says so.
    let repeats: FrozenWordMap<Int>
    /// Tens that take a following unit.
    let tens: FrozenWordMap<UInt8>
    /// What a number word adds: its digits.
    let numberWords: NumberWords
    /// Letters by their spelling word.
    let spellingWords: FrozenWordMap<UInt8>
    /// Places in a row by their word.
    let ordinals: FrozenWordMap<Int>
    /// What a number ahead is multiplied by.
    let scales: FrozenWordMap<Int>
    /// Words that may be the name of a letter or begin a phrase for a letter or a sign.
    let letters: FrozenWordFilter
    private let letterNames: FrozenWordMap<UInt8>
    private let letterPhrases: [UInt32: [DetectorTables.NumberPhrase]]
    private let holidays: [UInt32: [DetectorTables.Holiday]]
    // What the phrases of letters and the feasts begin with: see ``opening(_:)``.
    private let letterOpenings, holidayOpenings: FrozenWordFilter
    private let fillers: FrozenWordMap<Bool>
    private let letterCues: [[UInt32]]
    private let letterCueHeads: FrozenWordFilter
    private let phrases: [UInt32: [DetectorTables.NumberPhrase]]
    private let phraseHeads: FrozenWordFilter
    private let abbreviations: [UInt32: [UInt32]]
    private let wholes: [UInt32: UInt32]
    private let abbreviated: FrozenWordFilter
    // Bits of the traits that words may have, by the last bits of their hashes: see ``traits(of:)``.
    private let mayHave: ListView<UInt8>
    private let ownedTraits: FrozenList<UInt8>
    private static let traitSlots = 1 << 15

    init(_ tables: DetectorTables) {
        // Words that count.
        let numbers = [
            Array(tables.tens.keys), Array(tables.numberWords.keys), Array(tables.numberPhrases.keys),
            Array(tables.scales.keys),
        ]
        spoken = WordFilter.of(
            numbers + [Array(tables.repeats.keys), Array(tables.spellingWords.keys)], slots: 1 << 15)
        counting = WordFilter.of(
            numbers + [Array(tables.ordinals.keys), Array(tables.months.keys)], slots: 1 << 14)
        repeats = FrozenWordMap(tables.repeats)
        tens = FrozenWordMap(tables.tens)
        numberWords = NumberWords(tables.numberWords)
        spellingWords = FrozenWordMap(tables.spellingWords)
        ordinals = FrozenWordMap(tables.ordinals)
        scales = FrozenWordMap(tables.scales)
        letterNames = FrozenWordMap(tables.letterNames)
        letterPhrases = tables.letterPhrases
        letters = WordFilter.of(
            [Array(tables.letterNames.keys), Array(tables.letterPhrases.keys)], slots: 1 << 13)
        letterOpenings = WordFilter.of([letterPhrases.values.joined().map { Self.opening($0.words) }])
        fillers = FrozenWordMap(
            tables.letterPhrases.values.joined().flatMap(\.words).reduce(into: [:]) { $0[$1] = true })
        holidays = tables.holidays
        holidayOpenings = WordFilter.of([holidays.values.joined().map { Self.opening($0.words) }])
        letterCues = tables.letterCues
        letterCueHeads = WordFilter.of([tables.letterCues.compactMap(\.first)], slots: 1024)
        phrases = tables.numberPhrases
        phraseHeads = WordFilter.of([Array(phrases.keys)], slots: 1024)
        var abbreviations: [UInt32: [UInt32]] = [:]
        for (short, whole) in tables.abbreviations { abbreviations[whole, default: []].append(short) }
        self.abbreviations = abbreviations
        wholes = tables.abbreviations
        abbreviated = WordFilter.of([Array(wholes.keys)])
        var mayHave = [UInt8](repeating: 0, count: Self.traitSlots)
        func note(_ trait: WordTraits, _ words: some Sequence<UInt32>) {
            for word in words {
                mayHave[Int(word) & (Self.traitSlots - 1)] |= UInt8(truncatingIfNeeded: trait.rawValue)
            }
        }
        for list in numbers { note([.spoken, .counting], list) }
        note(.spoken, tables.repeats.keys)
        note(.spoken, tables.spellingWords.keys)
        note(.counting, tables.ordinals.keys)
        note(.counting, tables.months.keys)
        note(.letterName, tables.letterNames.keys)
        note(.letterName, tables.letterPhrases.keys)
        note(.feast, tables.holidays.keys)
        ownedTraits = FrozenList(mayHave)
        self.mayHave = ownedTraits.view
    }

    /// What a word may be, as far as its hash tells; of what it lets through some are strangers.
    ///
    /// WHY: nearly every word is nothing of all this, and one look says so.
    @inline(__always) func traits(of word: UInt32) -> WordTraits {
        var traits = WordTraits(rawValue: UInt16(mayHave[Int(word) & (Self.traitSlots - 1)]))
        guard !traits.isEmpty else { return traits }
        if traits.contains(.spoken), !spoken.mayHold(word) { traits.remove(.spoken) }
        if traits.contains(.counting), !counting.mayHold(word) { traits.remove(.counting) }
        if traits.contains(.letterName), !letters.mayHold(word) { traits.remove(.letterName) }
        return traits
    }

    /// One form for words that are written in two ways.
    func canonical(_ word: UInt32) -> UInt32 { abbreviated.mayHold(word) ? wholes[word] ?? word : word }

    /// Whether words stand at a token, one behind the other.
    private static func stand(_ words: [UInt32], at place: Int, _ tokens: ListView<Token>) -> Bool {
        place + words.count <= tokens.count
            && words.indices.allSatisfy { tokens[place + $0].hash == words[$0] }
    }

    /// The longest number of several words that begins at a token.
    func numberPhrase(at place: Int, _ tokens: ListView<Token>) -> DetectorTables.NumberPhrase? {
        let first = tokens[place].hash
        guard phraseHeads.mayHold(first), let phrases = phrases[first] else { return nil }
        return phrases.first { Self.stand($0.words, at: place, tokens) }
    }

    /// The longest phrase for a letter, or for a sign that is left out, that begins at a token.
    func letterPhrase(at place: Int, _ tokens: ListView<Token>) -> DetectorTables.NumberPhrase? {
        guard mayOpen(letterOpenings, at: place, tokens) else { return nil }
        return letterPhrases[tokens[place].hash]?.first { Self.stand($0.words, at: place, tokens) }
    }

    /// The first two words of a phrase in one number, or its only one.
    ///
    /// WHY: "new" and "the" begin hundreds of sentences, and few of them with the second word of a phrase.
    private static func opening(_ words: [UInt32]) -> UInt32 {
        words.count > 1 ? pair(words[0], words[1]) : words.first ?? 0
    }

    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 { (first &* 0x85EB_CA6B) ^ second }

    /// Whether a phrase may begin at a token.
    @inline(__always) private func mayOpen(
        _ openings: FrozenWordFilter, at place: Int, _ tokens: ListView<Token>
    ) -> Bool {
        let first = tokens[place].hash
        return openings.mayHold(first)
            || place + 1 < tokens.count && openings.mayHold(Self.pair(first, tokens[place + 1].hash))
    }

    /// The letter that a word names among three others at least: `erre` of `cu, u, i, erre`.
    ///
    /// WHY: "es el" and "you are" are hardly ever letters.
    func letterName(at place: Int, _ message: ScannedMessage) -> UInt8? {
        guard let letter = letterNames[message.tokens[place].hash], isRow(at: place, message) else {
            return nil
        }
        return letter
    }

    /// Whether a token stands in a row of four letters and names of letters at least.
    func isRow(at place: Int, _ message: ScannedMessage) -> Bool {
        var row = 1
        for step in [-1, 1] {
            var other = place + step
            // INVARIANT: a few steps, however many words between are no letters.
            while row < 4, abs(other - place) <= 8, message.tokens.indices.contains(other),
                message.gap(after: min(other, other - step)).count <= 3, isLetter(message.tokens[other])
            {
                let token = message.tokens[other]
                if token.count == 1 || fillers[token.hash] == nil { row += 1 }
                other += step
            }
        }
        return row >= 4
    }

    private func isLetter(_ token: Token) -> Bool {
        token.kind == .letters
            && (token.count == 1
                || letters.mayHold(token.hash) && letterNames[token.hash] != nil
                || fillers[token.hash] != nil)
    }

    /// The digits of a word that is digits and words for digits: `five55`, `3oh3`.
    func mixedDigits(_ token: Token, _ bytes: ListView<UInt8>) -> [UInt8]? {
        guard token.count >= 4, token.count <= 24 else { return nil }
        var digits: [UInt8] = []
        var rest = bytes[token.range]
        while let first = rest.first {
            let part = rest.prefix { $0.isDigit == first.isDigit }
            rest = rest.dropFirst(part.count)
            if first.isDigit {
                digits += part
            } else {
                let word = Token.hash(of: part)
                guard part.count >= 2, spoken.mayHold(word), let spelled = numberWords[word] else {
                    return nil
                }
                digits += spelled
            }
        }
        return digits
    }

    /// The feast whose name begins at a token.
    func holiday(at place: Int, _ tokens: ListView<Token>) -> DetectorTables.Holiday? {
        guard mayOpen(holidayOpenings, at: place, tokens) else { return nil }
        return holidays[tokens[place].hash]?.first { Self.stand($0.words, at: place, tokens) }
    }

    /// How many tokens behind a letter explain it: `T as in Tango` has three; 0 when none do.
    func wordsBehindLetter(at place: Int, _ message: ScannedMessage) -> Int {
        let tokens = message.tokens
        guard place + 1 < tokens.count, letterCueHeads.mayHold(tokens[place + 1].hash) else { return 0 }
        let letter = message.bytes[Int(tokens[place].start)]
        for cue in letterCues {
            let word = place + cue.count + 1
            guard word < tokens.count, tokens[word].count >= 3, tokens[word].kind == .letters,
                message.bytes[Int(tokens[word].start)] == letter,
                cue.indices.allSatisfy({ tokens[place + 1 + $0].hash == cue[$0] })
            else { continue }
            return cue.count + 1
        }
        return 0
    }

    /// A word of an address and what stands for it.
    func spellings(of word: UInt32) -> [UInt32] { [word] + (abbreviations[word] ?? []) }
}
