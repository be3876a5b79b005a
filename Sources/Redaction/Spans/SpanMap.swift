/// The way from treated text back to the original: which stretch came from where.
///
/// INVARIANT: pieces cover the treated text without gaps, in order; their original ranges are in order too.
public struct SpanMap: Hashable, Sendable {
    /// A stretch of treated text.
    public struct Piece: Hashable, Sendable {
        /// UTF-8 bytes of the treated text, half open.
        public let treated: Range<Int>
        /// UTF-8 bytes of the original, half open; empty for an escape that was put in.
        public let original: Range<Int>
        /// Whether the bytes are the original's own.
        public let isVerbatim: Bool

        /// Joins two ranges.
        public init(treated: Range<Int>, original: Range<Int>, isVerbatim: Bool) {
            self.treated = treated
            self.original = original
            self.isVerbatim = isVerbatim
        }
    }

    /// The pieces, in order.
    public let pieces: [Piece]

    /// Takes pieces that cover a text in order.
    public init(pieces: [Piece]) {
        precondition(
            zip(pieces, pieces.dropFirst()).allSatisfy { $0.treated.upperBound == $1.treated.lowerBound },
            "pieces must cover the treated text without gaps")
        self.pieces = pieces
    }

    /// The original bytes that a stretch of treated text came from; a placeholder counts as the whole value.
    public func original(of treated: Range<Int>) -> Range<Int> {
        var start: Int?
        var end = 0
        for piece in pieces[firstPiece(endingAfter: treated.lowerBound)...] {
            guard piece.treated.lowerBound < treated.upperBound || start == nil else { break }
            let part = piece.treated.clamped(to: treated)
            let offset = piece.original.lowerBound - piece.treated.lowerBound
            if start == nil {
                start = piece.isVerbatim ? part.lowerBound + offset : piece.original.lowerBound
            }
            end = piece.isVerbatim ? part.upperBound + offset : piece.original.upperBound
        }
        guard let start else { return end..<end }
        return start..<max(start, end)
    }

    private func firstPiece(endingAfter place: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].treated.upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
