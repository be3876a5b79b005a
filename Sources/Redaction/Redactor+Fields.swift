public import Conversations
public import FieldPolicy

extension Redactor {
    /// Treats one structured value; the same value gets the same token here and in text.
    ///
    /// The class of the field decides. Free text in a field goes through ``treat(messages:view:scope:known:)`` instead.
    /// - Parameters:
    ///   - field: the value with its class.
    ///   - view: the row of the decision table for this role and purpose.
    ///   - scope: within what equal values get equal tokens.
    /// - Returns: what stays of the value, with the decision; a treatment that does not fit the value withholds it.
    public func treat(field: Field, view: PolicyView, scope: PseudonymContext) -> TreatedField {
        let decision = view.decision(for: field.fieldClass)
        let treatment = ValueTreatment(detector: detector, pseudonymiser: pseudonymiser, scope: scope)
        let value: String? =
            switch treatment.outcome(field.value, fieldClass: field.fieldClass, decision.treatment) {
            case .shown: field.value
            case .replaced(let part): part
            case .withheld: nil
            }
        return TreatedField(name: field.name, fieldClass: field.fieldClass, value: value, decision: decision)
    }
}
