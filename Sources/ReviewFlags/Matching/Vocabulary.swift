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
    private var near = HashedTable(capacity: 1 << 16)
    private var known = HashedTable(capacity: 1 << 12)

    /// The number of an atom, new or known.
    mutating func atom(_ name: String) -> Int32 {
        if let atom = names[name] { return atom }
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
        for name in names.keys.sorted() where name != "*" && !name.hasPrefix("#") {
            let word = name.hasSuffix("*") ? Array(name.utf8.dropLast()) : Array(name.utf8)
            let number = Int32(words.count)
            words.append(word)
            squeezed.insert(WordHash.of(Self.squeeze(word)), number)
            let isLong = word.count >= Self.misspellableLettersMin
            if isLong || short.contains(String(decoding: word, as: UTF8.self)) { addNeighbours(word, number) }
        }
        for word in misspellable where names[word] == nil {
            words.append(Array(word.utf8))
            addNeighbours(Array(word.utf8), Int32(words.count - 1))
        }
    }

    private mutating func addNeighbours(_ word: [UInt8], _ number: Int32) {
        near.insert(WordHash.of(word), number)
        Self.deletions(of: word[...]) { near.insert($0, number) }
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
        let word = near[WordHash.of(letters)]
        return word >= 0 && words[Int(word)].elementsEqual(letters)
    }

    /// The word of the rules that an unknown word stands for: look-alike digits, repeated letters, one wrong letter.
    func repaired(_ letters: ArraySlice<UInt8>) -> [UInt8]? {
        guard letters.count >= 3, letters.count <= 40, known[WordHash.of(letters)] < 0 else { return nil }
        var letters = letters
        if let plain = Self.withoutDigits(letters) {
            if names(plain) { return plain }
            letters = plain[...]
        }
        return unrepeated(letters) ?? neighbour(of: letters)
    }

    /// The word of the rules that a word with repeated letters stands for; `nil` when rules name it as it is.
    func unrepeated(_ letters: ArraySlice<UInt8>) -> [UInt8]? {
        guard Self.hasRepeat(letters), exact[WordHash.of(letters)] < 0, known[WordHash.of(letters)] < 0 else {
            return nil
        }
        let word = squeezed[WordHash.of(Self.squeeze(Array(letters)))]
        return word >= 0 ? words[Int(word)] : nil
    }

    private func neighbour(of letters: ArraySlice<UInt8>) -> [UInt8]? {
        guard letters.count >= 5 else { return nil }
        var best = near[WordHash.of(letters)]
        if best < 0 {
            Self.deletions(of: letters) { hash in
                if best < 0 { best = near[hash] }
            }
        }
        guard best >= 0 else { return nil }
        let word = words[Int(best)]
        return abs(word.count - letters.count) <= 1 && isOneEdit(word, Array(letters)) ? word : nil
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
    private func isOneEdit(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let shorter = min(left.count, right.count)
        var head = 0
        while head < shorter, left[head] == right[head] { head += 1 }
        var tail = 0
        while tail < shorter - head, left[left.count - 1 - tail] == right[right.count - 1 - tail] {
            tail += 1
        }
        let rest = (left.count - head - tail, right.count - head - tail)
        if rest.0 <= 1, rest.1 <= 1 { return true }
        return rest == (2, 2) && left[head] == right[head + 1] && left[head + 1] == right[head]
    }
}
