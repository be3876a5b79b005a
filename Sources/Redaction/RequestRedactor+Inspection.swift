public import Conversations
import Detection
import FieldPolicy

/// A piece of treated text as it is about to be given out.
public struct FinishedPiece: Hashable, Sendable {
    /// The text with its placeholders.
    public let text: TreatedText
    /// Whether an external caller's own organisation wrote it, so that it is searched by form alone.
    public let byOwnOrganisation: Bool
    /// Whether words of its message are missing: then detectors that a missing word made hesitate are not heard.
    public let isCut: Bool

    /// Takes a stretch of a treated message.
    ///
    /// - Parameters:
    ///   - message: the whole treated message.
    ///   - range: UTF-8 bytes of it, cutting no placeholder; `nil` for all of it.
    ///   - byOwnOrganisation: whether an external caller's own organisation wrote it.
    public init(of message: TreatedText, _ range: Range<Int>? = nil, byOwnOrganisation: Bool = false) {
        let whole = 0..<message.text.utf8.count
        let range = range ?? whole
        text = message.piece(range)
        isCut = range != whole
        self.byOwnOrganisation = byOwnOrganisation
    }
}

extension RequestRedactor {
    /// Searches the finished view once more, piece by piece, for what this role may not see.
    ///
    /// The texts were searched before as whole messages; this is the last look at what was chosen of them and put into
    /// the answer. Both go by the same rules, so a hit is a defect and never a matter of taste.
    /// - Parameter pieces: everything of the view that came from text.
    /// - Throws: ``RedactionFailure/unsound(message:)`` with the index of the first piece that holds a value,
    ///   ``RedactionFailure/undetected`` when a piece cannot be searched.
    public func inspect(_ pieces: [FinishedPiece]) throws(RedactionFailure) {
        for (place, piece) in pieces.enumerated() {
            let search = MessageSearch(search: search, isOwn: [piece.byOwnOrganisation])
            let visible = VisibleText(RedactedMessage(text: piece.text, spans: SpanMap(pieces: [])))
            let found = try search.all(in: [visible.text], by: redactor.inspector ?? redactor.finder)
            let hits = found.joined().filter { finding in
                !(piece.isCut && redactor.hesitant.contains(finding.detector))
                    && view.decision(for: finding.fieldClass).treatment != .show
            }
            guard hits.isEmpty else { throw .unsound(message: place) }
        }
    }
}

extension TreatedText {
    /// A stretch of the text with the placeholders that lie in it.
    fileprivate func piece(_ range: Range<Int>) -> TreatedText {
        TreatedText(
            text: String(decoding: Array(text.utf8)[range], as: UTF8.self),
            placeholders: placeholders.filter {
                $0.range.lowerBound >= range.lowerBound && $0.range.upperBound <= range.upperBound
            }.map {
                Placeholder(
                    range: $0.range.lowerBound - range.lowerBound..<$0.range.upperBound - range.lowerBound,
                    fieldClass: $0.fieldClass, token: $0.token)
            })
    }
}
