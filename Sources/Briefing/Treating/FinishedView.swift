import Extracts
import Redaction

/// Everything of a view that came from text, for the last look before it is recorded.
struct FinishedView {
    let treated: TreatedTimeline
    let extract: Extract

    /// The lines that were chosen, the subjects and the names of attachments.
    var pieces: [FinishedPiece] {
        let lines = (extract.lines + extract.facts).map { line in
            let source = treated.interactions[line.message]
            return FinishedPiece(of: source.text, line.range, byOwnOrganisation: source.byOwnOrganisation)
        }
        return lines
            + treated.subjects.keys.sorted().compactMap { treated.subjects[$0] }.map { FinishedPiece(of: $0) }
            + treated.attachmentTexts.map { FinishedPiece(of: $0) }
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
