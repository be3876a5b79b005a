/// The words and stems that rules name, and the ways in which people misspell them.
struct Vocabulary: Sendable {
    /// From how many letters on every word may be misspelt by one letter.
    static let misspellableLettersMin = 8

    private var names: [String: Int32] = [
        "*": PhraseTable.anyAtom, "#num": PhraseTable.numberAtom, "#cur": PhraseTable.currencyAtom,
    ]
    private var exact = HashedTable(capacity: 1 << 13)
    private var stems = HashedTable(capacity: 1 << 10)
    private var stemLettersMax = 0
    // Words by number, for repaired tokens.
    private var words: [[UInt8]] = []
    private var squeezed = HashedTable(capacity: 1 << 13)
    // Words that become the same hash by leaving out at most one letter, as a chain for each hash.
    private var near = HashedTable(capacity: 1 << 16)
    private var nearWords: [Int32] = []
    private var nearNext: [Int32] = []
    private var guarded: Set<Int32> = []
    private var known = HashedTable(capacity: 1 << 12)

    // For each atom the languages whose rules name it, as bits.
    private var languages: [UInt32] = [.max, .max, .max]

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

    /// Builds the tables of misspellings.
    mutating func finish(misspellable: [String], distinct: [String]) {
        for word in distinct { known.insert(WordHash.of(word.utf8), 0) }
        let short = Set(misspellable)
        var listed: Set<String> = []
        for name in names.keys.sorted() where name != "*" && !name.hasPrefix("#") {
            let word = name.hasSuffix("*") ? Array(name.utf8.dropLast()) : Array(name.utf8)
            let text = String(decoding: word, as: UTF8.self)
            let number = Int32(words.count)
            words.append(word)
            squeezed.insert(WordHash.of(Self.squeeze(word)), number)
            let isLong = word.count >= Self.misspellableLettersMin
            if isLong || short.contains(text) { addNeighbours(word, number) }
            if short.contains(text) { guarded.insert(number) }
            listed.insert(text)
        }
        for word in short.subtracting(listed).sorted() {
            guarded.insert(Int32(words.count))
            words.append(Array(word.utf8))
            addNeighbours(Array(word.utf8), Int32(words.count - 1))
        }
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

    /// Whether rules name exactly this word, stems left aside.
    func namesExactly(_ letters: ArraySlice<UInt8>) -> Bool { exact[WordHash.of(letters)] >= 0 }

    /// Whether a word is never read as another.
    func isDistinct(_ letters: ArraySlice<UInt8>) -> Bool { known[WordHash.of(letters)] >= 0 }

    /// Whether a word is one that must not be hidden by tearing it apart.
    func guardsWhole(_ letters: ArraySlice<UInt8>) -> Bool {
        var link = near[WordHash.of(letters)]
        while link >= 0 {
            if words[Int(nearWords[Int(link)])].elementsEqual(letters) { return true }
            link = nearNext[Int(link)]
        }
        return false
    }

    /// Adds the atoms of the words that an unknown word may stand for: look-alike digits, repeated letters, one slip.
    ///
    /// - Returns: whether there is any such word.
    func addRepaired(_ letters: ArraySlice<UInt8>, to atoms: inout [Int32]) -> Bool {
        guard letters.count >= 3, letters.count <= 40, !isDistinct(letters) else { return false }
        let count = atoms.count
        var letters = letters
        if let plain = Self.withoutDigits(letters) {
            addAtoms(of: plain, to: &atoms)
            letters = plain[...]
        }
        if atoms.count == count { addUnrepeated(letters, to: &atoms) }
        if atoms.count == count { addNeighbours(of: letters, isGuarded: false, to: &atoms) }
        return atoms.count > count
    }

    /// Adds the atoms of the words that must not be hidden and that a word may stand for, although a stem or a word of
    /// a language that the message is not read in fits it too.
    func addGuarded(_ letters: ArraySlice<UInt8>, languages read: UInt32, to atoms: inout [Int32]) {
        guard letters.count >= 3, letters.count <= 40, !isDistinct(letters) else { return }
        let word = exact[WordHash.of(letters)]
        guard word < 0 || languages[Int(word)] & read == 0 else { return }
        addUnrepeated(letters, to: &atoms)
        addNeighbours(of: letters, isGuarded: true, to: &atoms)
    }

    private func addUnrepeated(_ letters: ArraySlice<UInt8>, to atoms: inout [Int32]) {
        guard Self.hasRepeat(letters) else { return }
        let word = squeezed[WordHash.of(Self.squeeze(Array(letters)))]
        if word >= 0 { addAtoms(of: words[Int(word)], to: &atoms) }
    }

    private func addNeighbours(of letters: ArraySlice<UInt8>, isGuarded: Bool, to atoms: inout [Int32]) {
        guard letters.count >= 5 else { return }
        var found: [Int32] = []
        collect(letters, at: WordHash.of(letters), isGuarded, into: &found)
        Self.deletions(of: letters) { collect(letters, at: $0, isGuarded, into: &found) }
        for number in found { addAtoms(of: words[Int(number)], to: &atoms) }
    }

    private func collect(
        _ letters: ArraySlice<UInt8>, at hash: UInt64, _ isGuarded: Bool, into found: inout [Int32]
    ) {
        var link = near[hash]
        while link >= 0 {
            let number = nearWords[Int(link)]
            link = nearNext[Int(link)]
            guard !isGuarded || guarded.contains(number), !found.contains(number) else { continue }
            if Self.isOneEdit(words[Int(number)][...], letters) { found.append(number) }
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
