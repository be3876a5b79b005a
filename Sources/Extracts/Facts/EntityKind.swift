/// What shape a value in text has. Shapes decide nothing about privacy; they say what is worth carrying over.
enum EntityKind: String, CaseIterable, Sendable {
    case email, web, phone, money, identifier, code, time, date, quantity, number, name, field, choice,
        address
    /// A placeholder: its class and token are all that is known.
    case hidden

    /// Its place among all kinds.
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A value in a sentence.
struct Entity: Sendable {
    let kind: EntityKind
    /// Words of the message, half open.
    let words: Range<Int>
    /// Equal for equal values of the history.
    let value: Int32
    /// The word that says what the value is for (`to`, `until`, `order`), -1 for none.
    let cue: Int32
}
