/// A short fixed form of letters and digits, as rule files write it.
///
/// `9` a digit, `A` a letter, `X` either, `H` a hexadecimal digit, `-` an optional separator, `~` a separator that must
/// be there (one of space, `-`, `.`, `/`), `{m,n}` repeats the one before; everything else stands for itself. A form
/// matches a whole run: no letter or digit may stand before or after it.
///
/// WHY: a class, so that lists of them are walked without copying their steps.
final class Shape: Sendable {
    private enum Step: Sendable {
        case digits(Int, Int)
        case letters(Int, Int)
        case either(Int, Int)
        case hexadecimal(Int, Int)
        case separator(isOptional: Bool)
        case byte(UInt8)
    }

    private let steps: [Step]
    /// Whether all separators must be the same character.
    let isUniform: Bool
    /// Bits of the lengths that the first run of digits (or letters) may have; 0 when the form begins otherwise.
    let leadingDigits: UInt32
    let leadingLetters: UInt32
    /// How many digits at least stand close together in anything of this form; 0 when it has letters.
    let digitsMin: Int
    /// Whether anything of this form has a digit within its first twelve characters.
    let needsDigit: Bool

    /// Reads a form; `nil` when it is empty, unbalanced or longer than 64 characters.
    init?(_ text: String, isUniform: Bool) {
        let source = Array(text.utf8)
        guard (1...64).contains(source.count) else { return nil }
        var steps: [Step] = []
        var index = 0
        while index < source.count {
            let byte = source[index]
            index += 1
            guard let bounds = Self.repeats(source, &index) else { return nil }
            switch byte {
            case UInt8(ascii: "9"): steps.append(.digits(bounds.0, bounds.1))
            case UInt8(ascii: "A"): steps.append(.letters(bounds.0, bounds.1))
            case UInt8(ascii: "X"): steps.append(.either(bounds.0, bounds.1))
            case UInt8(ascii: "H"): steps.append(.hexadecimal(bounds.0, bounds.1))
            case UInt8(ascii: "-"): steps.append(.separator(isOptional: true))
            case UInt8(ascii: "~"): steps.append(.separator(isOptional: false))
            default: steps.append(.byte(byte))
            }
        }
        self.steps = steps
        self.isUniform = isUniform
        leadingDigits = Self.leading(steps) { step in
            switch step {
            case .digits(let low, let high): (low, high)
            case .byte(let byte) where byte.isDigit: (1, 1)
            default: nil
            }
        }
        digitsMin = Self.digitsMin(steps)
        needsDigit = Self.needsDigit(steps)
        leadingLetters = Self.leading(steps) {
            if case .letters(let low, let high) = $0 { (low, high) } else { nil }
        }
    }

    private static func needsDigit(_ steps: [Step]) -> Bool {
        var reach = 0
        for step in steps {
            switch step {
            case .digits(let low, _) where low > 0: return reach < 12
            case .byte(let byte) where byte.isDigit: return reach < 12
            case .digits(_, let high), .letters(_, let high), .either(_, let high), .hexadecimal(_, let high):
                reach += high
            case .separator, .byte: reach += 1
            }
        }
        return false
    }

    private static func digitsMin(_ steps: [Step]) -> Int {
        var count = 0
        for step in steps {
            switch step {
            case .digits(let low, _): count += low
            case .byte(let byte) where byte.isDigit: count += 1
            case .byte(let byte) where !DigitCluster.holds(byte): return 0
            case .byte, .separator: continue
            case .letters, .either, .hexadecimal: return 0
            }
        }
        return count
    }

    /// `{m,n}` or `{m}` behind a character.
    private static func repeats(_ source: [UInt8], _ index: inout Int) -> (Int, Int)? {
        guard index < source.count, source[index] == UInt8(ascii: "{") else { return (1, 1) }
        guard let close = source[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let parts = String(decoding: source[index + 1..<close], as: UTF8.self).split(separator: ",").map {
            Int($0)
        }
        index = close + 1
        guard let low = parts.first ?? nil, let high = parts.last ?? nil, low >= 0, low <= high, high <= 64
        else {
            return nil
        }
        return (low, high)
    }

    private static func leading(_ steps: [Step], _ bounds: (Step) -> (Int, Int)?) -> UInt32 {
        var reachable: UInt32 = 1
        var found: UInt32 = 0
        for step in steps {
            if let (low, high) = bounds(step) {
                var next: UInt32 = 0
                for count in low...high { next |= reachable << UInt32(min(count, 31)) }
                reachable = next
            } else if case .separator(true) = step {
                found |= reachable
            } else if isOpen(step) {
                return ~1
            } else {
                if reachable == 1 { return 0 }
                return found | reachable
            }
        }
        return (found | reachable) & ~1
    }

    /// Whether a step takes letters and digits alike.
    private static func isOpen(_ step: Step) -> Bool {
        switch step {
        case .either, .hexadecimal: true
        default: false
        }
    }

    /// Where a form that begins at a place ends, `nil` when it does not match there.
    func end(in bytes: [UInt8], at start: Int) -> Int? {
        var place = start
        var separator: UInt8 = 0
        for step in steps {
            switch step {
            case .digits(let low, let high):
                guard Self.run(bytes, &place, low, high, { $0.isDigit }) else { return nil }
            case .letters(let low, let high):
                guard Self.run(bytes, &place, low, high, { $0.isLower }) else { return nil }
            case .either(let low, let high):
                guard Self.run(bytes, &place, low, high, { $0.isDigit || $0.isLower }) else { return nil }
            case .hexadecimal(let low, let high):
                guard Self.run(bytes, &place, low, high, { $0.isDigit || $0 &- 0x61 < 6 }) else { return nil }
            case .separator(let isOptional):
                let byte = place < bytes.count ? bytes[place] : 0
                let isSeparator = byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x2F
                guard isSeparator || isOptional else { return nil }
                if isSeparator {
                    if isUniform, separator != 0, separator != byte { return nil }
                    separator = byte
                    place += 1
                } else {
                    if isUniform, separator > 1 { return nil }
                    separator = 1
                }
            case .byte(let byte):
                guard place < bytes.count, bytes[place] == byte else { return nil }
                place += 1
            }
        }
        return place
    }

    private static func run(
        _ bytes: [UInt8], _ place: inout Int, _ low: Int, _ high: Int, _ accepts: (UInt8) -> Bool
    ) -> Bool {
        let limit = min(place + high, bytes.count)
        let start = place
        while place < limit, accepts(bytes[place]) { place += 1 }
        return place - start >= low
    }
}

/// Digits that stand close together, with the signs that forms of numbers have between them.
enum DigitCluster {
    /// Whether a byte may stand between the digits of a number.
    static func holds(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x2F || byte == 0x28 || byte == 0x29
            || byte == 0x2B
    }

    /// How many digits follow from a place on, with at most three signs between two of them; 20 at most.
    static func digits(in bytes: [UInt8], from start: Int) -> Int {
        var count = 0
        var signs = 0
        var place = start
        while place < bytes.count, count < 20, signs <= 3 {
            if bytes[place].isDigit {
                count += 1
                signs = 0
            } else if holds(bytes[place]) {
                signs += 1
            } else {
                break
            }
            place += 1
        }
        return count
    }
}
