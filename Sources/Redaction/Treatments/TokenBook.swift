import Conversations
import Detection
import Synchronization

/// The tokens of one view: equal for equal values in a scope, and never the same for two values.
///
/// A token has 40 bits, so that two values of a view may once in a long while be given the same one; the value that comes
/// second in the view then gets another, which is not the one that it has in other views.
final class TokenBook: Sendable {
    private struct Spelling: Hashable {
        let fieldClass: FieldClass
        let value: String
    }
    private struct Value: Hashable {
        let fieldClass: FieldClass
        let scope: [String]
        let normalised: String
    }
    private struct Token: Hashable {
        let fieldClass: FieldClass
        let text: String
    }
    private struct State {
        var normalised: [Spelling: String] = [:]
        var tokens: [Value: String] = [:]
        var owners: Set<Token> = []
        var wholes: [KnownValue: KnownValue]?
    }

    private let detector: Detector
    private let pseudonymiser: any Pseudonymiser
    private let known: [KnownValue]
    // Guarded by the mutex; it lives as long as the request.
    private let state = Mutex(State())

    init(detector: Detector, pseudonymiser: any Pseudonymiser, known: [KnownValue]) {
        self.detector = detector
        self.pseudonymiser = pseudonymiser
        self.known = known
    }

    /// The token of a value; `nil` when nothing is left of it once its spelling is put aside.
    func token(for value: String, _ fieldClass: FieldClass, _ scope: [String]) -> String? {
        state.withLock { state in
            let normalised = normalised(value, fieldClass, &state)
            guard !normalised.isEmpty else { return nil }
            let key = Value(fieldClass: fieldClass, scope: scope, normalised: normalised)
            if let token = state.tokens[key] { return token }
            // INVARIANT: a scope never ends in a number of its own, so that a second try is another scope.
            for attempt in 0..<16 {
                let text = pseudonymiser.token(
                    for: normalised, fieldClass: fieldClass,
                    scope: attempt == 0 ? scope : scope + ["again", "\(attempt)"])
                guard state.owners.insert(Token(fieldClass: fieldClass, text: text)).inserted else {
                    continue
                }
                state.tokens[key] = text
                return text
            }
            return nil
        }
    }

    /// The known value that a field's value is written for, so that a given name has the token of the whole name.
    func whole(of value: KnownValue) -> KnownValue {
        state.withLock { state in
            let wholes = state.wholes ?? detector.wholes(of: known)
            state.wholes = wholes
            return wholes[value] ?? detector.whole(of: value, among: known)
        }
    }

    private func normalised(_ value: String, _ fieldClass: FieldClass, _ state: inout State) -> String {
        let spelling = Spelling(fieldClass: fieldClass, value: value)
        if let known = state.normalised[spelling] { return known }
        let normalised = detector.normalised(value, fieldClass: fieldClass)
        state.normalised[spelling] = normalised
        return normalised
    }
}
