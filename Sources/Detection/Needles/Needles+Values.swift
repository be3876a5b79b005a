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
        addTurned(joined + domains.0, value.fieldClass)
        add((joined + domains.0).map(Self.rotated), value.fieldClass, .words)
        // WHY: "ewan.tulloch at peatmail": people leave out how it ends.
        let host = Self.spelled(domain.prefix { $0 != 0x2E }, "")
        if host.count >= 4, joined.count >= 3 {
            add(joined + host, value.fieldClass, .unbroken)
            add(joined + Array("at".utf8) + host, value.fieldClass, .words)
        }
        let hash = Token.hash(of: joined)
        let isOwn =
            rules.lexicon.lists(of: hash)
            & (rules.words.roleAccounts | rules.words.ordinary | rules.words.ordinaryNames) == 0
        // WHY: "Marta Jensen" is a name and not the address marta.jensen@…; a blank inside tells them apart.
        if joined.count >= 5, isOwn { add(joined, value.fieldClass, .unbroken) }
        if joined.count >= 5, isOwn { add(locals.1, value.fieldClass, .words) }
        if joined.count >= 6, isOwn { addTurned(joined, value.fieldClass, .unbroken) }
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

    /// A letter moved by thirteen places, as riddles write.
    static func rotated(_ byte: UInt8) -> UInt8 {
        byte.isLower ? (byte - 0x61 + 13) % 26 + 0x61 : byte
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

    /// A telephone number: its last seven digits wherever they end a number, its last six by themselves, and both ends near
    /// a word that says so.
    mutating func addPhone(_ folded: FoldedValue) {
        let value = folded.value
        let digits = folded.bytes.filter(\.isDigit)
        guard digits.count >= 7 else {
            addReference(value, folded.bytes)
            return
        }
        add(Array(digits.suffix(7)), value.fieldClass, .tail)
        if digits.count >= 9 { add(Array(digits.suffix(8)), value.fieldClass, .tail) }
        add(digits.suffix(6), value.fieldClass, .digits)
        addTurned(digits.suffix(7), value.fieldClass, .head)
        numbers.append(Number(digits: digits, fieldClass: value.fieldClass, known: present))
        // WHY: people say the digits ahead as they dial them at home.
        let code = rules.tables.callingCode(digits)
        if code > 0, digits.count - code >= 7 {
            for ahead in [[], [0x30]] as [[UInt8]] {
                numbers.append(
                    Number(
                        digits: ahead + digits.dropFirst(code), fieldClass: value.fieldClass, known: present))
            }
        }
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
        guard let year = reading.year, year >= 1000 else { return }
        addDayRuns(year, reading.month, reading.day, value.fieldClass)
        if reading.isAmbiguous { addDayRuns(year, reading.day, reading.month, value.fieldClass) }
    }

    /// A day as nothing but digits, in the orders and lengths that people use, and turned round.
    private mutating func addDayRuns(_ year: Int, _ month: Int, _ day: Int, _ fieldClass: FieldClass) {
        let (full, short) = (Self.digits(year, 4), Self.digits(year % 100, 2))
        let (mm, dd) = (Self.digits(month, 2), Self.digits(day, 2))
        for parts in [[dd, mm, full], [mm, dd, full], [full, mm, dd]] {
            let text = Array(parts.joined())
            add(text, fieldClass, .digits)
            add(text.reversed(), fieldClass, .digits)
            add(parts.flatMap { $0.reversed() }, fieldClass, .digits)
        }
        for parts in [[dd, mm, short], [mm, dd, short], [short, mm, dd]] {
            add(Array(parts.joined()), fieldClass, .digits)
        }
        guard month < 10 || day < 10 else { return }
        let (m, d) = (Self.digits(month, 1), Self.digits(day, 1))
        for parts in [[d, m, full], [m, d, full], [full, m, d]] {
            add(Array(parts.joined()), fieldClass, .digits)
        }
    }

    private static func digits(_ number: Int, _ width: Int) -> [UInt8] {
        let text = Array(String(number).utf8)
        return [UInt8](repeating: 0x30, count: max(0, width - text.count)) + text
    }

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
                Short(fieldClass: value.fieldClass, known: present))
        }
        if text.count >= 6 { addTurned(text, value.fieldClass) }
        if text.count >= 8, !isDigits, text.contains(where: \.isDigit) { add(text, value.fieldClass, .glued) }
        let digits = text.filter(\.isDigit)
        if digits.count >= 6 {
            numbers.append(Number(digits: digits, fieldClass: value.fieldClass, known: present))
        }
        let isMostlyDigits = digits.count >= 5 && digits.count * 2 > text.count
        if isMostlyDigits, digits.count < text.count {
            add(digits, value.fieldClass, .digits)
            addTurned(digits, value.fieldClass, .digits)
        }
        if isMostlyDigits, digits.count >= 9 { add(digits.suffix(6), value.fieldClass, .digits) }
    }
}
