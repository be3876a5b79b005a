import Conversations
import Foundation

extension Needles {
    /// A name's words, joined forms, initials, nicknames and spellings.
    mutating func addPerson(_ folded: FoldedValue) {
        let value = folded.value
        let person = present
        let isReversed = value.value.utf8.contains(UInt8(ascii: ","))
        let (lexicon, words) = (rules.lexicon, rules.words)
        let parts = Self.parts(folded.bytes).filter { part in
            part.count > 4 || lexicon.lists(of: Token.hash(of: part)) & words.titles == 0
        }
        let all = folded.words
        var names = parts.filter { part in
            part.count >= 2 && lexicon.lists(of: Token.hash(of: part)) & words.particles == 0
        }
        if names.isEmpty { names = parts }
        guard let first = names.first, let last = names.last else { return }
        let given = isReversed ? names.dropFirst().first ?? first : first
        let family = isReversed ? first : last
        for (order, name) in names.enumerated() {
            addName(name, value.fieldClass, person, isNickname: false, order: order)
        }
        for (order, token) in all.enumerated() where token.count >= 4 && !names.contains(token) {
            addName(token, value.fieldClass, person, isNickname: false, order: order)
        }
        for spelling in Self.umlautSpellings(value.value, folded.bytes) {
            addName(spelling, value.fieldClass, person, isNickname: false)
        }
        if all.count > 1 {
            let joined = Array(all.joined())
            add(joined, value.fieldClass, .name)
            addTurned(joined, value.fieldClass)
            add(joined.map(Self.rotated), value.fieldClass, .words)
        }
        addInitials(all, Word(fieldClass: value.fieldClass, person: person, isNickname: false))
        let nicks = (nicknames[String(decoding: given, as: UTF8.self)] ?? []).map { Array($0.utf8) }
        for nick in nicks { addName(nick, value.fieldClass, person, isNickname: true) }
        guard names.count > 1, given != family else { return }
        if given.count + family.count >= 8 {
            add(given + family, value.fieldClass, .glued)
            add(family + given, value.fieldClass, .glued)
        }
        for form in [given] + nicks {
            add(form + family, value.fieldClass, .name)
            // WHY: "do sellers mark up prices" is not Mark Sellers; the words themselves see to what is meant.
            if !isOrdinary(form) || !isOrdinary(family) { add(family + form, value.fieldClass, .name) }
        }
        for joined in [given.prefix(1) + family, family + given.prefix(1), given + family.prefix(1)]
        where joined.count >= 5 && !isOrdinary(Array(joined)) {
            add(Array(joined), value.fieldClass, .name)
        }
        let whole = Word(fieldClass: value.fieldClass, person: person, isNickname: false)
        let joined = Self.unleet(given + family)
        if leet[joined] == nil { leet[joined] = whole }
    }

    /// Whether a word is more often something else than a name.
    private func isOrdinary(_ word: [UInt8]) -> Bool {
        rules.lexicon.lists(of: Token.hash(of: word))
            & (rules.words.ordinary | rules.words.ordinaryNames | rules.words.notNames) != 0
    }

    /// `M.O.H.`, and of a name of more than two parts its first and last: `M.H.`.
    private mutating func addInitials(_ parts: [[UInt8]], _ word: Word) {
        let letters = parts.compactMap(\.first)
        guard letters.count >= 2, letters.allSatisfy(\.isLower) else { return }
        for key in [Self.initials(letters), Self.initials([letters[0], letters[letters.count - 1]])]
        where initials[key] == nil {
            initials[key] = word
        }
    }

    /// Up to eight letters in one number.
    static func initials(_ letters: [UInt8]) -> UInt64 {
        letters.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func addName(
        _ name: [UInt8], _ fieldClass: FieldClass, _ person: Int, isNickname: Bool, order: Int = 0
    ) {
        let hash = Token.hash(of: name)
        let word = Word(fieldClass: fieldClass, person: person, isNickname: isNickname, order: order)
        guard words[hash]?.contains(where: { $0.person == person }) != true else { return }
        words[hash, default: []].append(word)
        if name.count >= 3 {
            let text = Self.unleet(name)
            if leet[text] == nil { leet[text] = word }
        }
        guard name.count >= 4 else { return }
        add(name, fieldClass, name.contains { $0 >= 0xE3 && $0 <= 0xED } ? .free : .letters)
        if !isNickname, name.count >= 5, rules.lexicon.lists(of: Token.hash(of: name.reversed())) == 0 {
            addTurned(name, fieldClass)
        }
        if !isNickname { slips.append(Slip(bytes: name, letters: OneSlip.letters(name), word: word)) }
    }

    /// The parts of a name between spaces, each without its own signs: `O'Brien` is `obrien`.
    private static func parts(_ folded: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var part: [UInt8] = []
        for byte in folded {
            if byte.isBlank || byte == 0x2C || byte == 0x5F || byte == 0x2F {
                if !part.isEmpty { parts.append(part) }
                part = []
            } else if byte.isWord {
                part.append(byte)
            }
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }

    /// `Müller` is also `mueller`, `Mueller` also `muller`.
    static func umlautSpellings(_ value: String, _ folded: [UInt8]) -> [[UInt8]] {
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
        if isPlain { return tokens(contracted(folded)).filter { $0.count >= 5 } }
        let written = value.lowercased().precomposed.reduce(into: "") { text, character in
            switch character {
            case "ä": text += "ae"
            case "ö", "ø": text += "oe"
            case "ü": text += "ue"
            case "å": text += "aa"
            default: text.append(character)
            }
        }
        return (tokens(FoldedText(written).bytes) + tokens(contracted(folded))).filter { $0.count >= 5 }
    }

    /// `ae`, `oe` and `ue` without their second letter.
    static func contracted(_ text: [UInt8]) -> [UInt8] {
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
    static func unleet(_ text: some Sequence<UInt8>) -> UInt64 {
        text.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64(letter($1))) &* 1_099_511_628_211 }
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
