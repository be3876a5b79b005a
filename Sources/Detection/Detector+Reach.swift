public import Conversations

extension Detector {
    /// How many messages on each side may change what is found in one: a known value is split over at most this many
    /// steps, and a question is answered in the next message.
    public static let neighbourReach = 2

    /// Whether a class is a kind of personal value, which detectors find or the record is searched for, rather than text
    /// that may hold some.
    public func isValueClass(_ fieldClass: FieldClass) -> Bool {
        rules.tables.links.contains { fieldClass.isWithin($0.fieldClass) }
            || rules.detectors.contains { $0.fieldClass == fieldClass }
    }

    /// For each known value the longest of its class that holds all of its words, as ``whole(of:among:)`` says of one.
    public func wholes(of known: [KnownValue]) -> [KnownValue: KnownValue] {
        let wholes = Needles.wholes(known)
        return Dictionary(zip(known, wholes.map { known[$0] })) { first, _ in first }
    }
}
