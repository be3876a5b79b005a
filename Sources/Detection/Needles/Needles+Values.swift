import Conversations

extension Needles {
    /// An address of e-mail: joined, spelled, its local part, and in base64 or hexadecimal.
    mutating func addEmail(_ whole: FoldedValue) {
        let folded = whole.bytes
        guard let sign = folded.firstIndex(of: UInt8(ascii: "@")) else {
            addReference(folded[...])
            return
        }
        let local = folded[..<sign].drop { $0 == UInt8(ascii: "+") }.prefix { $0 != UInt8(ascii: "+") }
        let domain = folded[(sign + 1)...]
        for hasAt in [false, true] {
            addSpelled(local, hasDots: false, hasAt, domain, hasDots: false)
            addSpelled(local, hasDots: true, hasAt, domain, hasDots: true)
            addSpelled(local, hasDots: false, hasAt, domain, hasDots: true)
        }
        let joined = local.kept(\.isWord)
        let all = joined + domain.kept(\.isWord)
        addTurned(all)
        add(.words) { for byte in all { $0.append(Self.rotated(byte)) } }
        addSides(local, domain)
        // WHY: "ewan.tulloch at peatmail": people leave out how it ends.
        let host = domain.prefix { $0 != 0x2E }.kept(\.isWord)
        if host.count >= 4, joined.count >= 3 {
            for hasAt in [false, true] {
                add(hasAt ? .words : .unbroken) {
                    $0.append(of: joined)
                    if hasAt { Self.spellAt(to: &$0) }
                    $0.append(of: host)
                }
            }
        }
        let isOwn =
            rules.lexicon.lists(of: Token.hash(of: joined))
            & (rules.words.roleAccounts | rules.words.ordinary | rules.words.ordinaryNames) == 0
        // WHY: "Marta Jensen" is a name and not the address marta.jensen@…; a blank inside tells them apart.
        if joined.count >= 5, isOwn {
            add(.unbroken) { $0.append(of: joined) }
            add(.words) { Self.spell(local, hasDots: true, to: &$0) }
            if joined.count >= 6 { addTurned(joined, .unbroken) }
        }
        let source = Array(whole.value.value.utf8)
        if source.count >= 9 {
            for shift in 0..<3 { add(.free) { EncodedText.base64(source, behind: shift, to: &$0) } }
        }
        add(.free) { EncodedText.hexadecimal(source, to: &$0) }
    }

    /// A letter moved by thirteen places, as riddles write.
    static func rotated(_ byte: UInt8) -> UInt8 {
        byte.isLower ? (byte - 0x61 + 13) % 26 + 0x61 : byte
    }

    /// Both sides of an address, with or without words for its signs.
    private mutating func addSpelled(
        _ local: ArraySlice<UInt8>, hasDots dotsAhead: Bool, _ hasAt: Bool, _ domain: ArraySlice<UInt8>,
        hasDots dotsBehind: Bool
    ) {
        add(.words) {
            Self.spell(local, hasDots: dotsAhead, to: &$0)
            if hasAt { Self.spellAt(to: &$0) }
            Self.spell(domain, hasDots: dotsBehind, to: &$0)
        }
    }

    private static func spellAt(to pool: inout GrowingList<UInt8>) {
        pool.append(UInt8(ascii: "a"))
        pool.append(UInt8(ascii: "t"))
    }

    /// Letters and digits as they are, full stops as a word or not at all, and no other signs.
    private static func spell(
        _ text: ArraySlice<UInt8>, hasDots: Bool, to pool: inout GrowingList<UInt8>
    ) {
        for byte in text {
            if byte == 0x2E {
                guard hasDots else { continue }
                pool.append(UInt8(ascii: "d"))
                pool.append(UInt8(ascii: "o"))
                pool.append(UInt8(ascii: "t"))
            } else if byte.isWord {
                pool.append(byte)
            }
        }
    }

    /// A telephone number: its last seven digits wherever they end a number, its last six by themselves, and both ends near
    /// a word that says so.
    mutating func addPhone(_ folded: FoldedValue) {
        let digits = folded.bytes.kept(\.isDigit)
        guard digits.count >= 7 else {
            addReference(folded.bytes)
            return
        }
        add(.tail) { $0.append(of: digits.suffix(7)) }
        if digits.count >= 9 { add(.tail) { $0.append(of: digits.suffix(8)) } }
        add(.digits) { $0.append(of: digits.suffix(6)) }
        addElidable(digits, isSlipped: false)
        addTurned(digits.suffix(7), .head)
        addNumber(digits)
        // WHY: people say the digits ahead as they dial them at home.
        let code = rules.tables.callingCode(digits[...])
        guard code > 0, digits.count - code >= 7 else { return }
        addNumber(digits.dropFirst(code))
        addElidable([0x30] + digits.dropFirst(code), isSlipped: false)
        addNumber([0x30] + digits.dropFirst(code))
    }

    /// A day in any form.
    mutating func addDate(_ folded: FoldedValue) {
        let message = ScannedMessage(folded.value.value, rules)
        guard let reading = DateReader(message, rules).date(at: 0) else {
            addReference(folded.bytes)
            return
        }
        days.append(
            Day(
                year: reading.year, month: reading.month, day: reading.day, isAmbiguous: reading.isAmbiguous,
                known: present))
        guard let year = reading.year, year >= 1000 else { return }
        addDayRuns(year, reading.month, reading.day)
        if reading.isAmbiguous { addDayRuns(year, reading.day, reading.month) }
    }

    /// A part of a day in digits.
    private struct DayPart {
        let value, width: Int

        /// Writes its digits, the last one first if asked for.
        func write(turned: Bool = false, to text: inout [UInt8]) {
            var scale = 1
            for _ in 1..<width { scale *= 10 }
            var places = scale
            for _ in 0..<width {
                let digit = turned ? value / (scale / places) % 10 : value / places % 10
                text.append(0x30 + UInt8(digit))
                places /= 10
            }
        }
    }

    /// A day as nothing but digits, in the orders and lengths that people use, and turned round.
    private mutating func addDayRuns(_ year: Int, _ month: Int, _ day: Int) {
        let (full, short) = (DayPart(value: year, width: 4), DayPart(value: year % 100, width: 2))
        let (mm, dd) = (DayPart(value: month, width: 2), DayPart(value: day, width: 2))
        var text: [UInt8] = []
        text.reserveCapacity(8)
        func write(_ one: DayPart, _ two: DayPart, _ three: DayPart, turned: Bool = false) {
            text.removeAll(keepingCapacity: true)
            one.write(turned: turned, to: &text)
            two.write(turned: turned, to: &text)
            three.write(turned: turned, to: &text)
        }
        for (one, two, three) in [(dd, mm, full), (mm, dd, full), (full, mm, dd)] {
            write(one, two, three)
            add(.digits) { $0.append(of: text) }
            addTurned(text, .digits)
            write(one, two, three, turned: true)
            add(.digits) { $0.append(of: text) }
        }
        for (one, two, three) in [(dd, mm, short), (mm, dd, short), (short, mm, dd)] {
            write(one, two, three)
            add(.digits) { $0.append(of: text) }
        }
        guard month < 10 || day < 10 else { return }
        let (m, d) = (
            DayPart(value: month, width: month < 10 ? 1 : 2), DayPart(value: day, width: day < 10 ? 1 : 2)
        )
        for (one, two, three) in [(d, m, full), (m, d, full), (full, m, d)] {
            write(one, two, three)
            add(.digits) { $0.append(of: text) }
        }
    }

    /// A card, an id, an order number: its letters and digits in order.
    mutating func addReference(_ folded: ArraySlice<UInt8>) {
        let text = folded.kept(\.isWord)
        guard !text.isEmpty else { return }
        let digits = text.kept(\.isDigit)
        if text.count >= 5 {
            add(digits.count == text.count && text.count >= 7 ? .digits : .words) { $0.append(of: text) }
            // WHY: the spelled stream reads a single "o" as nought.
            if text.contains(0x6F) {
                add(.words) { for byte in text { $0.append(byte == 0x6F ? 0x30 : byte) } }
            }
        } else if text.count >= 2 {
            addShort(text[...])
        }
        if text.count >= 6 { addTurned(text) }
        if text.count >= 8, digits.count > 0, digits.count < text.count {
            add(.glued) { $0.append(of: text) }
        }
        if digits.count >= 6 { addNumber(digits) }
        if text.count >= 6, text.count <= 34, digits.count >= 2 {
            addElidable(
                text,
                isSlipped: text.count <= 24 && (digits.count < text.count ? text.count >= 8 : text.count >= 9)
            )
            if text.count <= 24 {
                lookalikes.append(present, for: Self.lookalike(text, behind: Self.lookalikeSeed))
            }
        }
        guard digits.count >= 5, digits.count * 2 > text.count else { return }
        if digits.count < text.count {
            add(.digits) { $0.append(of: digits) }
            addTurned(digits, .digits)
        }
        // WHY: people leave out noughts that fill a number up, `KT 99213` for `KT-0099213`.
        let plain = digits.drop { $0 == 0x30 }
        if plain.count < digits.count, plain.count >= 5 { add(.digits) { $0.append(of: plain) } }
        if digits.count >= 9 { add(.digits) { $0.append(of: digits.suffix(6)) } }
        if digits.count >= 13 { addParts(of: text, digits) }
    }

    static let lookalikeSeed: UInt64 = 14_695_981_039_346_656_037

    /// Letters and digits with those that readers of print take for each other made one, in one number.
    static func lookalike(_ text: some Sequence<UInt8>, behind start: UInt64) -> UInt64 {
        text.reduce(start) { hash, byte in
            let sign: UInt8 =
                switch byte {
                case UInt8(ascii: "o"), UInt8(ascii: "q"): 0x30
                case UInt8(ascii: "i"), UInt8(ascii: "l"): 0x31
                case UInt8(ascii: "z"): 0x32
                case UInt8(ascii: "s"): 0x35
                case UInt8(ascii: "g"): 0x36
                case UInt8(ascii: "b"): 0x38
                default: byte
                }
            return (hash ^ UInt64(sign)) &* 1_099_511_628_211
        }
    }

    /// What people write of a long number: one digit lost at either end, its last eight, and of an IBAN the national part and
    /// the account in it.
    private mutating func addParts(of text: [UInt8], _ digits: [UInt8]) {
        for part in [digits.suffix(8), digits.dropFirst(), digits.dropLast()] {
            add(.digits) { $0.append(of: part) }
        }
        // ISO 13616: two letters, two check digits, up to thirty letters and digits of the country.
        let isIBAN =
            (15...34).contains(text.count) && text.prefix(2).allSatisfy(\.isLower)
            && text.dropFirst(2).prefix(2).allSatisfy(\.isDigit)
        guard isIBAN else { return }
        let national = text.dropFirst(4)
        add(national.allSatisfy(\.isDigit) ? .digits : .words) { $0.append(of: national) }
        for count in [7, 9, 10, 11, 12] { add(.digits) { $0.append(of: digits.suffix(count)) } }
        // WHY: countries fill accounts up with noughts, and people leave those out.
        let account = digits.suffix(10).drop { $0 == 0x30 }
        if account.count >= 6 { add(.digits) { $0.append(of: account) } }
    }
}
