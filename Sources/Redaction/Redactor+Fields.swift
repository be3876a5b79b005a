public import Conversations
public import Detection
public import FieldPolicy

extension Redactor {
    /// Treats one structured value; the same value gets the same token here and in text.
    ///
    /// The class of the field decides. Free text in a field goes through ``treat(messages:view:scope:known:)`` instead.
    /// - Parameters:
    ///   - field: the value with its class.
    ///   - view: the row of the decision table for this role and purpose.
    ///   - scope: within what equal values get equal tokens.
    ///   - known: values of the customer's record and household; a field that holds part of one, such as a given name,
    ///     gets the token of the whole.
    /// - Returns: what stays of the value, with the decision; a treatment that does not fit the value withholds it.
    public func treat(
        field: Field, view: PolicyView, scope: PseudonymContext, known: [KnownValue] = []
    ) -> TreatedField {
        let decision = view.decision(for: field.fieldClass)
        let treatment = ValueTreatment(detector: detector, pseudonymiser: pseudonymiser, scope: scope)
        let own = KnownValue(fieldClass: field.fieldClass, value: field.value)
        let whole = known.isEmpty ? own : detector.whole(of: own, among: known)
        let value: String? =
            switch treatment.outcome(
                field.value, whole: whole.value, fieldClass: field.fieldClass, decision.treatment)
            {
            case .shown: field.value
            case .replaced(let part): part
            case .withheld: nil
            }
        return TreatedField(name: field.name, fieldClass: field.fieldClass, value: value, decision: decision)
    }
}
