import Conversations

/// What a reader of a treated message sees beside its placeholders, ready to be searched again.
///
/// Each placeholder is one sign: its own letters are no finding, and the distance between its neighbours does not
/// depend on what it stands for.
struct VisibleText {
    let text: String
    /// From the visible text to the treated one.
    private let treated: SpanMap
    private let message: RedactedMessage

    init(_ rebuilt: RebuiltMessage) { self.init(rebuilt.message) }

    init(_ message: RedactedMessage) {
        self.message = message
        guard !message.text.placeholders.isEmpty else {
            text = message.text.text
            let whole = 0..<text.utf8.count
            treated = SpanMap(
                pieces: whole.isEmpty
                    ? [] : [SpanMap.Piece(treated: whole, original: whole, isVerbatim: true)])
            return
        }
        let source = Array(message.text.text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var pieces: [SpanMap.Piece] = []
        pieces.reserveCapacity(message.text.placeholders.count * 2 + 1)
        func copy(_ range: Range<Int>) {
            guard !range.isEmpty else { return }
            let at = bytes.count
            bytes += source[range]
            pieces.append(SpanMap.Piece(treated: at..<bytes.count, original: range, isVerbatim: true))
        }
        var place = 0
        for placeholder in message.text.placeholders {
            copy(place..<placeholder.range.lowerBound)
            let at = bytes.count
            bytes.append(UInt8(ascii: "|"))
            pieces.append(
                SpanMap.Piece(treated: at..<at + 1, original: placeholder.range, isVerbatim: false))
            place = placeholder.range.upperBound
        }
        copy(place..<source.count)
        text = String(decoding: bytes, as: UTF8.self)
        treated = SpanMap(pieces: pieces)
    }

    /// The bytes of the original message that a stretch of the visible text came from.
    func original(of range: Range<Int>) -> Range<Int> {
        message.spans.original(of: treated.original(of: range))
    }
}
