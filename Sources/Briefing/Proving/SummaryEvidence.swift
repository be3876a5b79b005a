public import AuditTrail
public import Conversations

/// What a check of one summary needs: the answer, what was opened of its leaf, and what the sources hold.
public struct SummaryEvidence: Sendable {
    /// The answer as it was sent: outcome, body and receipt.
    public let answer: JSONValue
    /// Openings of its leaf besides those of its receipt: the audit gives them to those entitled.
    public let openings: [Opening]
    /// What the sources hold.
    public let export: SourceExport
    /// Whether the pseudonym key of the gateway is at hand; without it tokens are only compared with one another.
    public let hasPseudonymKey: Bool
    /// Whether the choice of lines is checked too, besides each line by itself.
    public let checksChoice: Bool

    /// Joins the parts.
    public init(
        answer: JSONValue, openings: [Opening] = [], export: SourceExport, hasPseudonymKey: Bool = true,
        checksChoice: Bool = true
    ) {
        self.answer = answer
        self.openings = openings
        self.export = export
        self.hasPseudonymKey = hasPseudonymKey
        self.checksChoice = checksChoice
    }
}

/// What a check of a summary found.
public struct SummaryVerdict: Equatable, Sendable {
    /// One thing that does not agree.
    public struct Fault: Equatable, Sendable {
        /// Where: `body`, `rules`, or a line such as `facts[2]`.
        public let place: String
        /// What was expected and found; may quote a line.
        public let message: String
    }

    /// What does not agree, in the order in which it was looked at; empty when all does.
    public internal(set) var faults: [Fault] = []
    /// What was left unchecked, and why.
    public internal(set) var notes: [String] = []
    /// How many lines the answer has.
    public internal(set) var lineCount = 0
    /// How many of them were derived anew, byte for byte.
    public internal(set) var derivedCount = 0

    /// Whether everything that was looked at agrees.
    public var isSound: Bool { faults.isEmpty }

    mutating func fault(_ place: String, _ message: String) {
        faults.append(Fault(place: place, message: message))
    }
}
