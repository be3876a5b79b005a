/// Cuts a long message into stretches that overlap, so that the work of a search stays within the processor's cache and
/// its memory does not grow with the text.
///
/// Most messages are one stretch. What begins in the core of a stretch is that stretch's to report; the margins give it
/// the words around. Stretches are cut in *folded* bytes, so that no amount of invisible padding pulls a value apart.
enum MessageStretches {
    /// How many folded bytes a stretch is asked for.
    static let coreBytes = 128 << 10
    /// How many it sees on either side.
    ///
    /// INVARIANT: more than the longest candidate (4,096 bytes of a key) with its context; a PEM block is followed on the
    /// original by ``OpenKeyBlock``.
    static let marginBytes = 4608

    /// Calls back for every stretch in order, with the folded bytes of it that are its own.
    static func forEach(
        of original: ListView<UInt8>, _ rules: DetectorRules, coreBytes: Int, _ pool: inout ScanScratch.Pool,
        _ body: (ScannedMessage, _ core: Range<Int>) -> Void
    ) {
        var scratch = pool.take()
        var folding = FoldingPass(original, scratch.lists.bytes, scratch.lists.runs)
        var coreStart = 0
        while true {
            folding.run(until: coreStart + coreBytes + marginBytes)
            scratch.lists.bytes = folding.bytes
            scratch.lists.runs = folding.runs
            let isLast = folding.isAtEnd
            let coreEnd = isLast ? folding.bytes.count : folding.bytes.count - marginBytes
            body(
                ScannedMessage(original, scratch, folding.start..<folding.position, rules),
                coreStart..<max(coreStart, coreEnd))
            if isLast { return }
            let dropped = max(0, coreEnd - marginBytes)
            let next = pool.take(otherThan: scratch)
            folding.goOn(from: dropped, next.lists.bytes, next.lists.runs)
            scratch = next
            coreStart = coreEnd - dropped
        }
    }
}

/// Where a PEM block ends that goes on behind the stretch it was found in: at its end line, else with the message.
struct OpenKeyBlock {
    private let original: ListView<UInt8>
    // The last block that was followed, so that each byte is looked at once.
    private var last = 0..<0

    init(_ original: ListView<UInt8>) { self.original = original }

    /// The end of the block that begins at a byte of the original.
    mutating func end(from start: Int) -> Int {
        if last.contains(start) { return last.upperBound }
        var place = max(start, last.upperBound)
        let mark = Array("-----END".utf8)
        while place + mark.count <= original.count {
            if original[place] == mark[0], original[place..<place + mark.count].elementsEqual(mark) {
                place += mark.count
                while place < original.count, original[place] != 0x2D, original[place] != 0x0A { place += 1 }
                while place < original.count, original[place] == 0x2D { place += 1 }
                last = start..<place
                return place
            }
            place += 1
        }
        last = start..<original.count
        return original.count
    }
}
