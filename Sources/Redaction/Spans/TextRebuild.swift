import Conversations

/// Treated text put together once, from left to right.
struct TextRebuild {
    private(set) var bytes: [UInt8] = []
    private(set) var pieces: [SpanMap.Piece] = []
    private(set) var placeholders: [Placeholder] = []
    private let escape: PlaceholderEscape

    /// - Parameters:
    ///   - escape: what tells imitated placeholders.
    ///   - bytes: about how long the text will be.
    init(escape: PlaceholderEscape, bytes: Int) {
        self.escape = escape
        self.bytes.reserveCapacity(bytes)
        pieces.reserveCapacity(8)
        placeholders.reserveCapacity(4)
    }

    /// Copies a stretch of the original, with a backslash before what imitates a placeholder.
    mutating func copy(_ range: Range<Int>, of original: [UInt8]) {
        var start = range.lowerBound
        for place in escape.places(in: original, range) {
            copyPlain(start..<place, of: original)
            let at = bytes.count
            bytes.append(UInt8(ascii: "\\"))
            pieces.append(SpanMap.Piece(treated: at..<at + 1, original: place..<place, isVerbatim: false))
            start = place
        }
        copyPlain(start..<range.upperBound, of: original)
    }

    private mutating func copyPlain(_ range: Range<Int>, of original: [UInt8]) {
        guard !range.isEmpty else { return }
        let at = bytes.count
        bytes += original[range]
        pieces.append(SpanMap.Piece(treated: at..<bytes.count, original: range, isVerbatim: true))
    }

    /// Puts a placeholder for a stretch of the original.
    mutating func replace(_ range: Range<Int>, by fieldClass: FieldClass, token: String?) {
        let at = bytes.count
        bytes.append(contentsOf: Placeholder.text(fieldClass, token: token).utf8)
        pieces.append(SpanMap.Piece(treated: at..<bytes.count, original: range, isVerbatim: false))
        placeholders.append(Placeholder(range: at..<bytes.count, fieldClass: fieldClass, token: token))
    }

    /// Whether nothing was put in or replaced.
    var isVerbatim: Bool { pieces.allSatisfy(\.isVerbatim) }

    /// The finished message.
    var message: RedactedMessage {
        RedactedMessage(
            text: TreatedText(text: String(decoding: bytes, as: UTF8.self), placeholders: placeholders),
            spans: SpanMap(pieces: pieces))
    }
}
