/// The named word lists of the rule files, found in one look per word.
///
/// WHY: a class, so that searches pass it around without copying its lists.
final class Lexicon: Sendable {
    /// A set of word lists, one bit each.
    typealias Lists = UInt64

    private struct Phrase: Sendable {
        let words: [UInt32]
        let lists: Lists
    }

    /// The names of the lists; their places are the bits.
    let names: [String]
    // INVARIANT: a power of two of slots, at most a quarter full; 0 is empty, else 1 + the index of a bucket.
    private let slots: ListView<UInt16>
    private let mask: UInt32
    private let firsts: ListView<UInt32>
    // The lists that hold a first word by itself.
    private let alone: ListView<Lists>
    // Whether phrases of several words begin with it.
    private let opens: ListView<Bool>
    private let buckets: [[Phrase]]
    private let owned: Owned

    private struct Owned: Sendable {
        let slots: FrozenList<UInt16>
        let firsts: FrozenList<UInt32>
        let alone: FrozenList<Lists>
        let opens: FrozenList<Bool>
    }

    /// The most lists and the most different first words.
    static let listsMax = 64
    static let firstsMax = 16_000

    /// Takes lists of phrases, already folded; a phrase is one to eight words.
    init(_ lists: [(name: String, phrases: [String])]) {
        names = lists.map(\.name)
        var byFirst: [UInt32: [[UInt32]: Lists]] = [:]
        for (bit, list) in lists.enumerated() {
            for phrase in list.phrases {
                let words = Self.words(of: phrase)
                guard let first = words.first else { continue }
                byFirst[first, default: [:]][words, default: 0] |= 1 << UInt64(bit)
            }
        }
        var size = 1024
        while size < byFirst.count * 4 { size *= 2 }
        mask = UInt32(size - 1)
        var slots = [UInt16](repeating: 0, count: size)
        var firsts: [UInt32] = []
        var alone: [Lists] = []
        var buckets: [[Phrase]] = []
        for (first, phrases) in byFirst.sorted(by: { $0.key < $1.key }) {
            var slot = Int(first & mask)
            while slots[slot] != 0 { slot = (slot + 1) & Int(mask) }
            firsts.append(first)
            buckets.append(
                phrases.filter { $0.key.count > 1 }.map { Phrase(words: $0.key, lists: $0.value) }
                    .sorted { ($0.words.count, $1.lists) > ($1.words.count, $0.lists) })
            alone.append(phrases[[first]] ?? 0)
            slots[slot] = UInt16(buckets.count)
        }
        owned = Owned(
            slots: FrozenList(slots), firsts: FrozenList(firsts), alone: FrozenList(alone),
            opens: FrozenList(buckets.map { !$0.isEmpty }))
        self.slots = owned.slots.view
        self.firsts = owned.firsts.view
        self.alone = owned.alone.view
        opens = owned.opens.view
        self.buckets = buckets
    }

    /// The hashes of the words of a phrase.
    static func words(of phrase: String) -> [UInt32] {
        Token.tokens(of: FoldedText(phrase).bytes).map(\.hash)
    }

    /// The bit of a list, `nil` when no list has that name.
    func list(_ name: String) -> Lists? {
        names.firstIndex(of: name).map { 1 << Lists($0) }
    }

    /// The lists that hold one word by itself.
    func lists(of word: UInt32) -> Lists {
        let place = bucket(word)
        return place >= 0 ? alone[place] : 0
    }

    /// The lists that hold the word of a bucket by itself.
    func singles(in bucket: Int) -> Lists { alone[bucket] }

    /// Whether phrases of several words begin with the word of a bucket.
    func opensPhrase(_ bucket: Int) -> Bool { opens[bucket] }

    /// The phrases of several words that begin at a token, the longest first.
    func forEachPhrase(
        in bucket: Int, at index: Int, _ tokens: GrowingList<Token>, _ body: (_ words: Int, Lists) -> Void
    ) {
        for phrase in buckets[bucket] where index + phrase.words.count <= tokens.count {
            var isMatch = true
            for offset in 1..<phrase.words.count where tokens[index + offset].hash != phrase.words[offset] {
                isMatch = false
            }
            if isMatch { body(phrase.words.count, phrase.lists) }
        }
    }

    /// The bucket of a first word, -1 when no list has it.
    func bucket(_ word: UInt32) -> Int {
        var slot = Int(word & mask)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if firsts[index] == word { return index }
            slot = (slot + 1) & Int(mask)
        }
        return -1
    }
}
