/// A stretch of treated text that stands for a value.
public struct Placeholder: Hashable, Sendable {
    /// UTF-8 bytes of the treated text, half open; brackets included.
    public let range: Range<Int>
    /// The class of the value.
    public let fieldClass: FieldClass
    /// What equality the treatment discloses: a pseudonym or the part that stays; `nil` for a bare class.
    public let token: String?

    /// Joins a place, a class and an optional token.
    public init(range: Range<Int>, fieldClass: FieldClass, token: String?) {
        self.range = range
        self.fieldClass = fieldClass
        self.token = token
    }

    /// The characters that stand in the text: `[class]` or `[class token]`.
    public static func text(_ fieldClass: FieldClass, token: String?) -> String {
        token.map { "[\(fieldClass) \($0)]" } ?? "[\(fieldClass)]"
    }
}

/// Text in which every personal value has been treated for one role and purpose.
///
/// INVARIANT: placeholders are sorted, do not overlap and lie within the text.
public struct TreatedText: Hashable, Sendable {
    /// The text as the role may read it.
    public let text: String
    /// The places that stand for values, in order. Readers trust this list and never brackets in the text.
    public let placeholders: [Placeholder]

    /// Joins a text and the list of its placeholders, which must be sorted and apart.
    public init(text: String, placeholders: [Placeholder]) {
        precondition(
            zip(placeholders, placeholders.dropFirst()).allSatisfy {
                $0.range.upperBound <= $1.range.lowerBound
            },
            "placeholders must be sorted and must not overlap")
        precondition(
            placeholders.last.map { $0.range.upperBound <= text.utf8.count } ?? true,
            "placeholders must lie within the text")
        self.text = text
        self.placeholders = placeholders
    }
}
