import Conversations
import Extracts
import Redaction

/// Everything of a view that came from text, for the last look before it is recorded.
struct FinishedView {
    let treated: TreatedTimeline
    /// The lines that were chosen.
    let lines: [ExtractLine]
    /// The messages that are given out whole.
    let whole: [Int]

    /// The lines, the whole messages, the subjects and the names of attachments of some conversations.
    func pieces(of isMeant: (ConversationID) -> Bool) -> [FinishedPiece] {
        func isOf(_ message: Int) -> Bool { isMeant(treated.interactions[message].interaction.conversation) }
        let chosen =
            lines.filter { isOf($0.message) }.map { piece($0.message, $0.range) }
            + whole.filter(isOf).map { piece($0, nil) }
        let subjects = treated.subjects.keys.sorted().filter(isMeant).compactMap { treated.subjects[$0] }
        let names = treated.attachmentTexts.filter { isMeant($0.conversation) }.map(\.text)
        return chosen + (subjects + names).map { FinishedPiece(of: $0) }
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
