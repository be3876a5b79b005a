import Conversations

extension Needles {
    /// A part of an address between commas and lines.
    private struct Part {
        let bytes: [UInt8]
        let tokens: [Token]
        let texts: [[UInt8]]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            tokens = Token.tokens(of: bytes)
            texts = tokens.map { Array(bytes[$0.range]) }
        }

        var hasDigits: Bool { texts.contains { $0.contains(where: \.isDigit) } }
    }

    /// What the streets of one address have in common.
    private struct Address {
        /// Where its canonical words stand among ``streetWords``, and its numbers among ``houses``.
        let whole, numbers: Range<Int>
        /// The words of it that are numbers or no everyday words.
        let telling: Set<UInt32>
    }

    /// A postal address: its parts between commas and lines, with and without house number.
    mutating func addAddress(_ folded: FoldedValue) {
        let parts = folded.bytes.split { $0 == 0x2C || $0 == 0x0A || $0 == 0x3B }.map { Part(Array($0)) }
        let address = noted(folded, parts)
        if !address.numbers.isEmpty { housesOf.append((present, address.numbers)) }
        let spellings = Self.umlautSpellings(folded.value.value, folded.bytes)
        for part in parts { addForms(part, spellings, address) }
        let firstWithDigits = parts.firstIndex(where: \.hasDigits) ?? parts.count
        for (place, part) in parts.enumerated() {
            if part.tokens.count >= 2, part.hasDigits || parts.count == 1 {
                addStreet(part, address)
                if part.hasDigits { add(.words) { for text in part.texts { $0.append(of: text) } } }
            } else if part.tokens.count == 1, let text = part.texts.first {
                addSingle(part, text, isOnly: parts.count == 1)
            } else if part.tokens.count >= 2, place < max(1, min(firstWithDigits, parts.count - 1)) {
                // WHY: "Tigh-na-Mara, Corrie Brae, Ardskerry": ahead of the town stand the house's name and its street.
                addNamed(part, address)
            }
            addCodes(part)
        }
    }

    private mutating func noted(_ folded: FoldedValue, _ parts: [Part]) -> Address {
        let (words, numbers) = (streetWords.count, houses.count)
        for token in folded.tokens {
            streetWords.append(spelling.canonical(token.hash))
            // WHY: "41B" is also told "forty-one B".
            let number = folded.bytes[token.range].prefix { $0.isDigit }
            guard (1...5).contains(number.count), token.count - number.count <= 1 else { continue }
            houses.append(number.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        var telling: Set<UInt32> = []
        for part in parts {
            for place in part.tokens.indices where part.tokens[place].kind != .letters || isOwn(part, place) {
                telling.insert(spelling.canonical(part.tokens[place].hash))
            }
        }
        return Address(
            whole: words..<streetWords.count, numbers: numbers..<houses.count, telling: telling)
    }

    private mutating func addSingle(_ part: Part, _ text: [UInt8], isOnly: Bool) {
        if part.hasDigits {
            // WHY: the number of a house says nothing without its street.
            if text.count >= 4 { addReference(text[...]) }
        } else if isOnly, text.count >= 3, places.first(for: UInt64(part.tokens[0].hash)) == nil {
            places.append(present, for: UInt64(part.tokens[0].hash))
            note(part.tokens[0].hash)
        }
    }

    /// Postcodes, with letters or without.
    private mutating func addCodes(_ part: Part) {
        guard part.tokens.count > 1 else { return }
        let code = Array(part.texts.reversed().prefix { $0.contains(where: \.isDigit) }.reversed().joined())
        if code.count >= 5, code.contains(where: \.isLower) { add(.words) { $0.append(of: code) } }
        // WHY: "4050-111 Porto Novo".
        let ahead = part.texts.prefix { $0.contains(where: \.isDigit) }
        if ahead.count >= 2, ahead.count < part.texts.count {
            add(.words) { for text in ahead { $0.append(of: text) } }
        }
        for text in part.texts where text.count >= 5 && text.allSatisfy(\.isDigit) {
            add(.digits) { $0.append(of: text) }
        }
    }

    /// A house's name or a street without a number, when one word of it at least is no everyday one.
    private mutating func addNamed(_ part: Part, _ address: Address) {
        guard part.tokens.indices.contains(where: { isOwn(part, $0) }) else { return }
        appendStreet(part.tokens.map { spelling.canonical($0.hash) }, address)
        add(.words) { for text in part.texts { $0.append(of: text) } }
    }

    /// Whether a word of an address is long and not an everyday one.
    private func isOwn(_ part: Part, _ place: Int) -> Bool {
        let lists = rules.lexicon.lists(of: part.tokens[place].hash)
        let others =
            rules.words.ordinary | rules.words.streets | rules.words.streetPrefixes | rules.words.units
            | rules.words.monthNames | rules.words.directions
        return part.texts[place].count >= 4 && lists & others == 0
            && !part.texts[place].contains(where: \.isDigit)
    }

    private mutating func addStreet(_ part: Part, _ address: Address) {
        let words = part.tokens.map { spelling.canonical($0.hash) }
        appendStreet(words, address)
        addUntyped(part, address)
        let isStreet = part.tokens.contains { rules.lexicon.lists(of: $0.hash) & rules.words.streets != 0 }
        let isNamed = part.tokens.indices.contains { isOwn(part, $0) }
        guard isStreet || isNamed else { return }
        let isNumber = part.texts.map { $0.contains(where: \.isDigit) }
        let first = isNumber.firstIndex(of: false) ?? 0
        let last = isNumber.lastIndex(of: false) ?? 0
        guard last > first else { return }
        let rest = Array(words[first...last])
        if rest.count < words.count { appendStreet(rest, address) }
        let joined = Array(part.texts[first...last].joined())
        add(.words) { $0.append(of: joined) }
        addTurned(Array(part.texts.joined()))
        addTurned(joined)
    }

    /// `904 North Cottonwood` of `904 North Cottonwood Drive`: people leave out what kind of street it is, or tell the number
    /// behind.
    private mutating func addUntyped(_ part: Part, _ address: Address) {
        let kinds = rules.words.streets | rules.words.streetPrefixes
        let kept = part.tokens.indices.filter { rules.lexicon.lists(of: part.tokens[$0].hash) & kinds == 0 }
        guard kept.count >= 2,
            kept.contains(where: { part.texts[$0].count >= 4 && !part.texts[$0].contains(where: \.isDigit) })
        else { return }
        let words = kept.map { spelling.canonical(part.tokens[$0].hash) }
        if kept.count < part.tokens.count { appendStreet(words, address) }
        let named = kept.filter { !part.texts[$0].contains(where: \.isDigit) }
        let numbered = kept.filter { part.texts[$0].contains(where: \.isDigit) }
        let names = named.map { spelling.canonical(part.tokens[$0].hash) }
        if numbered.count == 1, named.count == 1 {
            let number = spelling.canonical(part.tokens[numbered[0]].hash)
            appendStreet(kept[0] == numbered[0] ? names + [number] : [number] + names, address)
        }
        addWithoutParticles(part, named, numbered, address)
        guard named.count >= 2, named.count < kept.count, kept.count < part.tokens.count else { return }
        appendStreet(names, address)
    }

    /// `Calle Higuera` and `Higuera 33` of `Calle de la Higuera 33`.
    private mutating func addWithoutParticles(
        _ part: Part, _ named: [Int], _ numbered: [Int], _ address: Address
    ) {
        let de = spelling.canonical(Token.hash(of: "de".utf8))
        func word(_ place: Int) -> UInt32 { spelling.canonical(part.tokens[place].hash) }
        let own = named.filter {
            rules.lexicon.lists(of: part.tokens[$0].hash) & rules.words.particles == 0 && word($0) != de
        }
        guard !own.isEmpty, own.count < named.count, own.contains(where: { isOwn(part, $0) }) else { return }
        let names = own.map(word)
        if let kind = part.tokens.indices.first(where: {
            $0 < own[0] && !named.contains($0) && !numbered.contains($0)
        }) {
            appendStreet([word(kind)] + names, address)
        }
        if own.count > 1 { appendStreet(names, address) }
        guard numbered.count == 1 else { return }
        appendStreet(names + [word(numbered[0])], address)
        appendStreet([word(numbered[0])] + names, address)
    }

    private mutating func appendStreet(_ words: [UInt32], _ address: Address) {
        let start = streetWords.count
        streetWords += words
        streets.append(
            Street(
                words: start..<streetWords.count, whole: address.whole, numbers: address.numbers,
                isEveryday: !words.contains { address.telling.contains($0) }, known: present))
    }

    /// Other ways to write the words of an address: with digits for letters, letter by letter, with a short kind of street
    /// behind (`Hauptstr.`), with two letters for one (`Roettgersbacher`), without accents.
    private mutating func addForms(_ part: Part, _ spellings: [[UInt8]], _ address: Address) {
        for (place, text) in part.texts.enumerated() where !text.contains(where: \.isDigit) {
            let hash = spelling.canonical(part.tokens[place].hash)
            if text.count >= 3 { leetStreets.append(hash, for: Self.unleet(text)) }
            guard isOwn(part, place), text.count >= 5 else { continue }
            addLoneWord(text, hash, address.numbers)
            add(.spaced) { $0.append(of: text) }
            let plain = Self.contracted(text[...])
            for spelling in spellings where Self.contracted(spelling[...]) == plain {
                addForm(spelling, hash)
            }
            for kind in Self.glued where text.count >= kind.long.count + 3 && text.hasSuffix(kind.long) {
                let stem = text.dropLast(kind.long.count)
                for short in kind.short { addForm(stem + short, hash) }
            }
        }
    }

    private mutating func addForm(_ text: some Sequence<UInt8>, _ hash: UInt32) {
        let other = Token.hash(of: text)
        if other != hash { streetForms.append(hash, for: UInt64(other)) }
    }

    /// Kinds of street that German and Dutch write together with the name.
    private static let glued: [(long: [UInt8], short: [[UInt8]])] = [
        (
            Array("strasse".utf8),
            [Array("str".utf8), Array("strase".utf8), Array("strabe".utf8), Array("strase".utf8)]
        ),
        (Array("platz".utf8), [Array("pl".utf8)]),
        (Array("gasse".utf8), [Array("g".utf8)]),
        (Array("allee".utf8), [Array("all".utf8)]),
        (Array("ring".utf8), [Array("rg".utf8)]),
        (Array("straat".utf8), [Array("str".utf8)]),
        (Array("weg".utf8), [Array("wg".utf8)]),
    ]

}

extension [UInt8] {
    fileprivate func hasSuffix(_ other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
