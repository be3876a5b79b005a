public import Conversations
public import Detection
public import FieldPolicy

extension RequestRedactor {
    /// Treats one structured value; the same value gets the same token here and in text.
    ///
    /// The class of the field decides. A value that is shown and whose class is no kind of personal value, such as a known
    /// issue or a product, is text and searched like one.
    /// - Parameter field: the value with its class.
    /// - Returns: what stays of the value, with the decision; a treatment that does not fit the value withholds it.
    /// - Throws: ``RedactionFailure`` when a text could not be searched or is not clean in the end.
    public func treat(field: Field) throws(RedactionFailure) -> TreatedField {
        let decision = view.decision(for: field.fieldClass)
        let outcome = treatment.outcome(field.value, fieldClass: field.fieldClass, decision.treatment) {
            treatment.tokens.whole(of: KnownValue(fieldClass: field.fieldClass, value: field.value)).value
        }
        let value: String? =
            switch outcome {
            case .shown: try shown(field)
            case .replaced(let part): part
            case .withheld: nil
            }
        return TreatedField(name: field.name, fieldClass: field.fieldClass, value: value, decision: decision)
    }

    private func shown(_ field: Field) throws(RedactionFailure) -> String {
        guard !redactor.detector.isValueClass(field.fieldClass) else { return field.value }
        return try treat(messages: [RedactableMessage(text: field.value)]).messages[0].text.text
    }
}

extension Redactor {
    /// Treats one structured value, where there is nothing else to treat for the request.
    ///
    /// - Parameters:
    ///   - field: the value with its class.
    ///   - view: the row of the decision table for this role and purpose.
    ///   - scope: within what equal values get equal tokens.
    ///   - known: values of the customer's record and household; a field that holds part of one, such as a given name,
    ///     gets the token of the whole.
    /// - Returns: as ``RequestRedactor/treat(field:)``.
    /// - Throws: ``RedactionFailure`` as ``RequestRedactor/treat(field:)`` does.
    public func treat(
        field: Field, view: PolicyView, scope: PseudonymContext, known: [KnownValue] = []
    ) throws(RedactionFailure) -> TreatedField {
        try request(view: view, scope: scope, known: known).treat(field: field)
    }
}
