public import Conversations

/// Why a role may not ask for a purpose; a value with a reason, not a fault.
public struct PolicyRefusal: Error, Equatable, Hashable, Sendable, CustomStringConvertible {
    /// The reason in one word, as answers give it.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The policy has no such role.
        case roleUnknown = "role_unknown"
        /// The policy has no such purpose.
        case purposeUnknown = "purpose_unknown"
        /// The role may not ask for the purpose, or the contact type of the conversation does not allow it.
        case purposeNotAllowed = "purpose_not_allowed"
        /// The role runs the gateway and sees no customer data.
        case roleRefused = "role_refused"
    }

    /// The reason in one word.
    public let code: Code
    /// What says so: `roles`, `purposes`, or the name of one of them behind a colon, as in `role:operator`.
    public let rule: RuleID
    /// The reason in one sentence; names nothing but roles and purposes.
    public let because: String

    /// Joins the parts.
    public init(code: Code, rule: RuleID, because: String) {
        self.code = code
        self.rule = rule
        self.because = because
    }

    /// The code and the reason.
    public var description: String { "\(code.rawValue): \(because)" }
}

/// Whether a role may ask for a purpose in a conversation of some contact type.
public enum AccessRuling: Equatable, Sendable {
    /// It may; what it then sees is another question.
    case allowed
    /// It may not.
    case refused(PolicyRefusal)
}
