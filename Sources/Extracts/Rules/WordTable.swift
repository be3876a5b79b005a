/// The words of all lexicons by number, so that text is matched by comparing numbers.
struct WordTable: Sendable {
    static let languagesMax = 8

    /// A phrase of at least two words, or one whose last word is only a beginning.
    struct Sequence: Sendable {
        let rest: [Int32]
        let prefix: String?
        let language: Int
        let cue: CueSet
    }

    /// A beginning that makes single words cues.
    struct Beginning: Sendable {
        let text: String
        let language: Int
        let cue: CueSet
    }

    private(set) var numbers: [String: Int32] = [:]
    private(set) var texts: [String] = []
    /// By word number times languages plus language.
    private(set) var cues: [CueSet] = []
    /// What a month or number word means (its place in its list), by word number; -1 for none.
    private(set) var positions: [Int32] = []
    private(set) var sequences: [[Sequence]] = []
    private(set) var beginnings: [[Beginning]] = Array(repeating: [], count: 256)
    let languages: Int

    init(_ lexicons: [Lexicon]) {
        languages = lexicons.count
        for (language, lexicon) in lexicons.enumerated() {
            for phrase in lexicon.phrases { add(phrase, language) }
        }
    }

    private mutating func add(_ phrase: Lexicon.Phrase, _ language: Int) {
        let cue = phrase.group.bit
        if phrase.words.count == 1 {
            if phrase.isPrefix, let first = phrase.words[0].utf8.first {
                let beginning = Beginning(text: phrase.words[0], language: language, cue: cue)
                beginnings[Int(first)].append(beginning)
            } else {
                let word = Int(number(of: phrase.words[0]))
                cues[word * languages + language].insert(cue)
                if [.month, .numberWord].contains(phrase.group) { positions[word] = Int32(phrase.position) }
            }
            return
        }
        let first = Int(number(of: phrase.words[0]))
        let exact = phrase.isPrefix ? phrase.words.dropFirst().dropLast() : phrase.words.dropFirst()
        let rest = exact.map { number(of: $0) }
        let prefix = phrase.isPrefix ? phrase.words.last : nil
        sequences[first].append(Sequence(rest: rest, prefix: prefix, language: language, cue: cue))
    }

    private mutating func number(of word: String) -> Int32 {
        if let known = numbers[word] { return known }
        let next = Int32(texts.count)
        numbers[word] = next
        texts.append(word)
        positions.append(-1)
        sequences.append([])
        cues.append(contentsOf: repeatElement([], count: languages))
        return next
    }

    /// The cues of a word in one language, by its own number and by the beginnings it has.
    func cues(of word: String, known: Int32?, language: Int) -> CueSet {
        var set = known.map { cues[Int($0) * languages + language] } ?? []
        for beginning in word.utf8.first.map({ beginnings[Int($0)] }) ?? []
        where beginning.language == language && word.utf8.starts(with: beginning.text.utf8) {
            set.insert(beginning.cue)
        }
        return set
    }
}
