public import Conversations

/// A stretch of text that holds a value of some class.
public struct Finding: Hashable, Sendable {
    /// UTF-8 bytes of the original message, half open, beginning and ending on characters.
    public let range: Range<Int>
    /// What kind of data stands there.
    public let fieldClass: FieldClass
    /// Which detector says so; `known-value` when the customer's record does.
    public let detector: DetectorID
    /// Whether the customer's record led here.
    public let isLinked: Bool
    /// Which of the known values stands here, by its place in the list that was searched for; of a value and its
    /// parts the whole one. `nil` for a find by form.
    public let known: Int?
    /// How the value was proved, for explanations; never anything of the value.
    public let validation: Validation

    /// What spoke for a finding beside its form.
    public enum Validation: String, Hashable, Sendable, CaseIterable {
        /// Check digits or a closed range of assigned numbers: the arithmetic agrees.
        case checked
        /// Words close by: the form alone would not do.
        case context
        /// Check digits and words close by.
        case checkedInContext = "checked_in_context"
        /// The form alone is telling.
        case form
        /// It is a value of the customer's record or household.
        case record
    }

    /// Joins a place with what is known of it.
    public init(
        range: Range<Int>, fieldClass: FieldClass, detector: DetectorID, isLinked: Bool, known: Int? = nil,
        validation: Validation? = nil
    ) {
        self.validation = validation ?? (isLinked ? .record : .form)
        self.range = range
        self.fieldClass = fieldClass
        self.detector = detector
        self.isLinked = isLinked
        self.known = known
    }
}

/// A value of the customer's record or household that is looked for in text.
public struct KnownValue: Hashable, Sendable {
    /// What kind of data it is.
    public let fieldClass: FieldClass
    /// The value as the record has it.
    public let value: String

    /// Joins a class and a value.
    public init(fieldClass: FieldClass, value: String) {
        self.fieldClass = fieldClass
        self.value = value
    }
}

/// Why a text could not be searched; whoever gets this shows nothing.
public enum DetectionFailure: Error, Equatable, Sendable {
    /// One message holds more than ``Detector/messageBytesMax`` bytes; the number found.
    case messageTooLarge(Int)
    /// More than ``Detector/messagesMax`` messages at once; the number found.
    case tooManyMessages(Int)
    /// More than ``Detector/knownMax`` known values at once; the number found.
    case tooManyKnownValues(Int)
}
