/// What shape a value in text has. Shapes decide nothing about privacy; they say what is worth carrying over.
enum EntityKind: String, CaseIterable, Sendable {
    case email, web, phone, money, identifier, code, time, date, quantity, number, name, field, choice,
        address
    /// A placeholder: its class and token are all that is known.
    case hidden

    /// Its place among all kinds.
    var index: Int {
        switch self {
        case .email: 0
        case .web: 1
        case .phone: 2
        case .money: 3
        case .identifier: 4
        case .code: 5
        case .time: 6
        case .date: 7
        case .quantity: 8
        case .number: 9
        case .name: 10
        case .field: 11
        case .choice: 12
        case .address: 13
        case .hidden: 14
        }
    }
}

/// A value in a sentence.
struct Entity: Sendable {
    let kind: EntityKind
    /// Words of the message, half open.
    let words: Range<Int>
    /// Equal for equal values, 0 for one that no other mention shares.
    let key: UInt64
    /// The word that says what the value is for (`to`, `until`, `order`), 0 for none.
    let cue: UInt64
    /// Equal for equal values of one history; set when the history is put together.
    var value: Int32 = -1
}
