/// The words and stems that rules name, and the ways in which people misspell them.
struct Vocabulary: Sendable {
    /// From how many letters on every word may be misspelt by one letter.
    static let misspellableLettersMin = 8

    /// From how many letters on a word that must not be hidden may be misspelt by one letter.
    static let guardedLettersMin = 3

    private var names: [String: Int32] = [
        "*": PhraseTable.anyAtom, "#num": PhraseTable.numberAtom, "#cur": PhraseTable.currencyAtom,
    ]
    private var exact = HashedTable(capacity: 1 << 13)
    private var stems = HashedTable(capacity: 1 << 10)
    private var stemLettersMax = 0
    // Words by number, for repaired tokens.
    private var words: [[UInt8]] = []
    // How many of them rules name; the others are forms of stems.
    private var namedCount: Int32 = 0
    private var squeezed = HashedTable(capacity: 1 << 13)
    // Words that become the same hash by leaving out at most one letter, as a chain for each hash.
    private var near = HashedTable(capacity: 1 << 16)
    private var nearWords: [Int32] = []
    private var nearNext: [Int32] = []
    // The words that must not be hidden; abbreviations are so by letters apart only.
    private static let abbreviation: Int32 = 1
    private var guarded = HashedTable(capacity: 1 << 12)
    // For each word that is never read as another the languages that have it, as bits.
    private var distinct = HashedTable(capacity: 1 << 12)
    // The same for words that are never read as a short word that must not be hidden.
    private var ordinary = HashedTable(capacity: 1 << 14)

    // For each atom the languages whose rules name it, as bits.
    private var languages: [UInt32] = [.max, .max, .max]
    // The atoms that decisive rules name.
    private var decisive: Set<Int32> = []

    /// The number of an atom, new or known.
    ///
    /// - Parameters:
    ///   - name: a word, a stem with `*`, or a kind of token.
    ///   - language: the bit of the language whose rules name it.
    /// - Returns: its number.
    mutating func atom(_ name: String, language: UInt32) -> Int32 {
        if let atom = names[name] {
            languages[Int(atom)] |= language
            return atom
        }
        languages.append(language)
        let atom = Int32(names.count)
        names[name] = atom
        if name.hasSuffix("*") {
            let stem = Array(name.utf8.dropLast())
            stems.insert(WordHash.of(stem), atom)
            stemLettersMax = max(stemLettersMax, stem.count)
        } else {
            exact.insert(WordHash.of(name.utf8), atom)
        }
        return atom
    }

    /// Marks an atom as one of a decisive rule: no slip, no gap and no lack of one may hide its words.
    mutating func guardAtom(_ name: String, language: UInt32) {
        decisive.insert(atom(name, language: language))
    }

    /// Builds the tables of misspellings.
    mutating func finish(_ slips: SlipWords) {
        distinct = Self.table(slips.distinct)
        ordinary = Self.table(slips.ordinary)
        let forms = slips.ordinary.map(\.word).filter {
            $0.utf8.count >= Self.guardedLettersMin && isForm($0)
        }
        let short = Set(slips.misspellable).union(forms)
        var listed: Set<String> = []
        for name in names.keys.sorted() where name != "*" && !name.hasPrefix("#") {
            let word = name.hasSuffix("*") ? Array(name.utf8.dropLast()) : Array(name.utf8)
            let text = String(decoding: word, as: UTF8.self)
            let number = Int32(words.count)
            words.append(word)
            squeezed.insert(WordHash.of(Self.squeeze(word)), number)
            listed.insert(text)
            let isDecisive = names[name].map { decisive.contains($0) } ?? false || isForm(text)
            let isAbbreviation = slips.abbreviations.contains(text)
            if isDecisive || short.contains(text) {
                guarded.insert(WordHash.of(word), isAbbreviation ? Self.abbreviation : 0)
            }
            guard !isAbbreviation else { continue }
            let isShort = (isDecisive && word.count >= Self.guardedLettersMin) || short.contains(text)
            if isShort || word.count >= Self.misspellableLettersMin { addNeighbours(word, number) }
        }
        namedCount = Int32(words.count)
        for word in short.subtracting(listed).sorted() {
            guarded.insert(WordHash.of(word.utf8), 0)
            words.append(Array(word.utf8))
            addNeighbours(Array(word.utf8), Int32(words.count - 1))
        }
    }

    private static func table(_ words: [(word: String, languages: UInt32)]) -> HashedTable {
        var bits: [String: UInt32] = [:]
        for word in words { bits[word.word, default: 0] |= word.languages }
        var table = HashedTable(capacity: bits.count)
        for word in bits.keys.sorted() {
            table.insert(WordHash.of(word.utf8), Int32(bitPattern: (bits[word] ?? 0) & 0x7FFF_FFFF))
        }
        return table
    }

    /// Whether a word is a form of a stem that decisive rules name.
    private func isForm(_ word: String) -> Bool {
        var atoms: [Int32] = []
        addAtoms(of: Array(word.utf8), to: &atoms)
        return atoms.contains { decisive.contains($0) }
    }

    private mutating func addNeighbours(_ word: [UInt8], _ number: Int32) {
        var hashes = [WordHash.of(word)]
        Self.deletions(of: word[...]) { hash in
            if !hashes.contains(hash) { hashes.append(hash) }
        }
        for hash in hashes {
            let link = Int32(nearWords.count)
            nearWords.append(number)
            nearNext.append(near.updateValue(link, for: hash))
        }
    }

    /// Adds the atoms that a word is; nothing when rules do not name it.
    func addAtoms(of letters: some RandomAccessCollection<UInt8>, to atoms: inout [Int32]) {
        var hash = WordHash()
        var length = 0
        for byte in letters {
            hash.add(byte)
            length += 1
            guard length >= 2, length <= stemLettersMax else { continue }
            let stem = stems[hash.value]
            if stem >= 0 { atoms.append(stem) }
        }
        let word = exact[hash.value]
        if word >= 0 { atoms.append(word) }
    }

    /// Whether rules name a word.
    func names(_ letters: some RandomAccessCollection<UInt8>) -> Bool {
        var atoms: [Int32] = []
        addAtoms(of: letters, to: &atoms)
        return !atoms.isEmpty
    }

    /// Whether rules of the languages name exactly this word, stems left aside.
    func isExact(_ hash: UInt64, languages read: UInt32) -> Bool {
        let word = exact[hash]
        return word >= 0 && languages[Int(word)] & read != 0
    }

    /// Whether a word is one of the languages, named by rules or ordinary.
    func isWord(_ hash: UInt64, languages read: UInt32) -> Bool {
        isExact(hash, languages: read) || holds(ordinary, hash, read) || holds(distinct, hash, read)
    }

    private func holds(_ table: HashedTable, _ hash: UInt64, _ read: UInt32) -> Bool {
        let bits = table[hash]
        return bits >= 0 && UInt32(bits) & read != 0
    }

    /// Whether a word is an everyday one of the languages, or one that is never read as another.
    func isEveryday(_ hash: UInt64, languages read: UInt32) -> Bool { holds(distinct, hash, read) }

    /// Whether a word may stand within words run together: of two letters or one only the everyday ones.
    func isPiece(_ hash: UInt64, letterCount: Int, languages read: UInt32) -> Bool {
        letterCount > 2 ? isWord(hash, languages: read) : holds(distinct, hash, read)
    }

    /// Whether a word is one that must not be hidden by tearing it apart.
    func guardsWhole(_ hash: UInt64) -> Bool { guarded[hash] >= 0 }

    /// Whether a word is one that must not be hidden by running it into its neighbours.
    func guardsPiece(_ hash: UInt64) -> Bool { guarded[hash] == 0 }

    /// Adds the atoms of the words that an unknown word may stand for: look-alike digits, repeated letters, one slip.
    func addRepaired(_ letters: ArraySlice<UInt8>, languages read: UInt32, to atoms: inout [Int32]) {
        let count = atoms.count
        var letters = letters
        if letters.count >= Self.guardedLettersMin, let plain = Self.withoutDigits(letters) {
            addAtoms(of: plain, to: &atoms)
            guard atoms.count == count else { return }
            letters = plain[...]
        }
        addSlips(letters, languages: read, onlyGuarded: false, to: &atoms)
    }

    /// Adds the atoms of the words that must not be hidden and that a word may stand for, although a stem or a word of
    /// a language that the message is not read in fits it too.
    func addGuarded(_ letters: ArraySlice<UInt8>, languages read: UInt32, to atoms: inout [Int32]) {
        addSlips(letters, languages: read, onlyGuarded: true, to: &atoms)
    }

    private func addSlips(
        _ letters: ArraySlice<UInt8>, languages read: UInt32, onlyGuarded: Bool, to atoms: inout [Int32]
    ) {
        let hash = WordHash.of(letters)
        guard letters.count >= 2, letters.count <= 40, !holds(distinct, hash, read) else { return }
        let count = atoms.count
        if Self.hasRepeat(letters) {
            let word = squeezed[WordHash.of(Self.squeeze(Array(letters)))]
            if word >= 0 { addAtoms(of: words[Int(word)], to: &atoms) }
        }
        // WHY: an ordinary word may still be an inflected form of a long word of the rules.
        let isOrdinary = holds(ordinary, hash, read)
        let lettersMin = isOrdinary ? Self.misspellableLettersMin : 0
        guard letters.count + 1 >= lettersMin, !(isOrdinary && onlyGuarded) else { return }
        var found: [Int32] = []
        let isBound = onlyGuarded || atoms.count > count
        collect(letters, at: hash, isBound, lettersMin, into: &found)
        Self.deletions(of: letters) { collect(letters, at: $0, isBound, lettersMin, into: &found) }
        for number in found { addAtoms(of: words[Int(number)], to: &atoms) }
    }

    private func collect(
        _ letters: ArraySlice<UInt8>, at hash: UInt64, _ onlyGuarded: Bool, _ lettersMin: Int,
        into found: inout [Int32]
    ) {
        var link = near[hash]
        while link >= 0 {
            let number = nearWords[Int(link)]
            link = nearNext[Int(link)]
            let word = words[Int(number)]
            guard lettersMin == 0 || (word.count >= lettersMin && number < namedCount),
                !found.contains(number), Self.isOneEdit(word[...], letters),
                !onlyGuarded || guardsWhole(WordHash.of(word))
            else { continue }
            found.append(number)
        }
    }
}

extension Vocabulary {
    private static func deletions(of word: ArraySlice<UInt8>, _ take: (UInt64) -> Void) {
        for gone in word.indices {
            var hash = WordHash()
            for place in word.indices where place != gone { hash.add(word[place]) }
            take(hash.value)
        }
    }

    private static func squeeze(_ word: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in word where result.last != byte { result.append(byte) }
        return result
    }

    private static func hasRepeat(_ word: ArraySlice<UInt8>) -> Bool {
        zip(word, word.dropFirst()).contains { $0 == $1 }
    }

    /// `su1c1de` as it is meant; `nil` without a digit, or when it is a number.
    private static func withoutDigits(_ word: ArraySlice<UInt8>) -> [UInt8]? {
        var digits = 0
        let plain = word.map { byte -> UInt8 in
            guard byte &- 0x30 < 10 else { return byte }
            digits += 1
            return lookAlikes[Int(byte &- 0x30)]
        }
        return digits > 0 && digits * 2 < word.count ? plain : nil
    }

    private static let lookAlikes: [UInt8] = Array("oizeasbtbg".utf8)

    /// Whether two words differ by one letter put in, left out, changed, or by two neighbours in the wrong order.
    private static func isOneEdit(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        var left = left
        var right = right
        while let a = left.first, let b = right.first, a == b {
            left.removeFirst()
            right.removeFirst()
        }
        while let a = left.last, let b = right.last, a == b {
            left.removeLast()
            right.removeLast()
        }
        if left.count <= 1, right.count <= 1 { return true }
        return left.count == 2 && right.count == 2 && left.elementsEqual(right.reversed())
    }
}
