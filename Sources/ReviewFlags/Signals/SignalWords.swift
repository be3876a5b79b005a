import Conversations

/// How names and values of fields are compared: case, spaces, `-` and `_` do not matter.
enum SignalWords {
    /// A name or value as signals compare it.
    static func plain(_ text: String) -> String {
        var plain: [UInt8] = []
        for byte in text.lowercased().utf8 {
            plain.append(byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ") ? UInt8(ascii: "_") : byte)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// A sum in hundredths with its currency, as sources write it: `GBP 1,299.00`, `£1299`, `1299.00 EUR`.
    ///
    /// - Parameter text: one number of at most 12 digits before its decimal sign, and at most one currency.
    /// - Returns: `nil` when that is not what stands there.
    static func amount(_ text: String) -> (currency: String, hundredths: Int)? {
        var letters: [UInt8] = []
        var number: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: ","): number.append(byte)
            case UInt8(ascii: " "), UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
            default: letters.append(byte)
            }
        }
        guard let value = hundredths(number) else { return nil }
        let name = String(decoding: letters, as: UTF8.self).uppercased()
        return (signs[name] ?? name, value)
    }

    /// A day as sources write it: `2011-04-30` with or without a time, `30/04/2011` or `30.04.2011`.
    ///
    /// - Returns: `nil` when no such day stands there; where day and month could be either, the day comes first.
    static func date(_ text: String) -> CivilDate? {
        let parts = text.prefix(10).utf8.split { $0 &- 0x30 >= 10 }.map { digits in
            digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
        }
        guard parts.count == 3 else { return nil }
        if parts[0] > 31 { return CivilDate(year: parts[0], month: parts[1], day: parts[2]) }
        return CivilDate(year: parts[2], month: parts[1], day: parts[0])
            ?? CivilDate(year: parts[2], month: parts[0], day: parts[1])
    }

    private static let signs = [
        "£": "GBP", "€": "EUR", "$": "USD", "US$": "USD", "A$": "AUD", "₹": "INR", "RS": "INR",
    ]

    /// The last point or comma with one or two digits behind it is the decimal sign; others part thousands.
    private static func hundredths(_ number: [UInt8]) -> Int? {
        let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 }
        var whole = number
        var part = 0
        if let sign = number.lastIndex(where: { !isDigit($0) }), (1...2).contains(number.count - sign - 1) {
            let digits = number[(sign + 1)...]
            part = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } * (digits.count == 1 ? 10 : 1)
            whole = Array(number[..<sign])
        }
        let digits = whole.filter(isDigit)
        guard (1...12).contains(digits.count) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } * 100 + part
    }
}
