import Conversations

/// The few words of JSON Schema (2020-12) that the descriptions of bodies are written in.
///
/// Objects are closed: what an answer may hold is named, and a request with anything else is refused.
enum Schema {
    /// An object of exactly these members, and of any of the optional ones.
    static func object(
        _ members: [String: JSONValue], optional: [String: JSONValue] = [:], _ description: String? = nil
    ) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "object", "additionalProperties": false,
            "required": .array(members.keys.sorted().map(JSONValue.string)),
            "properties": .object(members.merging(optional) { own, _ in own }),
        ]
        schema["description"] = description.map(JSONValue.string)
        return .object(schema)
    }

    /// An object whose names are open and whose values are alike.
    static func map(of value: JSONValue) -> JSONValue {
        ["type": "object", "additionalProperties": value]
    }

    static func list(of item: JSONValue, atLeast least: Int = 0, atMost most: Int? = nil) -> JSONValue {
        var schema: [String: JSONValue] = ["type": "array", "items": item]
        if least > 0 { schema["minItems"] = JSONValue(least) }
        schema["maxItems"] = most.map { JSONValue($0) }
        return .object(schema)
    }

    static func oneOf(_ schemas: JSONValue..., described description: String? = nil) -> JSONValue {
        var schema: [String: JSONValue] = ["oneOf": .array(schemas)]
        schema["description"] = description.map(JSONValue.string)
        return .object(schema)
    }

    /// The same, or `null`.
    static func nullable(_ schema: JSONValue) -> JSONValue {
        guard var members = schema.object, let type = members["type"], members["enum"] == nil else {
            return ["oneOf": [schema, ["type": "null"]]]
        }
        members["type"] = [type, "null"]
        return .object(members)
    }

    /// A component by its name.
    static func named(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/" + name)] }

    static func described(_ schema: JSONValue, _ text: String) -> JSONValue {
        .object((schema.object ?? [:]).merging(["description": .string(text)]) { $1 })
    }

    // MARK: - Values

    static let text: JSONValue = ["type": "string"]
    static let truth: JSONValue = ["type": "boolean"]
    static let whole: JSONValue = ["type": "integer"]
    static let count: JSONValue = ["type": "integer", "minimum": 0]
    static let severity = number(1...4)

    /// A text of a request; its length counts in UTF-8 bytes, so that the bound here is the widest.
    static func written(_ length: ClosedRange<Int>, _ description: String? = nil) -> JSONValue {
        var schema: [String: JSONValue] = [
            "type": "string", "minLength": JSONValue(length.lowerBound),
            "maxLength": JSONValue(length.upperBound),
        ]
        schema["description"] = description.map(JSONValue.string)
        return .object(schema)
    }

    static func pattern(_ expression: String) -> JSONValue {
        ["type": "string", "pattern": .string(expression)]
    }

    static func number(_ range: ClosedRange<Int>) -> JSONValue {
        [
            "type": "integer", "minimum": JSONValue(range.lowerBound), "maximum": JSONValue(range.upperBound),
        ]
    }

    static func always(_ value: JSONValue) -> JSONValue { ["const": value] }

    static func word(_ words: [String]) -> JSONValue {
        ["type": "string", "enum": .array(words.map(JSONValue.string))]
    }

    static func word<Words: CaseIterable & RawRepresentable>(of words: Words.Type) -> JSONValue
    where Words.RawValue == String {
        word(words.allCases.map(\.rawValue))
    }
}
