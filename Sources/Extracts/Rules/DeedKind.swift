/// What kind of deed a word speaks of, so that "I'll get a new one out to you" and "shipment created" are known to be alike.
///
/// Two words of one kind need not mean the same; a later report of the same kind is read as what was promised.
enum DeedKind: String, CaseIterable, Sendable {
    /// Goods and papers on their way.
    case sending
    /// Money that goes back, or is taken off.
    case paying
    /// Somebody who comes, and what they mend.
    case visiting
    /// A call or a message to the customer.
    case contacting
    /// A day or a place that is kept for the customer.
    case booking
    /// What is ended, blocked or taken away.
    case ending

    var bit: DeedSet { DeedSet(rawValue: 1 << UInt8(Self.allCases.firstIndex(of: self) ?? 0)) }
}

/// The kinds of deeds of a word or a sentence.
struct DeedSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
}
