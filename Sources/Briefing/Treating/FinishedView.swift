import Extracts
import Redaction

/// Everything of a view that came from text, for the last look before it is recorded.
struct FinishedView {
    let treated: TreatedTimeline
    /// The lines that were chosen.
    let lines: [ExtractLine]
    /// The messages that are given out whole.
    let whole: [Int]

    /// The lines, the whole messages, the subjects and the names of attachments.
    var pieces: [FinishedPiece] {
        let chosen = lines.map { piece($0.message, $0.range) } + whole.map { piece($0, nil) }
        let subjects = treated.subjects.keys.sorted().compactMap { treated.subjects[$0] }
        return chosen + (subjects + treated.attachmentTexts).map { FinishedPiece(of: $0) }
    }

    private func piece(_ message: Int, _ range: Range<Int>?) -> FinishedPiece {
        let source = treated.interactions[message]
        return FinishedPiece(of: source.text, range, byOwnOrganisation: source.byOwnOrganisation)
    }
}

extension BriefingFailure {
    /// What a text that cannot be treated leads to: no answer.
    init(_ failure: RedactionFailure) {
        switch failure {
        case .unsound: self.init(problem: Problem(.treatmentUnsound))
        case .undetected:
            self.init(problem: Problem(.unavailable, detail: "text could not be treated"))
        }
    }
}
