extension FoldingPass {
    /// `%XX` sequences that make one scalar; `%25` before two hexadecimal digits counts as a percent sign encoded again.
    ///
    /// `%uXXXX` is what browsers once wrote.
    mutating func percentScalar() -> Unicode.Scalar? {
        let start = position
        if start + 1 < input.count, input[start + 1] | 0x20 == UInt8(ascii: "u"),
            let unit = hexadecimal(4, from: start + 2)
        {
            position = start + 6
            return Unicode.Scalar(unit) ?? "\u{FFFD}"
        }
        guard let first = percentByte() else { return nil }
        if let scalar = scalar(beginningWith: first, { $0.percentByte() }) { return scalar }
        position = start
        return nil
    }

    /// The scalar that a byte begins in UTF-8, with the bytes that follow it.
    private mutating func scalar(
        beginningWith first: UInt8, _ next: (inout FoldingPass) -> UInt8?
    ) -> Unicode.Scalar? {
        guard first >= 0x80 else { return Unicode.Scalar(first) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0
        var sequence = [first]
        while sequence.count < length, let byte = next(&self) { sequence.append(byte) }
        guard sequence.count == length, let text = String(validating: sequence, as: UTF8.self) else {
            return nil
        }
        return text.unicodeScalars.first
    }

    private mutating func percentByte() -> UInt8? {
        guard position + 2 < input.count, input[position] == UInt8(ascii: "%") else { return nil }
        var cursor = position + 1
        while cursor + 3 < input.count, input[cursor] == UInt8(ascii: "2"),
            input[cursor + 1] == UInt8(ascii: "5"),
            hexValue(input[cursor + 2]) != nil, hexValue(input[cursor + 3]) != nil
        { cursor += 2 }
        guard let high = hexValue(input[cursor]), let low = hexValue(input[cursor + 1]) else { return nil }
        position = cursor + 2
        return high << 4 | low
    }

    /// `=40` and `=C3=A9` as mail carries them (RFC 2045, 6.7), within words only.
    ///
    /// WHY: "qty=40" in an address of the web is no `@`; a letter or a full stop goes on behind one.
    mutating func quotedPrintable() -> Unicode.Scalar? {
        let start = position
        guard start > 0, input[start - 1].isWord || input[start - 1].isUpper, let first = quotedByte() else {
            return nil
        }
        if first >= 0x80 {
            if let scalar = scalar(beginningWith: first, { $0.quotedByte() }), scalar.value >= 0x80 {
                return scalar
            }
        } else if [0x40, 0x2E, 0x5F, 0x2D, 0x2B].contains(first), position < input.count,
            input[position].isLower || input[position].isUpper
        {
            return Unicode.Scalar(first)
        }
        position = start
        return nil
    }

    private mutating func quotedByte() -> UInt8? {
        guard position + 2 < input.count, input[position] == UInt8(ascii: "="),
            let high = hexValue(input[position + 1]), let low = hexValue(input[position + 2])
        else { return nil }
        position += 3
        return high << 4 | low
    }

    /// `&name;`, `&#64;` or `&#x40;`; `&amp;` before another of them counts as an ampersand encoded again.
    mutating func entity() -> Unicode.Scalar? {
        var cursor = position + 1
        while cursor + 4 < input.count, input[cursor] == 0x61, input[cursor + 1] == 0x6D,
            input[cursor + 2] == 0x70, input[cursor + 3] == 0x3B
        { cursor += 4 }
        if let scalar = oneEntity(&cursor) {
            position = cursor
            return scalar
        }
        guard cursor > position + 1 else { return nil }
        position = cursor
        return "&"
    }

    private func oneEntity(_ cursor: inout Int) -> Unicode.Scalar? {
        let end = min(cursor + 10, input.count)
        guard let semicolon = input[cursor..<end].firstIndex(of: UInt8(ascii: ";")), semicolon > cursor else {
            return nil
        }
        let name = String(decoding: input[cursor..<semicolon], as: UTF8.self)
        let scalar: Unicode.Scalar?
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            scalar = UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        } else if name.hasPrefix("#") {
            scalar = UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
        } else {
            scalar = table.entities[name.lowercased()]
        }
        guard let scalar, scalar.value >= 0x20 || scalar.value == 0x0A else { return nil }
        cursor = semicolon + 1
        return scalar
    }

    private func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// How often text in JSON is put into JSON again at most: eight backslashes before a sign.
    private static let backslashesMax = 8

    /// What a backslash and the sign behind it stand for in JSON, in program text and in Markdown: `\u0040`, `\x40`,
    /// `\u{40}`, `\/`, `\"`, `\_`, and `\n`, `\r`, `\t` where no small letter follows. Several backslashes count as one
    /// written in JSON again.
    ///
    /// WHY: `C:\nora` has no line end, and most text in JSON goes on with a capital, a digit or a blank.
    mutating func backslashScalar() -> Unicode.Scalar? {
        let cursor = behindBackslashes(position)
        guard cursor < input.count else { return nil }
        let sign = input[cursor]
        let next = cursor + 1 < input.count ? input[cursor + 1] : 0x20
        var end = cursor + 1
        let scalar: Unicode.Scalar?
        switch sign {
        case UInt8(ascii: "u"): scalar = unitEscape(cursor + 1, &end)
        case UInt8(ascii: "x"): scalar = byteEscape(cursor + 1, &end)
        case UInt8(ascii: "n") where !next.isLower, UInt8(ascii: "r") where !next.isLower: scalar = "\n"
        case UInt8(ascii: "t") where !next.isLower: scalar = "\t"
        // WHY: brackets are left alone, since a backslash before one is how we escape an imitated placeholder.
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"): scalar = nil
        case 0x21...0x2F, 0x3A...0x40, 0x5E...0x60, 0x7B...0x7E: scalar = Unicode.Scalar(sign)
        default: scalar = nil
        }
        guard let scalar else { return nil }
        position = end
        return scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F ? " " : scalar
    }

    /// The place behind a few backslashes.
    private func behindBackslashes(_ start: Int) -> Int {
        var cursor = start
        while cursor < input.count, cursor - start < Self.backslashesMax, input[cursor] == UInt8(ascii: "\\")
        {
            cursor += 1
        }
        return cursor
    }

    /// Four digits of a UTF-16 unit, two units for a scalar beyond them, or any number of digits in braces.
    private func unitEscape(_ start: Int, _ end: inout Int) -> Unicode.Scalar? {
        if start < input.count, input[start] == UInt8(ascii: "{") {
            var close = start + 1
            while close < input.count, close - start <= 6, hexValue(input[close]) != nil { close += 1 }
            guard close > start + 1, close < input.count, input[close] == UInt8(ascii: "}"),
                let value = hexadecimal(close - start - 1, from: start + 1)
            else { return nil }
            end = close + 1
            return Unicode.Scalar(value) ?? "\u{FFFD}"
        }
        guard let high = hexadecimal(4, from: start) else { return nil }
        end = start + 4
        guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
        let sign = behindBackslashes(end)
        guard sign > end, sign < input.count, input[sign] == UInt8(ascii: "u"),
            let low = hexadecimal(4, from: sign + 1), (0xDC00...0xDFFF).contains(low)
        else { return "\u{FFFD}" }
        end = sign + 5
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    /// Two digits of a byte; several such bytes that are UTF-8 make one scalar, else each is one of Latin-1.
    private mutating func byteEscape(_ start: Int, _ end: inout Int) -> Unicode.Scalar? {
        guard let first = hexadecimal(2, from: start) else { return nil }
        end = start + 2
        let saved = position
        position = end
        defer { position = saved }
        let scalar = scalar(beginningWith: UInt8(first)) { folding in
            let sign = folding.behindBackslashes(folding.position)
            guard sign > folding.position, sign < folding.input.count,
                folding.input[sign] == UInt8(ascii: "x"),
                let byte = folding.hexadecimal(2, from: sign + 1)
            else { return nil }
            folding.position = sign + 3
            return UInt8(byte)
        }
        guard let scalar else { return Unicode.Scalar(first) }
        end = position
        return scalar
    }

    /// A number of so many hexadecimal digits, `nil` when fewer stand there.
    private func hexadecimal(_ count: Int, from start: Int) -> UInt32? {
        guard start + count <= input.count else { return nil }
        var value: UInt32 = 0
        for place in start..<start + count {
            guard let digit = hexValue(input[place]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
