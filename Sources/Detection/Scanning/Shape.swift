/// A short fixed form of letters and digits, as rule files write it.
///
/// `9` a digit, `A` a letter, `X` either, `H` a hexadecimal digit, `-` an optional separator, `~` a separator that must
/// be there (one of space, `-`, `.`, `/`), `{m,n}` repeats the one before; everything else stands for itself. A form
/// matches a whole run: no letter or digit may stand before or after it.
///
/// The search walks the steps of all forms in one flat list: ``ShapeBook``.
struct Shape: Sendable {
    /// One part of a form.
    enum Step: Sendable, BitwiseCopyable {
        case digits(Int, Int)
        case letters(Int, Int)
        case either(Int, Int)
        case hexadecimal(Int, Int)
        case separator(isOptional: Bool)
        case byte(UInt8)
    }

    let steps: [Step]
    /// Whether all separators must be the same character.
    let isUniform: Bool
    /// Bits of the lengths that the first run of digits (or letters) may have; 0 when the form begins otherwise.
    let leadingDigits: UInt32
    let leadingLetters: UInt32
    /// How many digits at least stand close together in anything of this form; 0 when it has letters.
    let digitsMin: Int
    /// Whether anything of this form has a digit within its first twelve characters.
    let needsDigit: Bool
    /// How many letters and digits its first unbroken run may have.
    let firstRun: ClosedRange<Int>

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
        steps = Self.joined(steps)
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
        firstRun = Self.firstRun(steps)
        leadingLetters = Self.leading(steps) {
            if case .letters(let low, let high) = $0 { (low, high) } else { nil }
        }
    }

    /// The same steps with neighbours that take the same as one: `999` is three digits.
    ///
    /// WHY: only behind steps of a fixed count, since a step takes all it can and gives nothing back.
    private static func joined(_ steps: [Step]) -> [Step] {
        var joined: [Step] = []
        for step in steps {
            switch (joined.last, step) {
            case (.digits(let least, let most), .digits(let low, let high)) where least == most:
                joined[joined.count - 1] = .digits(least + low, most + high)
            case (.letters(let least, let most), .letters(let low, let high)) where least == most:
                joined[joined.count - 1] = .letters(least + low, most + high)
            case (.either(let least, let most), .either(let low, let high)) where least == most:
                joined[joined.count - 1] = .either(least + low, most + high)
            case (.hexadecimal(let least, let most), .hexadecimal(let low, let high)) where least == most:
                joined[joined.count - 1] = .hexadecimal(least + low, most + high)
            default: joined.append(step)
            }
        }
        return joined
    }

    /// How long anything of this form is, and how many letters and digits it has.
    var sizes: (whole: ClosedRange<Int>, words: ClosedRange<Int>) {
        var (whole, words) = ((0, 0), (0, 0))
        for step in steps {
            let (low, high, isWord) =
                switch step {
                case .digits(let low, let high), .letters(let low, let high), .either(let low, let high),
                    .hexadecimal(let low, let high):
                    (low, high, true)
                case .separator(let isOptional): (isOptional ? 0 : 1, 1, false)
                case .byte(let byte): (1, 1, byte.isWord)
                }
            whole = (whole.0 + low, whole.1 + high)
            if isWord { words = (words.0 + low, words.1 + high) }
        }
        return (whole.0...whole.1, words.0...words.1)
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

    private static func firstRun(_ steps: [Step]) -> ClosedRange<Int> {
        var low = 0
        var high = 0
        for step in steps {
            switch step {
            case .digits(let least, let most), .letters(let least, let most), .either(let least, let most),
                .hexadecimal(let least, let most):
                low += least
                high += most
            case .byte(let byte) where byte.isWord:
                low += 1
                high += 1
            case .separator(isOptional: true): return low...Int(UInt8.max)
            case .separator, .byte: return low == 0 ? 0...Int(UInt8.max) : low...max(low, high)
            }
        }
        return low...max(low, high)
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
                // WHY: the bounds of the whole first run are asked beside this.
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
}

/// Digits that stand close together, with the signs that forms of numbers have between them.
///
/// A cluster is read once; every place within it then knows how many of its digits are still to come.
struct DigitCluster {
    private var start = 0
    private var end = 0
    private var left = 0

    /// Whether a byte may stand between the digits of a number.
    static func holds(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x2F || byte == 0x28 || byte == 0x29
            || byte == 0x2B
    }

    /// How many digits follow from a place on, with at most three signs between two of them; places are asked for from
    /// left to right.
    mutating func digits(in bytes: ListView<UInt8>, from place: Int) -> Int {
        guard bytes[place].isDigit else { return 0 }
        if place >= end { read(bytes, from: place) }
        while start < place {
            if bytes[start].isDigit { left -= 1 }
            start += 1
        }
        return left
    }

    private mutating func read(_ bytes: ListView<UInt8>, from place: Int) {
        start = place
        end = place
        left = 0
        var signs = 0
        var cursor = place
        while cursor < bytes.count, signs <= 3 {
            if bytes[cursor].isDigit {
                left += 1
                signs = 0
                end = cursor + 1
            } else if Self.holds(bytes[cursor]) {
                signs += 1
            } else {
                return
            }
            cursor += 1
        }
    }
}
