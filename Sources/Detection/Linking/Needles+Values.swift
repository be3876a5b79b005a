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
        for at in ["", "at"] {
            for (dotBefore, dotBehind) in [("", ""), ("dot", "dot"), ("", "dot")] {
                add(.words) {
                    Self.spell(local, dotBefore, to: &$0)
                    $0.append(of: at.utf8)
                    Self.spell(domain, dotBehind, to: &$0)
                }
            }
        }
        let joined = local.filter(\.isWord)
        let isOwn =
            rules.lexicon.lists(of: Token.hash(of: joined))
            & (rules.words.roleAccounts | rules.words.ordinary | rules.words.ordinaryNames) == 0
        // WHY: "Marta Jensen" is a name and not the address marta.jensen@…; a blank inside tells them apart.
        if joined.count >= 5, isOwn {
            add(.unbroken) { $0.append(of: joined) }
            add(.words) { Self.spell(local, "dot", to: &$0) }
        }
        let source = Array(whole.value.value.utf8)
        if source.count >= 9 {
            for shift in 0..<3 { add(.free) { EncodedText.base64(source, behind: shift, to: &$0) } }
        }
        add(.free) { EncodedText.hexadecimal(source, to: &$0) }
    }

    /// Letters and digits as they are, full stops as a word, and no other signs.
    private static func spell(_ text: ArraySlice<UInt8>, _ dot: String, to pool: inout GrowingList<UInt8>) {
        for byte in text {
            if byte == 0x2E {
                pool.append(of: dot.utf8)
            } else if byte.isWord {
                pool.append(byte)
            }
        }
    }

    /// A telephone number: its last seven digits wherever they end a number, the last four near "ending".
    mutating func addPhone(_ folded: FoldedValue) {
        let digits = folded.bytes.filter(\.isDigit)
        guard digits.count >= 7 else {
            addReference(folded.bytes)
            return
        }
        add(.tail) { $0.append(of: digits.suffix(7)) }
        if digits.count >= 9 { add(.tail) { $0.append(of: digits.suffix(8)) } }
        addShort(digits.suffix(4), isWhole: false)
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
    }

    /// A card, an id, an order number: its letters and digits in order.
    mutating func addReference(_ folded: ArraySlice<UInt8>) {
        let text = folded.filter(\.isWord)
        guard !text.isEmpty else { return }
        let digits = text.filter(\.isDigit)
        if text.count >= 5 {
            add(digits.count == text.count && text.count >= 7 ? .digits : .words) { $0.append(of: text) }
            // WHY: the spelled stream reads a single "o" as nought.
            if text.contains(0x6F) {
                add(.words) { for byte in text { $0.append(byte == 0x6F ? 0x30 : byte) } }
            }
        } else if text.count >= 2 {
            addShort(text[...], isWhole: true)
        }
        let isMostlyDigits = digits.count * 2 > text.count
        if digits.count >= 8, isMostlyDigits { addShort(digits.suffix(4), isWhole: false) }
        if text.count >= 8, digits.count >= 6, isMostlyDigits, digits.count < text.count {
            add(.digits) { $0.append(of: digits) }
        }
    }
}
