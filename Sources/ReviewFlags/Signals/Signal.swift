public import Conversations

/// What fields and events of records say, apart from any word: it raises flags or joins weak ones, and never lowers.
struct Signal: Sendable {
    /// What it looks at.
    enum Kind: Sendable {
        /// A field of one of these names holds one of these words, or any but the excepted ones.
        case field(names: Set<String>, values: Set<String>, except: Set<String>)
        /// A field of one of these names holds a sum of at least the limit of its currency, in hundredths.
        case amount(names: Set<String>, limits: [String: Int], otherwise: Int?)
        /// A person was born less than so many years before the conversation began.
        case age(classes: [FieldClass], underYears: Int64)
        /// The customer opened so many conversations within so many days up to this one.
        case contacts(countMin: Int, withinDays: Int64)
        /// The conversation changed hands so many times.
        case transfers(countMin: Int)
        /// So many changes of status say one of these words.
        case statusChanges(words: [String], countMin: Int)
    }

    /// The rule that its flags name.
    let rule: RuleID
    /// What it looks at.
    let kind: Kind
    /// The contact types of conversations that it reads; empty reads all.
    let contactTypes: Set<ContactType>
    /// The categories beside its own whose contributory hits it joins.
    let joins: Set<FlagCategory>
}

/// A signal that was found, with the fields that say so and never their values.
public struct SignalHit: Hashable, Sendable {
    /// The rule.
    public let rule: RuleID
    /// The fields and events, by record, then by name; at least one.
    public let fields: [Flag.NamedField]
}
