/// All forms of all detectors in flat lists, so that a place is held against few of them and without touching objects.
///
/// A place asks for the forms by the length of its first run of letters or digits. Of those, the ones that need a cue are
/// passed over together where none is near; the others by the first digit, by the sign behind the first run and by how
/// many digits stand close together, before any step is walked: so that most places cost the same however many detectors
/// there are.
final class ShapeBook: Sendable {
    /// A form with what must be true before its steps are worth walking.
    struct Entry: Sendable, BitwiseCopyable {
        let firstStep: Int32
        let endStep: Int32
        let rule: Int32
        let firstRunMin: UInt8
        let firstRunMax: UInt8
        let digitsMin: UInt8
        let needsDigit: Bool
        let isUniform: Bool
        /// Bits of the digits that it may begin with; all for one that begins otherwise.
        let firstDigits: UInt16
        /// What may stand behind its first run of digits, by ``ShapeBook/follower(_:)``.
        let followers: UInt8
        /// The lists of which one must have a word within reach; 0 when none must.
        let near: Lexicon.Lists
    }

    /// The forms that may begin at a place: those that need no cue, then those that do.
    struct Bucket: Sendable, BitwiseCopyable {
        let start: Int32
        let cued: Int32
        let end: Int32
        /// All lists of which one of the forms needs a word.
        let near: Lexicon.Lists
        /// Whether some form may have no digit near its beginning.
        let isOpen: Bool

        var isEmpty: Bool { start == end }
        /// The forms to ask where some lists are within reach.
        func entries(_ reachable: Lexicon.Lists) -> Range<Int> {
            Int(start)..<Int(near & reachable == 0 ? cued : end)
        }
    }

    /// What a search reads; the book owns the memory.
    struct Forms: Sendable, BitwiseCopyable {
        let entries: ListView<Entry>
        fileprivate let steps: ListView<Shape.Step>
        fileprivate let buckets: ListView<Bucket>
        /// Forms that begin with a sign.
        let signed: Bucket
        fileprivate let signs: SIMD2<UInt64>

        /// Whether some form begins with a sign.
        func mayBegin(with sign: UInt8) -> Bool {
            sign < 0x80 && signs[Int(sign >> 6)] & (1 << UInt64(sign & 63)) != 0
        }

        /// The forms that may begin with a run of so many digits, 1 to 31.
        func digits(_ run: Int) -> Bucket { buckets[run] }
        /// The forms that may begin with a run of so many letters, 1 to 31.
        func letters(_ run: Int) -> Bucket { buckets[32 + run] }
    }

    let forms: Forms
    private let owned: (FrozenList<Entry>, FrozenList<Shape.Step>, FrozenList<Bucket>)

    init(_ rules: [DetectorRule]) {
        var steps: [Shape.Step] = []
        var all: [(Shape, Entry)] = []
        for (place, rule) in rules.enumerated() {
            for shape in rule.shapes {
                let first = steps.count
                steps += shape.steps
                all.append((shape, Entry(shape, first..<steps.count, rule: place, rule.near?.lists ?? 0)))
            }
        }
        var entries: [Entry] = []
        func bucket(_ pick: (Shape, Entry) -> Entry?) -> Bucket {
            let picked = all.compactMap { pick($0.0, $0.1) }
            let start = entries.count
            entries += picked.filter { $0.near == 0 }
            let cued = entries.count
            entries += picked.filter { $0.near != 0 }
            return Bucket(
                start: Int32(start), cued: Int32(cued), end: Int32(entries.count),
                near: picked.reduce(0) { $0 | $1.near }, isOpen: picked.contains { !$0.needsDigit })
        }
        var buckets = (0..<32).map { length in
            bucket { shape, entry in
                guard length > 0, shape.leadingDigits & (1 << UInt32(length)) != 0 else { return nil }
                // WHY: from 31 on all lengths are one.
                return length < 31 ? entry.following(shape.followers(ofDigits: length)) : entry
            }
        }
        buckets += (0..<32).map { length in
            bucket { length > 0 && $0.leadingLetters & (1 << UInt32(length)) != 0 ? $1 : nil }
        }
        var signs = SIMD2<UInt64>()
        let signed = bucket { shape, entry in
            guard shape.leadingDigits == 0, shape.leadingLetters == 0 else { return nil }
            if case .byte(let byte) = shape.steps[0], byte < 0x80 {
                signs[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
            } else {
                signs = SIMD2(repeating: .max)
            }
            return entry
        }
        owned = (FrozenList(entries), FrozenList(steps), FrozenList(buckets))
        forms = Forms(
            entries: owned.0.view, steps: owned.1.view, buckets: owned.2.view, signed: signed, signs: signs)
    }

    /// A bit for what stands behind a run of digits; 0 is never given.
    static func follower(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x20: 1
        case 0x2D: 2
        case 0x2E: 4
        case 0x2F: 8
        case 0x30...0x39: 16
        case 0x61...0x7A, 0x80...0xFF: 32
        case 0x28: 64
        default: 128
        }
    }
}

extension ShapeBook.Entry {
    fileprivate init(_ shape: Shape, _ steps: Range<Int>, rule: Int, _ near: Lexicon.Lists) {
        firstStep = Int32(steps.lowerBound)
        endStep = Int32(steps.upperBound)
        self.rule = Int32(rule)
        firstRunMin = UInt8(clamping: shape.firstRun.lowerBound)
        firstRunMax = UInt8(clamping: shape.firstRun.upperBound)
        digitsMin = UInt8(clamping: shape.digitsMin)
        needsDigit = shape.needsDigit
        isUniform = shape.isUniform
        if case .byte(let byte) = shape.steps[0], byte.isDigit {
            firstDigits = 1 << UInt16(byte & 15)
        } else {
            firstDigits = .max
        }
        followers = .max
        self.near = near
    }

    private init(_ other: Self, followers: UInt8) {
        firstStep = other.firstStep
        endStep = other.endStep
        rule = other.rule
        firstRunMin = other.firstRunMin
        firstRunMax = other.firstRunMax
        digitsMin = other.digitsMin
        needsDigit = other.needsDigit
        isUniform = other.isUniform
        firstDigits = other.firstDigits
        self.followers = followers
        near = other.near
    }

    fileprivate func following(_ followers: UInt8) -> Self { Self(self, followers: followers) }
}

extension Shape {
    /// What may stand behind a first run of so many digits, by ``ShapeBook/follower(_:)``.
    fileprivate func followers(ofDigits run: Int) -> UInt8 {
        var reachable: UInt64 = 1
        var found: UInt8 = 0
        for step in steps {
            let isThere = reachable & (1 << UInt64(run)) != 0
            switch step {
            case .digits(let low, let high):
                var next: UInt64 = 0
                for count in low...high where count < 64 { next |= reachable << UInt64(count) }
                reachable = next
            case .byte(let byte) where byte.isDigit: reachable <<= 1
            case .separator(let isOptional):
                if isThere { found |= 15 }
                guard isOptional else { return found }
            case .byte(let byte):
                return isThere ? found | ShapeBook.follower(byte) : found
            case .letters, .either, .hexadecimal:
                // WHY: these may take digits of the run, so that anything may follow it.
                return .max
            }
        }
        return reachable & (1 << UInt64(run)) != 0 ? .max : found
    }
}

extension ShapeBook.Forms {
    /// Where a form that begins at a place ends, `nil` when it does not match there.
    func end(of entry: ShapeBook.Entry, in bytes: ListView<UInt8>, at start: Int) -> Int? {
        var place = start
        var separator: UInt8 = 0
        for index in Int(entry.firstStep)..<Int(entry.endStep) {
            switch steps[index] {
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
                    if entry.isUniform, separator != 0, separator != byte { return nil }
                    separator = byte
                    place += 1
                } else {
                    if entry.isUniform, separator > 1 { return nil }
                    separator = 1
                }
            case .byte(let byte):
                guard place < bytes.count, bytes[place] == byte else { return nil }
                place += 1
            }
        }
        return place
    }

    @inline(__always) private static func run(
        _ bytes: ListView<UInt8>, _ place: inout Int, _ low: Int, _ high: Int, _ accepts: (UInt8) -> Bool
    ) -> Bool {
        let limit = min(place + high, bytes.count)
        let start = place
        while place < limit, accepts(bytes[place]) { place += 1 }
        return place - start >= low
    }
}
