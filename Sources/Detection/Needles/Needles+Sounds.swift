extension Needles {
    /// Adds how a name sounds and what is left of it without vowels.
    mutating func addSounds(_ name: ArraySlice<UInt8>, _ word: Word) {
        if name.count >= 5, let sound = Self.sound(name) {
            soundHeads |= Self.head(name)
            sounds.append(word, for: sound)
        }
        if let skeleton = Self.skeleton(name) { sounds.append(word, for: skeleton) }
    }

    /// One bit for the letter that a word begins with to the ear.
    static func head(_ text: some Collection<UInt8>) -> UInt32 {
        var letters = text.makeIterator()
        guard var first = letters.next() else { return 0 }
        if first == UInt8(ascii: "h"), let second = letters.next() { first = second }
        return switch first {
        case UInt8(ascii: "b"), UInt8(ascii: "v"), UInt8(ascii: "w"): 1 << 2
        case UInt8(ascii: "c"), UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "s"), UInt8(ascii: "z"):
            1 << 3
        case UInt8(ascii: "g"), UInt8(ascii: "j"): 1 << 7
        case UInt8(ascii: "f"), UInt8(ascii: "p"): 1 << 6
        case UInt8(ascii: "i"), UInt8(ascii: "y"): 1 << 9
        default: 1 << UInt32(first & 31)
        }
    }

    /// A word by its sound, alike for `Meyer` and `Meier`, `Balbuena` and `Valvuena`, `Joosshh` and `Josh`; `nil` when it is
    /// too short to tell.
    ///
    /// WHY: 64 bits of FNV-1a over letters that sound alike in one of five languages, doubled ones once and mute ones left
    /// out; so one look finds what dictation, autocorrection and keys that stick make of a name.
    static func sound<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> UInt64? where Text.Index == Int {
        var hash: UInt64 = 14_695_981_039_346_656_037
        var (count, last, before): (Int, UInt8, UInt8) = (0, 0, 0)
        for place in text.startIndex..<text.endIndex {
            let byte = text[place]
            let next = place + 1 < text.endIndex ? text[place + 1] : 0
            defer { before = byte }
            let isMute =
                byte == UInt8(ascii: "h") || byte == UInt8(ascii: "u") && before == UInt8(ascii: "q")
                || byte == UInt8(ascii: "e") && next == 0 && count >= 4
            let letter = heard(byte, before: next)
            guard !isMute, letter != last else { continue }
            hash = (hash ^ UInt64(letter)) &* 1_099_511_628_211
            last = letter
            count += 1
        }
        return count >= 4 ? hash : nil
    }

    private static func heard(_ byte: UInt8, before next: UInt8) -> UInt8 {
        let isSoft = next == UInt8(ascii: "e") || next == UInt8(ascii: "i") || next == UInt8(ascii: "y")
        return switch byte {
        case UInt8(ascii: "p") where next == UInt8(ascii: "h"): UInt8(ascii: "f")
        case UInt8(ascii: "v"), UInt8(ascii: "w"): UInt8(ascii: "b")
        case UInt8(ascii: "z"): UInt8(ascii: "s")
        case UInt8(ascii: "c") where isSoft: UInt8(ascii: "s")
        case UInt8(ascii: "c") where next != UInt8(ascii: "h"), UInt8(ascii: "q"): UInt8(ascii: "k")
        case UInt8(ascii: "g") where isSoft: UInt8(ascii: "j")
        case UInt8(ascii: "y"): UInt8(ascii: "i")
        default: byte
        }
    }

    /// A word without its vowels: `hlbrk`; `nil` when too little is left.
    static func skeleton(_ text: some Sequence<UInt8>) -> UInt64? {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (count, last): (Int, UInt8) = (0, 0)
        for byte in text where !isVowel(byte) && byte != last {
            hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
            last = byte
            count += 1
        }
        return count >= 4 ? hash : nil
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75
    }

    /// The letters `a`, `e`, `i`, `o`, `u` as ``OneSlip/letters(_:)`` counts them.
    static let vowels: UInt32 = 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21
}
