/// Numbers for the words of one history: the lexicons' words first, then others as they come.
///
/// Numbers are compared for equality and never ordered, so that what a word is called influences nothing.
struct Vocabulary: Sendable {
    /// How many letters of a word make its stem.
    private static let stemLetters = 6

    let table: WordTable
    private var numbers: [String: Int32] = [:]
    private var texts: [String] = []
    private var stems: [Int32] = []
    private var cueMemory: [CueSet?] = []
    private var values: [String: Int32] = [:]
    private(set) var valueCount: Int32 = 0

    init(_ table: WordTable) {
        self.table = table
        texts = table.texts
        stems = Array(repeating: -1, count: texts.count)
        cueMemory = Array(repeating: nil, count: texts.count * table.languages)
        // INVARIANT: every word of the table has its number before a stem can ask for a new one.
        for number in table.texts.indices { setStem(of: number) }
    }

    var count: Int { texts.count }

    mutating func number(of word: String) -> Int32 {
        if let known = table.numbers[word] ?? numbers[word] { return known }
        let next = texts.count
        numbers[word] = Int32(next)
        texts.append(word)
        stems.append(-1)
        cueMemory.append(contentsOf: repeatElement(nil, count: table.languages))
        setStem(of: next)
        return Int32(next)
    }

    private mutating func setStem(of number: Int) {
        let word = texts[number].unicodeScalars
        let cut = word.prefix(Self.stemLetters)
        stems[number] = cut.endIndex == word.endIndex ? Int32(number) : self.number(of: String(cut))
    }

    func text(_ number: Int32) -> String { texts[Int(number)] }

    func stem(_ number: Int32) -> Int32 { stems[Int(number)] }

    /// What a month or number word means, -1 for none.
    func position(_ number: Int32) -> Int32 {
        Int(number) < table.positions.count ? table.positions[Int(number)] : -1
    }

    mutating func cues(_ number: Int32, language: Int) -> CueSet {
        let slot = Int(number) * table.languages + language
        if let known = cueMemory[slot] { return known }
        let known = Int(number) < table.texts.count ? number : nil
        let set = table.cues(of: texts[Int(number)], known: known, language: language)
        cueMemory[slot] = set
        return set
    }

    /// The number of a value; equal for equal keys.
    mutating func value(_ key: String) -> Int32 {
        if let known = values[key] { return known }
        defer { valueCount += 1 }
        values[key] = valueCount
        return valueCount
    }

    /// A number that no other value has.
    mutating func freshValue() -> Int32 {
        defer { valueCount += 1 }
        return valueCount
    }
}
