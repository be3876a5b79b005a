extension Needles {
    /// A postal address: its parts between commas and lines, with and without house number.
    mutating func addAddress(_ folded: FoldedValue) {
        let parts = folded.bytes.split { $0 == 0x2C || $0 == 0x0A || $0 == 0x3B }
        let start = streetWords.count
        for token in folded.tokens { streetWords.append(spelling.canonical(token.hash)) }
        let whole = start..<streetWords.count
        for part in parts {
            let from = folded.tokens.firstIndex { Int($0.start) >= part.startIndex } ?? 0
            let tokens = folded.tokens[from...].prefix { Int($0.start) < part.endIndex }
            addPart(tokens, of: folded, whole, isOnly: parts.count == 1)
        }
    }

    private mutating func addPart(
        _ tokens: ArraySlice<Token>, of folded: FoldedValue, _ whole: Range<Int>, isOnly: Bool
    ) {
        guard let first = tokens.first else { return }
        let bytes = folded.bytes
        let hasDigits = tokens.contains { $0.kind != .letters }
        if tokens.count >= 2, hasDigits || isOnly {
            addStreets(tokens, whole)
            if hasDigits { add(.words) { for token in tokens { $0.append(of: bytes[token.range]) } } }
        } else if tokens.count == 1 {
            if hasDigits {
                addReference(bytes[first.range])
            } else if isOnly, first.count >= 3, places.first(for: UInt64(first.hash)) == nil {
                places.append(present, for: UInt64(first.hash))
                note(first.hash)
            }
        }
        guard tokens.count > 1 else { return }
        let code = tokens.reversed().prefix { $0.kind != .letters }.reversed()
        if code.reduce(0, { $0 + $1.count }) >= 5, code.contains(where: { $0.kind == .mixed }) {
            add(.words) { for token in code { $0.append(of: bytes[token.range]) } }
        }
        for token in tokens where token.count >= 5 && token.kind == .digits {
            add(.digits) { $0.append(of: bytes[token.range]) }
        }
    }

    /// A street with its house number, without it, and without the word for what kind of street it is.
    private mutating func addStreets(_ tokens: ArraySlice<Token>, _ whole: Range<Int>) {
        addStreet(tokens, whole)
        addUntyped(tokens, whole)
        let rest = tokens.drop { $0.kind != .letters }
        let isStreet = tokens.contains { rules.lexicon.lists(of: $0.hash) & rules.words.streets != 0 }
        if rest.count >= 2, rest.count < tokens.count, isStreet { addStreet(rest, whole) }
    }

    private mutating func addStreet(_ tokens: some Sequence<Token>, _ whole: Range<Int>) {
        let start = streetWords.count
        for token in tokens { streetWords.append(spelling.canonical(token.hash)) }
        streets.append(Street(words: start..<streetWords.count, whole: whole, known: present))
    }

    /// `904 North Cottonwood` of `904 North Cottonwood Drive`: people leave out what kind of street it is.
    private mutating func addUntyped(_ tokens: ArraySlice<Token>, _ whole: Range<Int>) {
        let kinds = rules.words.streets | rules.words.streetPrefixes
        let kept = tokens.filter { rules.lexicon.lists(of: $0.hash) & kinds == 0 }
        guard kept.count < tokens.count, kept.count >= 2,
            kept.contains(where: { $0.count >= 4 && $0.kind == .letters })
        else { return }
        addStreet(kept, whole)
        let named = kept.filter { $0.kind == .letters }
        if named.count >= 2, named.count < kept.count { addStreet(named, whole) }
    }
}
