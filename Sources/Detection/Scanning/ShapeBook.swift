/// All forms of all detectors in flat lists, so that a place is held against few of them and without touching objects.
///
/// A place asks for the forms by the length of its first run of letters or digits and by what stands behind that run. Of
/// those, the ones that need a cue are passed over together where none is near; the others by the first digit and by how
/// many digits stand close together, before any step is walked: so that most places cost the same however many detectors
/// there are.
final class ShapeBook: Sendable {
    /// What must be true of a place, beside the outline, before a form's steps are worth walking.
    struct Gate: Sendable, BitwiseCopyable {
        /// The bytes that the form surely begins with, up to four, the first one the lowest, and the bits of them that count.
        let head, headMask: UInt32
        /// Bits of the digits that it may begin with; all for one that begins otherwise.
        let firstDigits: UInt16
        let firstRunMin, firstRunMax: UInt8
        let digitsMin: UInt8
        let needsDigit: Bool
        /// Whether its letters must be capitals in the original.
        let isCapitals: Bool
    }

    /// A form.
    struct Entry: Sendable, BitwiseCopyable {
        let firstStep: Int32
        let endStep: Int32
        let rule: Int32
        let isUniform: Bool
        /// Whether whatever has this form has as many letters and digits as its rule asks for.
        let isSized: Bool
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
        /// What each of the entries asks first.
        ///
        /// WHY: by itself, since nearly all forms are told by their outline alone, of which many lie close together.
        let outlines: ListView<ShapeOutline>
        /// What each of them asks then.
        let gates: ListView<Gate>
        /// The steps of all forms.
        let steps: ListView<Shape.Step>
        fileprivate let buckets: ListView<Bucket>
        /// Forms that begin with a sign.
        let signed: Bucket
        fileprivate let signs: SIMD2<UInt64>
        fileprivate let open: SIMD4<UInt64>
        fileprivate let followers: ListView<UInt8>
        /// For ``ShapeOutline``.
        let kinds: ListView<UInt8>

        /// Whether some form begins with a sign.
        func mayBegin(with sign: UInt8) -> Bool {
            sign < 0x80 && signs[Int(sign >> 6)] & (1 << UInt64(sign & 63)) != 0
        }

        /// Whether some form may begin with a run of so many letters, 1 to 31, go on with a byte and have no digit near.
        @inline(__always) func isOpen(_ run: Int, then byte: UInt8) -> Bool {
            open[run >> 3] & (1 << UInt64((run & 7) * 8 + Int(followers[Int(byte)]))) != 0
        }

        /// The forms that may begin with a run of so many digits, 1 to 31, and go on with a byte.
        @inline(__always) func digits(_ run: Int, then byte: UInt8) -> Bucket {
            buckets[run * 8 + Int(followers[Int(byte)])]
        }
        /// The forms that may begin with a run of so many letters, 1 to 31, and go on with a byte.
        @inline(__always) func letters(_ run: Int, then byte: UInt8) -> Bucket {
            buckets[256 + run * 8 + Int(followers[Int(byte)])]
        }
    }

    let forms: Forms
    private let owned: (FrozenList<Entry>, FrozenList<Gate>, FrozenList<Shape.Step>, FrozenList<Bucket>)
    private let ownedOutlines: FrozenList<ShapeOutline>

    init(_ rules: [DetectorRule]) {
        var steps: [Shape.Step] = []
        var all: [(shape: Shape, outline: ShapeOutline, gate: Gate, entry: Entry)] = []
        for (place, rule) in rules.enumerated() {
            for shape in rule.shapes {
                let first = steps.count
                steps += shape.steps
                all.append(
                    (
                        shape, ShapeOutline(of: shape.steps), Gate(shape, rule),
                        Entry(shape, first..<steps.count, rule, at: place)
                    ))
            }
        }
        var entries: [Entry] = []
        var gates: [Gate] = []
        var outlines: [ShapeOutline] = []
        func bucket(_ isIn: (Shape) -> Bool) -> Bucket {
            let picked = all.filter { isIn($0.shape) }
            let free = picked.filter { $0.entry.near == 0 }
            let start = entries.count
            for one in free + picked.filter({ $0.entry.near != 0 }) {
                entries.append(one.entry)
                gates.append(one.gate)
                outlines.append(one.outline)
            }
            return Bucket(
                start: Int32(start), cued: Int32(start + free.count), end: Int32(entries.count),
                near: picked.reduce(0) { $0 | $1.entry.near },
                isOpen: picked.contains { !$0.gate.needsDigit })
        }
        func buckets(_ isDigits: Bool) -> [Bucket] {
            (0..<256).map { place in
                let (run, follower) = (place / 8, UInt8(place % 8))
                return bucket { shape in
                    let lengths = isDigits ? shape.leadingDigits : shape.leadingLetters
                    return run > 0 && lengths & (1 << UInt32(run)) != 0
                        && shape.followers(of: run, isDigits: isDigits) & (1 << follower) != 0
                }
            }
        }
        let beginnings = buckets(true) + buckets(false)
        var signs = SIMD2<UInt64>()
        let signed = bucket { shape in
            guard shape.leadingDigits == 0, shape.leadingLetters == 0 else { return false }
            if case .byte(let byte) = shape.steps[0], byte < 0x80 {
                signs[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
            } else {
                signs = SIMD2(repeating: .max)
            }
            return true
        }
        var open = SIMD4<UInt64>()
        for place in 0..<256 where beginnings[256 + place].isOpen {
            open[place >> 6] |= 1 << UInt64(place & 63)
        }
        owned = (FrozenList(entries), FrozenList(gates), FrozenList(steps), FrozenList(beginnings))
        ownedOutlines = FrozenList(outlines)
        forms = Forms(
            entries: owned.0.view, outlines: ownedOutlines.view, gates: owned.1.view, steps: owned.2.view,
            buckets: owned.3.view,
            signed: signed, signs: signs,
            open: open, followers: Self.followers, kinds: ShapeOutline.kinds)
    }

    /// One of eight kinds of what stands behind a run.
    static func follower(_ byte: UInt8) -> Int { Int(followers[Int(byte)]) }

    private static let followerKinds = FrozenList<UInt8>(
        (0...255).map { byte in
            switch byte {
            case 0x20: 0
            case 0x2D: 1
            case 0x2E: 2
            case 0x2F: 3
            case 0x30...0x39: 4
            case 0x61...0x7A, 0x80...0xFF: 5
            case 0x28: 6
            default: 7
            }
        })
    private static let followers = followerKinds.view
}

extension ShapeBook.Gate {
    fileprivate init(_ shape: Shape, _ rule: DetectorRule) {
        var (head, mask) = (UInt32(0), UInt32(0))
        for (place, step) in shape.steps.prefix(4).enumerated() {
            guard case .byte(let byte) = step else { break }
            head |= UInt32(byte) << UInt32(8 * place)
            mask |= 0xFF << UInt32(8 * place)
        }
        self.head = head
        headMask = mask
        if case .byte(let byte) = shape.steps[0], byte.isDigit {
            firstDigits = 1 << UInt16(byte & 15)
        } else {
            firstDigits = .max
        }
        firstRunMin = UInt8(clamping: shape.firstRun.lowerBound)
        firstRunMax = UInt8(clamping: shape.firstRun.upperBound)
        digitsMin = UInt8(clamping: shape.digitsMin)
        needsDigit = shape.needsDigit
        isCapitals = rule.isCapitals
    }
}

extension ShapeBook.Entry {
    fileprivate init(_ shape: Shape, _ steps: Range<Int>, _ rule: DetectorRule, at place: Int) {
        firstStep = Int32(steps.lowerBound)
        endStep = Int32(steps.upperBound)
        self.rule = Int32(place)
        isUniform = shape.isUniform
        let sizes = shape.sizes
        isSized =
            sizes.whole.upperBound <= 64 && sizes.words.lowerBound >= rule.length.lowerBound
            && sizes.words.upperBound <= rule.length.upperBound
        near = rule.near?.lists ?? 0
    }
}

extension Shape {
    /// Bits of what may stand behind a first run of so many digits (or letters), by ``ShapeBook/follower(_:)``.
    fileprivate func followers(of run: Int, isDigits: Bool) -> UInt8 {
        // WHY: from there on lengths are not told apart.
        guard run < (isDigits ? 31 : 18) else { return .max }
        var reachable: UInt64 = 1
        var found: UInt8 = 0
        func advance(_ low: Int, _ high: Int) {
            var next: UInt64 = 0
            for count in low...high where count < 64 { next |= reachable << UInt64(count) }
            reachable = next
        }
        for step in steps {
            let isThere = reachable & (1 << UInt64(run)) != 0
            switch step {
            case .digits(let low, let high):
                if isDigits {
                    advance(low, high)
                } else {
                    if isThere { found |= 1 << 4 }
                    guard low == 0 else { return found }
                }
            case .letters(let low, let high):
                if !isDigits {
                    advance(low, high)
                } else {
                    if isThere { found |= 1 << 5 }
                    guard low == 0 else { return found }
                }
            case .separator(let isOptional):
                if isThere { found |= 15 }
                guard isOptional else { return found }
            case .byte(let byte) where isDigits && byte.isDigit || !isDigits && byte.isLower: reachable <<= 1
            case .byte(let byte):
                return isThere ? found | 1 << UInt8(ShapeBook.follower(byte)) : found
            // WHY: these take letters and digits alike, so that either may follow; of a run that ends at a sign they take
            // no more than it has.
            case .either(let low, let high), .hexadecimal(let low, let high):
                found |= 1 << 4 | 1 << 5
                advance(low, high)
            }
        }
        return reachable & (1 << UInt64(run)) != 0 ? .max : found
    }
}

extension ListView<Shape.Step> {
    /// Where a form that begins at a place ends, `nil` when it does not match there.
    func end(of entry: ShapeBook.Entry, in bytes: ListView<UInt8>, at start: Int) -> Int? {
        var place = start
        var separator: UInt8 = 0
        for index in Int(entry.firstStep)..<Int(entry.endStep) {
            switch self[index] {
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
        let end = bytes.run(from: place, most: high, accepts)
        defer { place = end }
        return end - place >= low
    }
}
