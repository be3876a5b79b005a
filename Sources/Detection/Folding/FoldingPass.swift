/// The one pass that folds: plain ASCII runs byte for byte, everything else piece by piece.
///
/// A long text is folded stretch by stretch (``run(until:)``, ``goOn(from:_:_:)``), so that it never stands in memory
/// folded. Whoever gives the lists frees them.
struct FoldingPass {
    let input: ListView<UInt8>
    let table: FoldTable
    private let plain: ListView<UInt8>
    /// How many bytes of the original are folded.
    var position = 0
    /// Where in the original the first folded byte that is still held came from.
    private(set) var start = 0
    // Whether the last run is a byte-for-byte one that reaches up to the present position.
    private var isPlainRunOpen = false
    private(set) var bytes: GrowingList<UInt8>
    private(set) var runs: GrowingList<FoldedRun>

    /// Begins with empty lists.
    init(_ input: ListView<UInt8>, _ bytes: GrowingList<UInt8>, _ runs: GrowingList<FoldedRun>) {
        self.input = input
        self.bytes = bytes
        self.runs = runs
        self.bytes.removeAll()
        self.runs.removeAll()
        table = FoldTable.standard
        plain = table.asciiKinds.view
    }

    /// Appends a short text folded when every byte of it folds by itself; says whether.
    static func appendPlain(_ text: ListView<UInt8>, to bytes: inout GrowingList<UInt8>) -> Bool {
        guard text.count <= 256 else { return false }
        let start = bytes.count
        if bytes.append(0..<text.count, of: text, by: FoldTable.standard.asciiKinds.view) == text.count {
            return true
        }
        bytes.shorten(to: start)
        return false
    }

    /// Whether all of the original is folded.
    var isAtEnd: Bool { position >= input.count }

    /// Folds until at least so many folded bytes are held, or to the end.
    mutating func run(until count: Int = .max) {
        while position < input.count, bytes.count < count {
            plainRun(until: count)
            guard position < input.count, bytes.count < count else { return }
            let start = position
            let decoded = readPiece()
            append(decoded, from: start..<position)
        }
    }

    /// Goes on in other lists, which begin with the last of the folded bytes that were held.
    mutating func goOn(
        from place: Int, _ nextBytes: GrowingList<UInt8>, _ nextRuns: GrowingList<FoldedRun>
    ) {
        let (oldBytes, oldRuns) = (bytes, runs)
        bytes = nextBytes
        runs = nextRuns
        bytes.removeAll()
        runs.removeAll()
        bytes.append(place..<oldBytes.count, of: oldBytes)
        guard oldRuns.count > 0 else { return }
        var first = 0
        while first + 1 < oldRuns.count, Int(oldRuns[first + 1].folded) <= place { first += 1 }
        let run = oldRuns[first]
        let offset = run.byteCount == 0 ? Int32(place) - run.folded : 0
        runs.append(FoldedRun(folded: 0, original: run.original + offset, byteCount: run.byteCount))
        for index in first + 1..<max(first + 1, oldRuns.count) {
            let run = oldRuns[index]
            runs.append(
                FoldedRun(
                    folded: run.folded - Int32(place), original: run.original, byteCount: run.byteCount))
        }
        if place > 0 { start = Int(runs[0].original) }
    }

    private mutating func plainRun(until count: Int) {
        let start = position
        let end = input.count - position > count - bytes.count ? position + count - bytes.count : input.count
        position += bytes.append(start..<end, of: input, by: plain)
        guard position > start, !isPlainRunOpen else { return }
        let folded = bytes.count - (position - start)
        runs.append(FoldedRun(folded: Int32(folded), original: Int32(start), byteCount: 0))
        isPlainRunOpen = true
    }

    private mutating func append(_ decoded: Decoded, from source: Range<Int>) {
        let before = bytes.count
        switch decoded {
        case .byte(let byte) where source.count == 1:
            bytes.append(byte)
            if !isPlainRunOpen {
                runs.append(
                    FoldedRun(folded: Int32(before), original: Int32(source.lowerBound), byteCount: 0))
                isPlainRunOpen = true
            }
            return
        case .byte(let byte): bytes.append(byte)
        case .scalar(let scalar): table.fold(scalar, into: &bytes)
        }
        isPlainRunOpen = false
        guard bytes.count > before else { return }
        runs.append(
            FoldedRun(
                folded: Int32(before), original: Int32(source.lowerBound), byteCount: Int32(source.count)))
    }

    private enum Decoded {
        case byte(UInt8)
        case scalar(Unicode.Scalar)
    }

    /// Reads an escape, a control or a scalar beyond ASCII.
    private mutating func readPiece() -> Decoded {
        let first = input[position]
        if first == UInt8(ascii: "&"), let scalar = entity() { return .scalar(scalar) }
        if first == UInt8(ascii: "%"), let scalar = percentScalar() { return .scalar(scalar) }
        if first == UInt8(ascii: "\\"), let scalar = backslashScalar() { return .scalar(scalar) }
        if first == UInt8(ascii: "<"), let scalar = tag() { return .scalar(scalar) }
        if first == UInt8(ascii: "="), let scalar = quotedPrintable() { return .scalar(scalar) }
        guard first >= 0x80 else {
            position += 1
            // WHY: controls other than tab and line ends are invisible; a space keeps words apart.
            return .byte(first < 0x20 || first == 0x7F ? 0x20 : first)
        }
        let scalar = scalar()
        if scalar.value >= 0x5E74, let sign = dateSign(scalar) { return .byte(sign) }
        return .scalar(garbledScalar(scalar) ?? scalar)
    }

    /// A scalar in UTF-8; bytes that cannot be one give the replacement character.
    private mutating func scalar() -> Unicode.Scalar {
        let first = input[position]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard length > 1, position + length <= input.count else {
            position += 1
            return "\u{FFFD}"
        }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(input[position + offset] & 0x3F) }
        position += length
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
