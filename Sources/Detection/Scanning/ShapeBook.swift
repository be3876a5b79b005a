/// All forms of all detectors in flat lists, so that a place is held against many of them without touching objects.
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
        /// The lists of which one must have a word within reach; 0 when none must.
        let near: Lexicon.Lists
    }

    /// All entries by the length of the first run of digits, then by that of letters, then those that begin with a sign.
    let entries: ListView<Entry>
    private let steps: ListView<Shape.Step>
    private let digitBuckets: [Range<Int>]
    private let letterBuckets: [Range<Int>]
    /// Forms that begin with a sign.
    let signed: Range<Int>
    /// Whether a bucket of letters has a form that may have no digit near its beginning.
    private let openLetters: [Bool]
    private let owned: (FrozenList<Entry>, FrozenList<Shape.Step>)

    init(_ rules: [DetectorRule]) {
        var steps: [Shape.Step] = []
        var all: [(Shape, Entry)] = []
        for (place, rule) in rules.enumerated() {
            for shape in rule.shapes {
                let first = steps.count
                steps += shape.steps
                let entry = Entry(
                    firstStep: Int32(first), endStep: Int32(steps.count), rule: Int32(place),
                    firstRunMin: UInt8(clamping: shape.firstRun.lowerBound),
                    firstRunMax: UInt8(clamping: shape.firstRun.upperBound),
                    digitsMin: UInt8(clamping: shape.digitsMin), needsDigit: shape.needsDigit,
                    isUniform: shape.isUniform, near: rule.near?.lists ?? 0)
                all.append((shape, entry))
            }
        }
        var entries: [Entry] = []
        func bucket(_ isIn: (Shape) -> Bool) -> Range<Int> {
            let start = entries.count
            entries += all.filter { isIn($0.0) }.map(\.1)
            return start..<entries.count
        }
        digitBuckets = (0..<32).map { length in
            bucket { length > 0 && $0.leadingDigits & (1 << UInt32(length)) != 0 }
        }
        let letterBuckets = (0..<32).map { length in
            bucket { length > 0 && $0.leadingLetters & (1 << UInt32(length)) != 0 }
        }
        signed = bucket { $0.leadingDigits == 0 && $0.leadingLetters == 0 }
        openLetters = letterBuckets.map { range in entries[range].contains { !$0.needsDigit } }
        self.letterBuckets = letterBuckets
        owned = (FrozenList(entries), FrozenList(steps))
        self.entries = owned.0.view
        self.steps = owned.1.view
    }

    /// The forms that may begin with a run of so many digits, 1 to 31.
    func digits(_ run: Int) -> Range<Int> { digitBuckets[run] }

    /// The forms that may begin with a run of so many letters, 1 to 31; none when all need a digit and none is near.
    func letters(_ run: Int, hasDigit: Bool) -> Range<Int> {
        hasDigit || openLetters[run] ? letterBuckets[run] : 0..<0
    }

    /// Where a form that begins at a place ends, `nil` when it does not match there.
    func end(of entry: Entry, in bytes: ListView<UInt8>, at start: Int) -> Int? {
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
