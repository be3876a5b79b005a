public import Conversations
public import FieldPolicy

/// A message that is to be treated.
public struct RedactableMessage: Hashable, Sendable {
    /// The text as its author wrote it.
    public let text: String
    /// Whether an external caller's own organisation wrote it: then values of the record are not matched, so that a
    /// guess cannot be tested, and the text is treated by class alone.
    public let byOwnOrganisation: Bool

    /// Joins a text with what is known of its author.
    public init(text: String, byOwnOrganisation: Bool = false) {
        self.text = text
        self.byOwnOrganisation = byOwnOrganisation
    }
}

/// The world within which equal values get equal tokens.
public struct PseudonymContext: Hashable, Sendable {
    /// The tenant, part of every scope.
    public let tenant: TenantID
    /// The caller's organisation; without one, tokens of that scope are withheld.
    public let organisation: OrganisationID?
    /// The conversation; without one, tokens of that scope are withheld.
    public let conversation: ConversationID?

    /// Joins the parts.
    public init(tenant: TenantID, organisation: OrganisationID?, conversation: ConversationID?) {
        self.tenant = tenant
        self.organisation = organisation
        self.conversation = conversation
    }
}

/// A message after treatment, with the way back to what it came from.
public struct RedactedMessage: Hashable, Sendable {
    /// The text as the role may read it.
    public let text: TreatedText
    /// Where each stretch of it stands in the original.
    public let spans: SpanMap

    /// Joins a text with its map.
    public init(text: TreatedText, spans: SpanMap) {
        self.text = text
        self.spans = spans
    }
}

/// How many values of one class one rule withheld in full.
///
/// A value of which a part, a year or a token stays is not withheld and not counted: its placeholder tells of it. A value
/// whose treatment does not fit it, such as a year asked of a day without one, is withheld and counted.
public struct WithheldCount: Hashable, Sendable {
    /// The class of the values.
    public let fieldClass: FieldClass
    /// The rule that withholds them; `default` where no rule speaks.
    public let rule: RuleID
    /// How many, at least one. Exact: callers outside get none, one or several.
    public let count: Int

    /// Joins a class, a rule and a number.
    public init(fieldClass: FieldClass, rule: RuleID, count: Int) {
        self.fieldClass = fieldClass
        self.rule = rule
        self.count = count
    }
}

/// A conversation after treatment.
public struct RedactedConversation: Hashable, Sendable {
    /// The messages, in order, as many as went in.
    public let messages: [RedactedMessage]
    /// What was withheld, by class, then rule.
    public let withheld: [WithheldCount]
    /// Whether the caller's own organisation wrote more different values of one class than anybody writes of one
    /// customer: somebody may be trying out guesses. It changes no answer; it is for an alarm.
    public let isGuessList: Bool

    /// Joins messages with what they no longer say.
    public init(messages: [RedactedMessage], withheld: [WithheldCount], isGuessList: Bool = false) {
        self.messages = messages
        self.withheld = withheld
        self.isGuessList = isGuessList
    }
}

/// A structured value after treatment.
public struct TreatedField: Hashable, Sendable {
    /// The mapped name.
    public let name: String
    /// What kind of data it is.
    public let fieldClass: FieldClass
    /// What stays of the value: all of it, a part or a token; `nil` when it is withheld.
    public let value: String?
    /// What was decided, and by which rule.
    public let decision: Decision

    /// Joins the parts.
    public init(name: String, fieldClass: FieldClass, value: String?, decision: Decision) {
        self.name = name
        self.fieldClass = fieldClass
        self.value = value
        self.decision = decision
    }
}

/// Why a conversation could not be treated; whoever gets this shows nothing of it.
public enum RedactionFailure: Error, Equatable, Sendable {
    /// The detector refused the text.
    case undetected
    /// The finished text still holds a value that this role may not see; the index of the message.
    case unsound(message: Int)
}
