/// A text folded for matching: what readers take for the same character becomes the same bytes.
///
/// One pass over the UTF-8 bytes removes case, marks, width, lookalike letters of other scripts, zero-width and
/// direction characters and soft hyphens; decodes HTML entities, percent-escapes and the backslash escapes of JSON (also
/// when encoded twice); writes
/// every decimal digit as ASCII, every dash as `-` and every space as one space byte. Repeated spaces stay.
///
/// The folded bytes are valid UTF-8, mostly ASCII. Every folded byte knows the half-open range of original UTF-8 bytes
/// that it came from. Folding is for finding only: it is never shown.
///
/// INVARIANT: folding is total, deterministic and linear; original ranges never decrease from left to right.
public struct FoldedText: Sendable {
    /// The folded bytes.
    public let bytes: [UInt8]
    private let map: FoldMap<[FoldedRun]>

    /// How many UTF-8 bytes the original has.
    public var originalByteCount: Int { map.originalEnd }

    private static let plainRuns = [FoldedRun(folded: 0, original: 0, byteCount: 0)]

    /// Folds a text.
    public init(_ text: String) {
        precondition(text.utf8.count <= Int(Int32.max), "a text to fold must hold less than 2 GiB")
        self.init(Array(text.utf8))
    }

    /// Folds bytes that are known to be valid UTF-8, as `String.utf8` gives them.
    public init(utf8 original: [UInt8]) {
        precondition(original.count <= Int(Int32.max), "a text to fold must hold less than 2 GiB")
        self.init(original)
    }

    private init(_ original: [UInt8]) {
        if !original.isEmpty, let plain = Self.plain(original) {
            bytes = plain
            map = FoldMap(
                runs: Self.plainRuns, foldedCount: original.count, originalStart: 0,
                originalEnd: original.count)
            return
        }
        let (bytes, runs) = ListView.withView(of: original) { input in
            var folding = FoldingPass(
                input, GrowingList(capacity: input.count + 8), GrowingList(capacity: 16))
            folding.run()
            defer {
                folding.bytes.free()
                folding.runs.free()
            }
            return (Array(folding.bytes.view), Array(folding.runs.view))
        }
        self.bytes = bytes
        map = FoldMap(
            runs: runs, foldedCount: bytes.count, originalStart: 0, originalEnd: original.count)
    }

    /// A short text of which every byte folds by itself, folded; `nil` for others.
    private static func plain(_ original: [UInt8]) -> [UInt8]? {
        var plain = GrowingList<UInt8>(capacity: min(original.count, 256))
        defer { plain.free() }
        let isPlain = ListView.withView(of: original) { FoldingPass.appendPlain($0, to: &plain) }
        return isPlain ? Array(plain.view) : nil
    }

    /// The bytes of the original that a stretch of folded bytes came from, half open.
    ///
    /// Characters that folding removed between the first and the last byte lie within; those outside do not.
    /// - Parameter folded: half-open, within ``bytes``; an empty range gives an empty one at its place.
    /// - Returns: UTF-8 bytes of the original, half open, beginning and ending on characters.
    public func originalRange(of folded: Range<Int>) -> Range<Int> { map.originalRange(of: folded) }

    /// The same with the characters next to the stretch that folding removed: joiners, marks and direction signs.
    ///
    /// - Parameter folded: half-open, within ``bytes``.
    /// - Returns: UTF-8 bytes of the original, half open; it touches what the folded neighbours came from.
    public func widestRange(of folded: Range<Int>) -> Range<Int> { map.widestRange(of: folded) }
}

/// A stretch of folded bytes: byte for byte (`byteCount` 0), or all of them from one stretch of the original.
struct FoldedRun: Sendable, BitwiseCopyable {
    let folded: Int32
    let original: Int32
    let byteCount: Int32
}

/// The way from folded bytes back to the original.
struct FoldMap<Runs: RandomAccessCollection & Sendable>: Sendable
where Runs.Element == FoldedRun, Runs.Index == Int {
    // INVARIANT: sorted by `folded`, the first one at 0 unless there are no folded bytes.
    let runs: Runs
    let foldedCount: Int
    /// The first original byte that belongs to these folded bytes: 0 but for a stretch of a longer text.
    let originalStart: Int
    /// How many UTF-8 bytes the original has; of a stretch of a longer text, up to its end.
    let originalEnd: Int

    /// The bytes of the original that a stretch of folded bytes came from.
    func originalRange(of folded: Range<Int>) -> Range<Int> {
        guard !folded.isEmpty else {
            let place =
                folded.lowerBound < foldedCount ? source(of: folded.lowerBound).lowerBound : originalEnd
            return place..<place
        }
        return source(of: folded.lowerBound).lowerBound..<source(of: folded.upperBound - 1).upperBound
    }

    /// The same with the characters next to the stretch that folding removed.
    func widestRange(of folded: Range<Int>) -> Range<Int> {
        guard !folded.isEmpty else { return originalRange(of: folded) }
        let start = folded.lowerBound == 0 ? originalStart : source(of: folded.lowerBound - 1).upperBound
        let end =
            folded.upperBound == foldedCount ? originalEnd : source(of: folded.upperBound).lowerBound
        let inner = originalRange(of: folded)
        return min(start, inner.lowerBound)..<max(end, inner.upperBound)
    }

    /// The original bytes of one folded byte.
    func source(of index: Int) -> Range<Int> {
        precondition(
            index >= 0 && index < foldedCount, "a folded range must lie within the folded bytes")
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(runs[middle].folded) <= index { low = middle } else { high = middle }
        }
        let run = runs[low]
        let start = Int(run.original)
        guard run.byteCount == 0 else { return start..<start + Int(run.byteCount) }
        let place = start + index - Int(run.folded)
        return place..<place + 1
    }
}
