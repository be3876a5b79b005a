/// The words of all lexicons by key, so that text is matched by comparing numbers.
///
/// WHY a class: it is handed on with every sentence, and its tables are many.
final class WordTable: Sendable {
    static let languagesMax = 8

    private let rows: WordRows

    init(_ lexicons: [Lexicon]) { rows = WordRows(lexicons) }

    var languages: Int { rows.languages }

    /// Looks a word up by its lower-case bytes.
    func read(_ bytes: [UInt8], _ range: Range<Int>) -> WordRows.Reading { rows.read(bytes, range) }

    /// Looks a word up by its text in lower case.
    func read(_ text: String) -> WordRows.Reading {
        let bytes = Array(text.utf8)
        return rows.read(bytes, 0..<bytes.count)
    }

    /// The cues of a row in one language.
    @inline(__always)
    func cues(_ row: Int32, language: Int) -> CueSet { rows.cues(row, language: language) }

    /// The kinds of deeds that a word speaks of in one language.
    @inline(__always)
    func deeds(_ word: Word, language: Int) -> DeedSet { rows.deeds(word, language: language) }

    /// Whether a word belongs to a group in any language.
    func isInAnyLanguage(_ row: Int32, _ group: CueSet) -> Bool { rows.isInAnyLanguage(row, group) }

    /// How much a row speaks for each language.
    @inline(__always)
    func votes(_ row: Int32) -> SIMD8<Int32> { rows.votes(row) }

    /// How much a stop word speaks for its language; a history changes its language for no less.
    var stopVote: Int32 { WordRows.stopVote }

    /// What a month or number word means, -1 for none.
    func position(_ row: Int32) -> Int32 { rows.position(row) }

    /// Calls back for the phrases of a language that a word with the word behind it may open.
    @inline(__always) func forEachSequence(
        _ row: Int32, then next: UInt64, language: Int, _ body: (WordRows.Sequence) -> Void
    ) { rows.forEachSequence(row, then: next, language: language, body) }
}

/// What the lexicons say of each word, one row a word, beginning and ending.
struct WordRows: Sendable {
    /// How many letters of a word make its stem.
    private static let stemLetters = 6
    /// A shorter word is no plural of another.
    private static let pluralLettersMin = 3
    fileprivate static let stopVote: Int32 = 8

    /// A phrase of at least two words, or one whose last word is only a beginning.
    struct Sequence: Sendable {
        let rest: [UInt64]
        let prefix: [UInt8]?
        let cue: CueSet
    }

    /// A beginning of words, and what every word that begins so signals.
    private struct Start {
        let text: [UInt8]
        let language: Int
        let cue: CueSet
        let deeds: DeedSet
    }

    /// What the lexicons know of a word.
    struct Reading {
        let key: UInt64
        let stem: UInt64
        /// The row of its cues, -1 when no lexicon has the word or its beginning.
        let row: Int32
        /// Which beginning says what kind of deed it speaks of, counted from 1; 0 for none.
        let deedStart: UInt16
    }

    let languages: Int
    /// Whole words; their numbers are their rows.
    private var words = KeyTable(about: 4096)
    /// Beginnings; their numbers plus the count of words are their rows.
    private var beginnings = KeyTable(about: 512)
    /// By beginning, whether any language gives it a cue, and whether any gives it a kind of deed.
    ///
    /// WHY apart: "rembours*" says what "remboursera" is about, and its ending that it is yet to be done.
    private var startsCue: [Bool] = []
    private var startsDeed: [Bool] = []
    /// Endings of words that no lexicon has otherwise; their rows follow those of the beginnings.
    private var endings = KeyTable(about: 64)
    private var endingLengths: [Int] = []
    /// By row times languages plus language.
    private var cues: [CueSet] = []
    /// By row times languages plus language.
    private var deeds: [DeedSet] = []
    /// How much a row speaks for each language.
    private var votes: [SIMD8<Int32>] = []
    /// What a month or number word means (its place in its list), by row; -1 for none.
    private var positions: [Int32] = []
    /// Phrases by what they open with: see ``opening(_:_:_:)``.
    private var openings = KeyTable(about: 1024)
    private var sequences: [[Sequence]] = []
    /// By row: whether some phrase begins with the word.
    private var opens: [Bool] = []
    /// Bit n is set when some beginning has n bytes.
    private var beginningLengths: UInt64 = 0
    /// Bits of the states that beginnings end in: of the others surely none does.
    private var beginningBits = [UInt64](repeating: 0, count: beginningSlots / 64)
    private static let beginningSlots = 1 << 14

    init(_ lexicons: [Lexicon]) {
        languages = lexicons.count
        var starts: [Start] = []
        for (language, lexicon) in lexicons.enumerated() {
            for phrase in lexicon.phrases where !phrase.isEnding { add(phrase, language, &starts) }
        }
        let wordRows = positions.count
        for start in starts {
            _ = beginnings.assigned(WordKey.of(start.text))
            let slot = Self.slot(start.text.reduce(WordKey.start) { WordKey.adding($1, to: $0) })
            beginningBits[slot >> 6] |= 1 << UInt64(slot & 63)
            beginningLengths |= 1 << UInt64(min(start.text.count, 63))
        }
        startsCue = Array(repeating: false, count: Int(beginnings.count))
        startsDeed = startsCue
        cues += Array(repeating: [], count: Int(beginnings.count) * languages)
        deeds += Array(repeating: [], count: Int(beginnings.count) * languages)
        for start in starts {
            // A longer beginning carries the cues of the shorter ones that open it.
            for other in starts where other.text.starts(with: start.text) {
                let number = Int(beginnings.number(of: WordKey.of(other.text)))
                let row = wordRows + number
                if !start.cue.isEmpty { startsCue[number] = true }
                if !start.deeds.isEmpty { startsDeed[number] = true }
                cues[row * languages + start.language].formUnion(start.cue)
                deeds[row * languages + start.language].formUnion(start.deeds)
            }
        }
        for (language, lexicon) in lexicons.enumerated() {
            for phrase in lexicon.phrases {
                for word in phrase.words { inherit(Array(word.utf8), language) }
            }
        }
        addEndings(lexicons)
        votes = (0..<(cues.count / languages)).map { row in
            var vote = SIMD8<Int32>(repeating: 0)
            for language in 0..<languages {
                let set = cues[row * languages + language]
                // WHY: a stop word says more about the language than a cue, which may be a name or borrowed.
                vote[language] = set.contains(.stop) ? Self.stopVote : set.isEmpty ? 0 : 1
            }
            return vote
        }
    }

    private mutating func add(
        _ phrase: Lexicon.Phrase, _ language: Int, _ starts: inout [Start]
    ) {
        let cue = phrase.cue
        if phrase.words.count == 1 {
            if phrase.isPrefix {
                let text = Array(phrase.words[0].utf8)
                starts.append(Start(text: text, language: language, cue: cue, deeds: phrase.deeds))
            } else {
                let row = row(of: phrase.words[0])
                cues[row * languages + language].formUnion(cue)
                deeds[row * languages + language].formUnion(phrase.deeds)
                if phrase.group == .month || phrase.group == .numberWord {
                    positions[row] = Int32(phrase.position)
                }
            }
            return
        }
        let first = row(of: phrase.words[0])
        let exact = phrase.isPrefix ? phrase.words.dropFirst().dropLast() : phrase.words.dropFirst()
        for word in exact { _ = row(of: word) }
        let rest = exact.map { WordKey.of($0) }
        opens[first] = true
        let opening = Int(openings.assigned(Self.opening(Int32(first), rest.first ?? 0, language)))
        if opening == sequences.count { sequences.append([]) }
        sequences[opening].append(
            Sequence(
                rest: rest, prefix: phrase.isPrefix ? phrase.words.last.map { Array($0.utf8) } : nil, cue: cue
            ))
    }

    /// The first two words of a phrase in one language as a key; 0 for a second word of which only the beginning counts.
    private static func opening(_ row: Int32, _ second: UInt64, _ language: Int) -> UInt64 {
        WordKey.joined(UInt64(UInt32(bitPattern: row)) << 8 | UInt64(language), second)
    }

    private mutating func addEndings(_ lexicons: [Lexicon]) {
        let first = cues.count / languages
        for (language, lexicon) in lexicons.enumerated() {
            for phrase in lexicon.phrases where phrase.isEnding {
                let text = Array(phrase.words[0].utf8)
                let row = first + Int(endings.assigned(WordKey.of(text)))
                if row * languages == cues.count {
                    cues.append(contentsOf: repeatElement([], count: languages))
                    deeds.append(contentsOf: repeatElement([], count: languages))
                }
                cues[row * languages + language].formUnion(phrase.cue)
                if !endingLengths.contains(text.count) { endingLengths.append(text.count) }
            }
        }
        // INVARIANT: the longest ending counts.
        endingLengths.sort(by: >)
        // A word that stands in the table as part of a phrase has its ending like any other.
        for lexicon in lexicons {
            for phrase in lexicon.phrases
            where !phrase.isEnding && (phrase.words.count > 1 || phrase.group == nil) {
                for word in phrase.words { inheritEnding(Array(word.utf8)) }
            }
        }
    }

    private mutating func inheritEnding(_ word: [UInt8]) {
        let row = Int(words.number(of: WordKey.of(word)))
        let ending = Int(endingRow(word, 0..<word.count))
        guard row >= 0, ending >= 0 else { return }
        for language in 0..<languages {
            cues[row * languages + language].formUnion(cues[ending * languages + language])
        }
    }

    private func endingRow(_ bytes: [UInt8], _ range: Range<Int>) -> Int32 {
        for length in endingLengths where length + 1 < range.count {
            var state = WordKey.start
            for position in (range.upperBound - length)..<range.upperBound {
                let byte = bytes[position]
                state = WordKey.adding(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte, to: state)
            }
            let number = endings.number(of: WordKey.finished(state))
            if number >= 0 { return Int32(positions.count) + beginnings.count + number }
        }
        return -1
    }

    private mutating func row(of word: String) -> Int {
        let row = Int(words.assigned(WordKey.of(word)))
        if row == positions.count {
            positions.append(-1)
            opens.append(false)
            cues.append(contentsOf: repeatElement([], count: languages))
            deeds.append(contentsOf: repeatElement([], count: languages))
        }
        return row
    }

    /// Gives a word of the table the cues of the beginnings that open it.
    private mutating func inherit(_ word: [UInt8], _ language: Int) {
        let row = Int(words.number(of: WordKey.of(word)))
        guard row >= 0, let start = longestBeginning(word) else { return }
        for language in 0..<languages {
            cues[row * languages + language].formUnion(cues[start * languages + language])
            deeds[row * languages + language].formUnion(deeds[start * languages + language])
        }
    }

    private func longestBeginning(_ word: [UInt8]) -> Int? {
        var state = WordKey.start
        var found: Int?
        for (index, byte) in word.enumerated() {
            state = WordKey.adding(byte, to: state)
            guard index < 62, beginningLengths & (1 << UInt64(index + 1)) != 0 else { continue }
            let number = beginnings.number(of: WordKey.finished(state))
            if number >= 0, startsCue[Int(number)] { found = positions.count + Int(number) }
        }
        return found
    }

    /// Looks a word up by its lower-case bytes.
    func read(_ bytes: [UInt8], _ range: Range<Int>) -> Reading {
        var state = WordKey.start
        var stem: UInt64 = 0
        var letters = 0
        var beginning: Int32 = -1
        var deedStart: Int32 = -1
        var length = 0
        for position in range {
            var byte = bytes[position]
            if byte >= 0x41, byte <= 0x5A { byte |= 0x20 }
            if byte & 0xC0 != 0x80 {
                if letters == Self.stemLetters { stem = WordKey.finished(state) }
                letters += 1
            }
            // WHY: "dome" and "domes" are too short for their stem to leave the ending out.
            if byte == 0x73, position + 1 == range.upperBound, letters > Self.pluralLettersMin, stem == 0 {
                stem = WordKey.finished(state)
            }
            state = WordKey.adding(byte, to: state)
            length += 1
            if length < 63, beginningLengths & (1 << UInt64(length)) != 0, mayBegin(state) {
                let number = beginnings.number(of: WordKey.finished(state))
                if number >= 0, startsCue[Int(number)] { beginning = number }
                if number >= 0, startsDeed[Int(number)] { deedStart = number }
            }
        }
        let key = WordKey.finished(state)
        var row = words.number(of: key)
        if row < 0, beginning >= 0 { row = Int32(positions.count) + beginning }
        if row < 0 { row = endingRow(bytes, range) }
        return Reading(
            key: key, stem: stem == 0 ? key : stem, row: row, deedStart: UInt16(clamping: deedStart + 1))
    }

    /// Whether some beginning may end in a state.
    @inline(__always) private func mayBegin(_ state: UInt64) -> Bool {
        let slot = Self.slot(state)
        return beginningBits[slot >> 6] & (1 << UInt64(slot & 63)) != 0
    }

    @inline(__always) private static func slot(_ state: UInt64) -> Int {
        Int(truncatingIfNeeded: state ^ state >> 14) & (beginningSlots - 1)
    }

    /// The cues of a row in one language.
    @inline(__always)
    func cues(_ row: Int32, language: Int) -> CueSet {
        row < 0 ? [] : cues[Int(row) * languages + language]
    }

    /// The kinds of deeds that a word speaks of in one language.
    @inline(__always)
    func deeds(_ word: Word, language: Int) -> DeedSet {
        let whole = word.row < 0 ? [] : deeds[Int(word.row) * languages + language]
        guard word.deedStart > 0 else { return whole }
        let row = positions.count + Int(word.deedStart) - 1
        return whole.union(deeds[row * languages + language])
    }

    /// Whether a word belongs to a group in any language.
    func isInAnyLanguage(_ row: Int32, _ group: CueSet) -> Bool {
        row >= 0
            && (0..<languages).contains { !cues[Int(row) * languages + $0].isDisjoint(with: group) }
    }

    /// How much a row speaks for each language.
    @inline(__always)
    func votes(_ row: Int32) -> SIMD8<Int32> { row < 0 ? SIMD8(repeating: 0) : votes[Int(row)] }

    /// What a month or number word means, -1 for none.
    func position(_ row: Int32) -> Int32 {
        row >= 0 && Int(row) < positions.count ? positions[Int(row)] : -1
    }

    /// Calls back for the phrases of a language that a word with the word behind it may open.
    ///
    /// WHY: hundreds of phrases begin with "I", and a handful with "I have".
    @inline(__always) func forEachSequence(
        _ row: Int32, then next: UInt64, language: Int, _ body: (Sequence) -> Void
    ) {
        guard row >= 0, Int(row) < opens.count, opens[Int(row)] else { return }
        for second in [next, 0] {
            let opening = openings.number(of: Self.opening(row, second, language))
            guard opening >= 0 else { continue }
            for place in sequences[Int(opening)].indices { body(sequences[Int(opening)][place]) }
        }
    }
}
