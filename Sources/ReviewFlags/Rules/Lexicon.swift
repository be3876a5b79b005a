/// What the rules of one language share.
struct Lexicon: Sendable {
    /// The language, for example `en`.
    let language: String
    /// The slot of idioms and product names whose words mean something else than rules read in them.
    let masks: Int32
    /// The slot of phrases that make a sentence an everyday request about what a rule's words name: `do you sell`; `nil`
    /// when the language lists none.
    let everydayRequests: Int32?
    /// The slot of words with which an answer says yes; `nil` when the language lists none.
    let affirmations: Int32?
    /// The slot of words with which an answer says no; `nil` when the language lists none.
    let denials: Int32?
    /// The slot of explicit denials of an intention: `not going to`.
    let negators: Int32
    /// The slot of what looks like a denial and is none: `not yet`, `won't hesitate`.
    let negatorExceptions: Int32
    /// The slot of phrases by which staff report what a customer said.
    let reporters: Int32
    /// The slot of lines after which a message quotes another one.
    let quoteHeaders: Int32

    /// The most tokens between a denial and what it denies.
    static let negationWindow = 6
}
