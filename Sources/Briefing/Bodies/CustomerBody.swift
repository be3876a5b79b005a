import Conversations
import Detection
import FieldPolicy
import Redaction

/// The structured values of a view: of the customer's rows and of the conversation.
struct CustomerBody {
    /// Knows the values of the customer's records, so that a field gets the token that the same value has in text.
    let redactor: RequestRedactor
    let answers: AnswerRules

    /// The fields that are shown in some form, each value once; what is withheld is counted.
    func fields(
        _ fields: [Field], _ shown: inout ShownTally, _ withheld: inout WithheldTally
    ) throws(BriefingFailure) -> JSONValue {
        var rows: [JSONValue] = []
        var seen: Set<JSONValue> = []
        for field in fields.sorted(by: { ($0.fieldClass, $0.name) < ($1.fieldClass, $1.name) }) {
            let treated = try treated(field)
            let decision = treated.decision
            guard let value = treated.value else {
                withheld.add(field.fieldClass, decision)
                continue
            }
            shown.add(field.fieldClass, decision)
            let row: JSONValue = [
                "name": .string(field.name), "class": .string(field.fieldClass.path),
                "treatment": .string(decision.treatment.text), "value": .string(value),
            ]
            if seen.insert(row).inserted { rows.append(row) }
        }
        return .array(rows)
    }

    /// A value that stands in a place of its own in the body; `null` when there is none or it is not shown.
    func member(
        _ part: AnswerPart, _ value: String?, _ shown: inout ShownTally, _ withheld: inout WithheldTally
    ) throws(BriefingFailure) -> JSONValue {
        guard let value, !value.isEmpty else { return .null }
        let fieldClass = answers.fieldClass(of: part)
        let treated = try treated(Field(name: part.rawValue, fieldClass: fieldClass, value: value))
        guard let value = treated.value else {
            withheld.add(fieldClass, treated.decision)
            return .null
        }
        shown.add(fieldClass, treated.decision)
        return .string(value)
    }

    private func treated(_ field: Field) throws(BriefingFailure) -> TreatedField {
        do { return try redactor.treat(field: field) } catch { throw BriefingFailure(error) }
    }
}
