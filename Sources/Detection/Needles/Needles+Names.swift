import Conversations
import Foundation

extension Needles {
    /// A name's words, joined forms, initials, nicknames and spellings.
    mutating func addPerson(_ folded: FoldedValue) {
        let value = folded.value.value
        let isReversed = value.utf8.contains(UInt8(ascii: ","))
        let parts = NameParts(folded.bytes, rules)
        guard let first = parts.names.first, let last = parts.names.last else { return }
        let given = parts.bytes[isReversed ? parts.names.dropFirst().first ?? first : first]
        let family = parts.bytes[isReversed ? first : last]
        for (order, name) in parts.names.enumerated() {
            addName(parts.bytes[name], isNickname: false, order: order)
        }
        for (order, token) in folded.tokens.enumerated() where token.count >= 4 {
            let word = folded.bytes[token.range]
            if !parts.hasName(word) { addName(word, isNickname: false, order: order) }
        }
        for spelling in Self.umlautSpellings(value, folded.bytes) {
            addName(spelling[...], isNickname: false)
        }
        if folded.tokens.count > 1 {
            add(.name) { for token in folded.tokens { $0.append(of: folded.bytes[token.range]) } }
            let joined = folded.bytes.kept(\.isWord)
            addTurned(joined)
            add(.words) { for byte in joined { $0.append(Self.rotated(byte)) } }
        }
        addInitials(folded)
        let nicks = nicknames.of(given)
        for nick in nicks { addName(nick[...], isNickname: true) }
        guard parts.names.count > 1, !given.elementsEqual(family) else { return }
        if given.count + family.count >= 8 {
            addPair(.glued, given, family)
            addPair(.glued, family, given)
        }
        addJoined(given, family)
        for nick in nicks { addJoined(nick[...], family) }
        addShortened(given.prefix(1), family)
        addShortened(family, given.prefix(1))
        addShortened(given, family.prefix(1))
        let key = Self.unleet(family, behind: Self.unleet(given))
        addLeet(key, Word(person: present, isNickname: false))
    }

    /// Two words written together.
    private mutating func addPair(_ edges: Run.Edges, _ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) {
        add(edges) {
            $0.append(of: one)
            $0.append(of: two)
        }
    }

    /// A name of which one word is its first letter.
    private mutating func addShortened(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) {
        guard one.count + two.count >= 5, !isOrdinary(Token.hash(of: two, behind: Token.hash(of: one))) else {
            return
        }
        addPair(.name, one, two)
    }

    /// A given and a family name in either order.
    private mutating func addJoined(_ given: ArraySlice<UInt8>, _ family: ArraySlice<UInt8>) {
        addPair(.name, given, family)
        // WHY: "do sellers mark up prices" is not Mark Sellers; the words themselves see to what is meant.
        guard !isOrdinary(Token.hash(of: given)) || !isOrdinary(Token.hash(of: family)) else { return }
        addPair(.name, family, given)
    }

    /// Whether a word is more often something else than a name.
    private func isOrdinary(_ word: UInt32) -> Bool {
        rules.lexicon.lists(of: word)
            & (rules.words.ordinary | rules.words.ordinaryNames | rules.words.notNames) != 0
    }

    /// `M.O.H.`, and of a name of more than two parts its first and last: `M.H.`.
    private mutating func addInitials(_ folded: FoldedValue) {
        let letters = folded.tokens.map { folded.bytes[Int($0.start)] }
        guard letters.count >= 2, letters.allSatisfy(\.isLower) else { return }
        let word = Word(person: present, isNickname: false)
        for key in [Self.packed(letters), Self.packed([letters[0], letters[letters.count - 1]])]
        where initials.first(for: key) == nil {
            initials.append(word, for: key)
        }
    }

    private mutating func addName(_ name: ArraySlice<UInt8>, isNickname: Bool, order: Int = 0) {
        let hash = Token.hash(of: name)
        let word = Word(person: present, isNickname: isNickname, order: order)
        guard words.first(for: UInt64(hash), where: { $0.person == word.person }) == nil else { return }
        words.append(word, for: UInt64(hash))
        note(hash)
        if name.count >= 3 { addLeet(Self.unleet(name), word) }
        if name.count >= 4 { addSounds(name, word) }
        addDoubled(name, word)
        guard name.count >= 4 else { return }
        add(name.contains { $0 >= 0xE3 && $0 <= 0xED } ? .free : .letters) { $0.append(of: name) }
        guard !isNickname else { return }
        if name.count >= 5, rules.lexicon.lists(of: Token.hash(of: name.reversed())) == 0 { addTurned(name) }
        addSlip(name, word)
    }

    /// `Straub` and `Hauzmann`: a β or a `z` where the record has `ss`.
    private mutating func addDoubled(_ name: ArraySlice<UInt8>, _ word: Word) {
        guard name.count >= 5,
            let place = name.indices.dropLast().first(where: { name[$0] == 0x73 && name[$0 + 1] == 0x73 })
        else { return }
        for letter in [UInt8(ascii: "b"), UInt8(ascii: "z"), UInt8(ascii: "s")] {
            let other = name[..<place] + [letter] + name[(place + 2)...]
            let hash = Token.hash(of: other)
            words.append(word, for: UInt64(hash))
            note(hash)
        }
    }

    private mutating func addLeet(_ key: UInt64, _ word: Word) {
        if leet.first(for: key) == nil { leet.append(word, for: key) }
    }

    /// `Müller` is also `mueller`, `Mueller` also `muller`.
    static func umlautSpellings(_ value: String, _ folded: ArraySlice<UInt8>) -> [[UInt8]] {
        var isTwofold = false
        var isPlain = true
        var last: UInt8 = 0
        for byte in value.utf8 {
            isPlain = isPlain && byte < 0x80
            let isVowel = last == UInt8(ascii: "a") || last == UInt8(ascii: "o") || last == UInt8(ascii: "u")
            isTwofold = isTwofold || byte | 0x20 == UInt8(ascii: "e") && isVowel
            last = byte | 0x20
        }
        guard isTwofold || !isPlain else { return [] }
        if isPlain { return words(contracted(folded)) }
        let written = value.lowercased().precomposed.reduce(into: "") { text, character in
            switch character {
            case "ä": text += "ae"
            case "ö", "ø": text += "oe"
            case "ü": text += "ue"
            case "å": text += "aa"
            default: text.append(character)
            }
        }
        return words(FoldedText(written).bytes) + words(contracted(folded))
    }

    /// The words of at least five letters among folded bytes.
    private static func words(_ bytes: [UInt8]) -> [[UInt8]] {
        Token.tokens(of: bytes).filter { $0.count >= 5 }.map { Array(bytes[$0.range]) }
    }

    /// `ae`, `oe` and `ue` without their second letter.
    static func contracted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var contracted: [UInt8] = []
        var vowel: UInt8 = 0
        for byte in text {
            let isSecond = byte == UInt8(ascii: "e") && vowel != 0
            let isFirst = byte == UInt8(ascii: "a") || byte == UInt8(ascii: "o") || byte == UInt8(ascii: "u")
            if !isSecond { contracted.append(byte) }
            vowel = isFirst ? byte : 0
        }
        return contracted
    }

    /// The letters that digits and signs stand for, in one number; `i` and `l` count as one.
    ///
    /// 64 bits of FNV-1a, so that two words are taken for one never in practice.
    static func unleet(
        _ text: some Sequence<UInt8>, behind start: UInt64 = 14_695_981_039_346_656_037
    ) -> UInt64 {
        text.reduce(start) { ($0 ^ UInt64(letter($1))) &* 1_099_511_628_211 }
    }

    private static func letter(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: "l"): UInt8(ascii: "i")
        case UInt8(ascii: "3"): UInt8(ascii: "e")
        case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
        case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
        case UInt8(ascii: "7"), UInt8(ascii: "+"): UInt8(ascii: "t")
        case UInt8(ascii: "8"): UInt8(ascii: "b")
        case UInt8(ascii: "9"), UInt8(ascii: "6"): UInt8(ascii: "g")
        case UInt8(ascii: "2"): UInt8(ascii: "z")
        default: byte
        }
    }
}

extension String {
    /// One scalar a letter where Unicode has one.
    fileprivate var precomposed: String { self.precomposedStringWithCanonicalMapping }
}
