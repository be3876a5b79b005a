import Conversations
import FieldPolicy

/// What a caller who meets a withheld class can do about it; depends on the class and on who asks, never on a value.
struct HowToAsk {
    let rulebook: Rulebook
    let question: PolicyQuestion

    /// The elevation that would show more of a class: the one that is approved beforehand, else the first by name.
    func elevation(for fieldClass: FieldClass) -> ElevationRule? {
        let fitting = (try? rulebook.policy.elevations(for: question, fieldClass)) ?? []
        return fitting.first { $0.preapproved != nil } ?? fitting.first
    }

    /// The sentence for a class: how to make the request, or that there is none to make, and how to act without seeing.
    func text(for fieldClass: FieldClass, _ elevation: ElevationRule?) -> String {
        let texts = rulebook.answers.texts
        let parts = [
            elevation.map { filled(texts.withheldRequest, fieldClass, $0) } ?? texts.withheldAsk,
            isContact(fieldClass) ? filled(texts.contactAsk, fieldClass, nil) : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: "; ")
    }

    private func isContact(_ fieldClass: FieldClass) -> Bool {
        [AnswerPart.email, .phone].contains { rulebook.answers.fieldClass(of: $0) == fieldClass }
    }

    private func filled(_ text: String, _ fieldClass: FieldClass, _ elevation: ElevationRule?) -> String {
        var text = text.replacing("{class}", with: fieldClass.path)
        guard let elevation else { return text }
        let approvers = elevation.approvers.map(\.text).joined(separator: " or ")
        text.replace("{elevation}", with: elevation.id.text)
        text.replace("{minutes}", with: "\(elevation.minutesMax)")
        text.replace(
            "{approvers}",
            with: elevation.preapproved == nil ? "decided by \(approvers)" : "approved beforehand")
        return text
    }
}
