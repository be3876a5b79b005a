/// The named word lists of the rule files, found in one look per word.
///
/// WHY: a class, so that searches pass it around without copying its lists.
final class Lexicon: Sendable {
    /// A set of word lists, one bit each.
    typealias Lists = UInt128

    // The words of a phrase behind its first one, in the list of all of them.
    private struct Phrase: Sendable, BitwiseCopyable {
        let start: Int32
        let count: Int32
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
    // Where its phrases of several words begin in the list of phrases; one more at the end.
    private let firstPhrases: ListView<Int32>
    private let phrases: ListView<Phrase>
    private let tails: ListView<UInt32>
    // The first two words of every phrase of several.
    private let openings: FrozenWordFilter
    private let owned: Owned

    private struct Owned: Sendable {
        let slots: FrozenList<UInt16>
        let firsts: FrozenList<UInt32>
        let alone: FrozenList<Lists>
        let firstPhrases: FrozenList<Int32>
        let phrases: FrozenList<Phrase>
        let tails: FrozenList<UInt32>
    }

    /// The most lists and the most different first words.
    static let listsMax = 128
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
        var firstPhrases: [Int32] = [0]
        var flat: [Phrase] = []
        var tails: [UInt32] = []
        var openings = WordFilter(slots: 1 << 16)
        for (first, phrases) in byFirst.sorted(by: { $0.key < $1.key }) {
            var slot = Int(first & mask)
            while slots[slot] != 0 { slot = (slot + 1) & Int(mask) }
            firsts.append(first)
            let several = phrases.filter { $0.key.count > 1 }
                .sorted { ($0.key.count, $1.value) > ($1.key.count, $0.value) }
            for (words, lists) in several {
                flat.append(
                    Phrase(start: Int32(tails.count), count: Int32(words.count), lists: lists))
                tails += words.dropFirst()
                openings.insert(Self.opening(first, words[1]))
            }
            firstPhrases.append(Int32(flat.count))
            alone.append(phrases[[first]] ?? 0)
            slots[slot] = UInt16(firsts.count)
        }
        owned = Owned(
            slots: FrozenList(slots), firsts: FrozenList(firsts), alone: FrozenList(alone),
            firstPhrases: FrozenList(firstPhrases), phrases: FrozenList(flat), tails: FrozenList(tails))
        self.slots = owned.slots.view
        self.firsts = owned.firsts.view
        self.alone = owned.alone.view
        self.firstPhrases = owned.firstPhrases.view
        phrases = owned.phrases.view
        self.tails = owned.tails.view
        self.openings = openings.frozen
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

    /// Whether a phrase of several words may begin with the word of a bucket and the word behind it.
    ///
    /// WHY: hundreds of phrases begin with "my", and none of them with "my parcel".
    func opensPhrase(_ bucket: Int, then next: UInt32) -> Bool {
        firstPhrases[bucket] != firstPhrases[bucket + 1]
            && openings.mayHold(Self.opening(firsts[bucket], next))
    }

    private static func opening(_ first: UInt32, _ second: UInt32) -> UInt32 {
        (first &* 0x85EB_CA6B) ^ second
    }

    /// The phrases of several words that begin at a token, the longest first.
    func forEachPhrase(
        in bucket: Int, at index: Int, _ tokens: GrowingList<Token>, _ body: (_ words: Int, Lists) -> Void
    ) {
        for place in Int(firstPhrases[bucket])..<Int(firstPhrases[bucket + 1]) {
            let phrase = phrases[place]
            let count = Int(phrase.count)
            guard index + count <= tokens.count else { continue }
            var offset = 1
            while offset < count, tokens[index + offset].hash == tails[Int(phrase.start) + offset - 1] {
                offset += 1
            }
            if offset == count { body(count, phrase.lists) }
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
