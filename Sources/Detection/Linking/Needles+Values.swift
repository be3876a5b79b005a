import Conversations

extension Needles {
    /// An address of e-mail: joined, spelled, its local part, and in base64 or hexadecimal.
    mutating func addEmail(_ whole: FoldedValue) {
        let (value, folded) = (whole.value, whole.bytes)
        guard let sign = folded.firstIndex(of: UInt8(ascii: "@")) else {
            addReference(value, folded)
            return
        }
        let local = folded[..<sign].drop { $0 == UInt8(ascii: "+") }.prefix { $0 != UInt8(ascii: "+") }
        let domain = folded[(sign + 1)...]
        let locals = (Self.spelled(local, ""), Self.spelled(local, "dot"))
        let domains = (Self.spelled(domain, ""), Self.spelled(domain, "dot"))
        for at in ["", "at"] {
            add(locals.0 + Array(at.utf8) + domains.0, value.fieldClass, .words)
            add(locals.1 + Array(at.utf8) + domains.1, value.fieldClass, .words)
            add(locals.0 + Array(at.utf8) + domains.1, value.fieldClass, .words)
        }
        let joined = locals.0
        let hash = Token.hash(of: joined)
        let isOwn =
            rules.lexicon.lists(of: hash)
            & (rules.words.roleAccounts | rules.words.ordinary | rules.words.ordinaryNames) == 0
        // WHY: "Marta Jensen" is a name and not the address marta.jensen@…; a blank inside tells them apart.
        if joined.count >= 5, isOwn { add(joined, value.fieldClass, .unbroken) }
        if joined.count >= 5, isOwn { add(locals.1, value.fieldClass, .words) }
        let source = Array(value.value.utf8)
        for shift in 0..<3 where source.count >= 9 {
            let text = EncodedText.base64([UInt8](repeating: 0x61, count: shift) + source)
            // WHY: the first and last characters also hold bits of neighbours.
            add(
                text.dropFirst(shift == 0 ? 0 : shift + 1).dropLast(4).filter(\.isWord), value.fieldClass,
                .free)
        }
        add(EncodedText.hexadecimal(source), value.fieldClass, .free)
    }

    private static func spelled(_ text: some Sequence<UInt8>, _ dot: String) -> [UInt8] {
        var spelled: [UInt8] = []
        spelled.reserveCapacity(text.underestimatedCount + 8)
        for byte in text {
            if byte == 0x2E {
                spelled.append(contentsOf: dot.utf8)
            } else if byte.isWord {
                spelled.append(byte)
            }
        }
        return spelled
    }

    /// A telephone number: its last seven digits wherever they end a number, the last four near "ending".
    mutating func addPhone(_ folded: FoldedValue) {
        let value = folded.value
        let digits = folded.bytes.filter(\.isDigit)
        guard digits.count >= 7 else {
            addReference(value, folded.bytes)
            return
        }
        add(Array(digits.suffix(7)), value.fieldClass, .tail)
        if digits.count >= 9 { add(Array(digits.suffix(8)), value.fieldClass, .tail) }
        shorts[Array(digits.suffix(4)), default: []].append(
            Short(fieldClass: value.fieldClass, isWhole: false, known: present))
    }

    /// A day in any form.
    mutating func addDate(_ folded: FoldedValue) {
        let value = folded.value
        let message = ScannedMessage(value.value, rules)
        guard let reading = DateReader(message, rules).date(at: 0) else {
            addReference(value, folded.bytes)
            return
        }
        days.append(
            Day(
                year: reading.year, month: reading.month, day: reading.day, isAmbiguous: reading.isAmbiguous,
                fieldClass: value.fieldClass, known: present))
    }

    /// A postal address: its parts between commas and lines, with and without house number.
    mutating func addAddress(_ folded: FoldedValue) {
        let value = folded.value
        let parts = folded.bytes.split { $0 == 0x2C || $0 == 0x0A || $0 == 0x3B }
        let whole = Set(folded.tokens.map { canonical($0.hash) })
        for part in parts {
            let bytes = Array(part)
            let tokens = Token.tokens(of: bytes)
            let texts = tokens.map { Array(bytes[$0.range]) }
            let hasDigits = texts.contains { $0.contains(where: \.isDigit) }
            if tokens.count >= 2, hasDigits || parts.count == 1 {
                addStreet(tokens, texts, value.fieldClass, whole)
                if hasDigits { add(Array(texts.joined()), value.fieldClass, .words) }
            } else if tokens.count == 1, let text = texts.first {
                if hasDigits {
                    addReference(value, text)
                } else if parts.count == 1, text.count >= 3 {
                    if places[tokens[0].hash] == nil {
                        places[tokens[0].hash] = Place(fieldClass: value.fieldClass, known: present)
                    }
                }
            }
            let code = Array(texts.reversed().prefix { $0.contains(where: \.isDigit) }.reversed().joined())
            if tokens.count > 1, code.count >= 5, code.contains(where: \.isLower) {
                add(code, value.fieldClass, .words)
            }
            for text in texts where text.count >= 5 && text.allSatisfy(\.isDigit) && tokens.count > 1 {
                add(text, value.fieldClass, .digits)
            }
        }
    }

    private mutating func addStreet(
        _ tokens: [Token], _ texts: [[UInt8]], _ fieldClass: FieldClass, _ whole: Set<UInt32>
    ) {
        let words = tokens.map { canonical($0.hash) }
        streets.append(Street(words: words, fieldClass: fieldClass, whole: whole, known: present))
        addUntyped(tokens, texts, fieldClass, whole)
        let rest = Array(
            words.drop { word in texts[words.firstIndex(of: word) ?? 0].contains(where: \.isDigit) })
        let isStreet = tokens.contains { rules.lexicon.lists(of: $0.hash) & rules.words.streets != 0 }
        if rest.count >= 2, rest.count < words.count, isStreet {
            streets.append(Street(words: rest, fieldClass: fieldClass, whole: whole, known: present))
        }
    }

    /// `904 North Cottonwood` of `904 North Cottonwood Drive`: people leave out what kind of street it is.
    private mutating func addUntyped(
        _ tokens: [Token], _ texts: [[UInt8]], _ fieldClass: FieldClass, _ whole: Set<UInt32>
    ) {
        let kinds = rules.words.streets | rules.words.streetPrefixes
        let kept = tokens.indices.filter { rules.lexicon.lists(of: tokens[$0].hash) & kinds == 0 }
        guard kept.count < tokens.count, kept.count >= 2,
            kept.contains(where: { texts[$0].count >= 4 && !texts[$0].contains(where: \.isDigit) })
        else { return }
        let words = kept.map { canonical(tokens[$0].hash) }
        streets.append(Street(words: words, fieldClass: fieldClass, whole: whole, known: present))
        let named = kept.filter { !texts[$0].contains(where: \.isDigit) }
        guard named.count >= 2, named.count < kept.count else { return }
        streets.append(
            Street(
                words: named.map { canonical(tokens[$0].hash) }, fieldClass: fieldClass, whole: whole,
                known: present))
    }

    /// One form for words that are written in two ways.
    func canonical(_ word: UInt32) -> UInt32 { rules.tables.abbreviations[word] ?? word }

    /// A card, an id, an order number: its letters and digits in order.
    mutating func addReference(_ value: KnownValue, _ folded: [UInt8]) {
        let text = folded.filter(\.isWord)
        guard !text.isEmpty else { return }
        let isDigits = text.allSatisfy(\.isDigit)
        if text.count >= 5 {
            add(text, value.fieldClass, isDigits && text.count >= 7 ? .digits : .words)
            // WHY: the spelled stream reads a single "o" as nought.
            if text.contains(0x6F) { add(text.map { $0 == 0x6F ? 0x30 : $0 }, value.fieldClass, .words) }
        } else if text.count >= 2 {
            shorts[text, default: []].append(
                Short(fieldClass: value.fieldClass, isWhole: true, known: present))
        }
        let digits = text.filter(\.isDigit)
        if digits.count >= 8, digits.count * 2 > text.count {
            shorts[Array(digits.suffix(4)), default: []].append(
                Short(fieldClass: value.fieldClass, isWhole: false, known: present))
        }
        let isMostlyDigits = digits.count >= 6 && digits.count * 2 > text.count
        if text.count >= 8, isMostlyDigits, digits.count < text.count {
            add(digits, value.fieldClass, .digits)
        }
    }
}
