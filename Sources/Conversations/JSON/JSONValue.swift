/// A JSON document as a value; objects have no duplicate names.
///
/// WHY no `nil` literal: `nil` in a closure that returns `JSONValue?` would then silently mean `null`.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number with |n| < 2^53.
    case int(Int64)
    /// Any other number, as it was written. Read from foreign input only; the canonical writer refuses it.
    case decimal(String)
    /// A string of Unicode scalars.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members by name.
    case object([String: JSONValue])

    /// The member of an object, `nil` when it is missing or this is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The string, `nil` when this is none.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number, `nil` when this is none.
    public var int: Int64? {
        guard case .int(let number) = self else { return nil }
        return number
    }

    /// The whole number that a client means, also when it wrote `100.0` or `1e2`, which are whole numbers to JSON Schema;
    /// `nil` when this is none or its size is 2^53 or more.
    public var wholeNumber: Int64? {
        switch self {
        case .int(let number): number
        case .decimal(let text): Double(text).flatMap { abs($0) < 0x1p53 ? Int64(exactly: $0) : nil }
        default: nil
        }
    }

    /// The truth value, `nil` when this is none.
    public var bool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// The list, `nil` when this is none.
    public var array: [JSONValue]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    /// The members, `nil` when this is no object.
    public var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// What this is, as messages name it: `a string`, `an object` and so on.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .int: "a number"
        case .decimal: wholeNumber == nil ? "a number that is not whole, or too large" : "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object; a name given twice is a programmer's mistake.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }

    /// A string, or `null` when there is none.
    public init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
    /// A whole number.
    public init(_ number: Int) { self = .int(Int64(number)) }
}
