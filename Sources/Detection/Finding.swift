public import Conversations

/// A stretch of text that holds a value of some class.
///
/// WHY: two words of memory each, what detectors say being shared, since a hostile message has millions.
public struct Finding: Hashable, Sendable {
    private let start: Int32
    private let end: Int32
    private let kind: Kind

    /// UTF-8 bytes of the original message, half open, beginning and ending on characters.
    public var range: Range<Int> { Int(start)..<Int(end) }
    /// What kind of data stands there.
    public var fieldClass: FieldClass { kind.fieldClass }
    /// Which detector says so; `known-value` when the customer's record does.
    public var detector: DetectorID { kind.detector }
    /// Whether the customer's record led here.
    public var isLinked: Bool { kind.isLinked }
    /// Which of the known values stands here, by its place in the list that was searched for; of a value and its
    /// parts the whole one. `nil` for a find by form.
    public var known: Int? { kind.known }
    /// How the value was proved, for explanations; never anything of the value.
    public var validation: Validation { kind.validation }

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
    ///
    /// - Parameters:
    ///   - range: UTF-8 bytes of a message, below 2 GiB.
    ///   - fieldClass: what kind of data stands there.
    ///   - detector: which detector says so.
    ///   - isLinked: whether the customer's record led here.
    ///   - known: the place of the known value in the list of them, below 2^31.
    ///   - validation: how it was proved; `nil` for by record or by form.
    public init(
        range: Range<Int>, fieldClass: FieldClass, detector: DetectorID, isLinked: Bool, known: Int? = nil,
        validation: Validation? = nil
    ) {
        let kind = Kind(
            fieldClass: fieldClass, detector: detector, isLinked: isLinked, known: known,
            validation: validation ?? (isLinked ? .record : .form))
        self.init(range, kind)
    }

    /// Another find of a kind.
    init(_ range: Range<Int>, _ kind: Kind) {
        start = Int32(range.lowerBound)
        end = Int32(range.upperBound)
        self.kind = kind
    }

    /// The same find at another place.
    package func moved(to range: Range<Int>) -> Finding { Finding(range, kind) }

    /// This find and another one of its kind as one, when that begins within this one; `nil` when it does not.
    func joined(with other: Range<Int>) -> Finding? {
        guard other.lowerBound >= Int(start), other.lowerBound < Int(end) else { return nil }
        return Finding(Int(start)..<max(Int(end), other.upperBound), kind)
    }
}

extension Finding {
    /// What all finds of one detector, or of one known value, have in common.
    final class Kind: Hashable, Sendable {
        let fieldClass: FieldClass
        let detector: DetectorID
        let isLinked: Bool
        let known: Int?
        let validation: Validation

        init(
            fieldClass: FieldClass, detector: DetectorID, isLinked: Bool, known: Int?,
            validation: Validation
        ) {
            self.fieldClass = fieldClass
            self.detector = detector
            self.isLinked = isLinked
            self.known = known
            self.validation = validation
        }

        static func == (one: Kind, two: Kind) -> Bool {
            one === two
                || one.fieldClass == two.fieldClass && one.detector == two.detector
                    && one.isLinked == two.isLinked && one.known == two.known
                    && one.validation == two.validation
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(fieldClass)
            hasher.combine(detector)
            hasher.combine(validation)
        }
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
