import Conversations

/// Holds documents against the part of JSON Schema (2020-12) that the gateway's description is written in.
///
/// A keyword that it does not know is a fault: a schema that says more than is checked would be a promise nobody keeps.
struct SchemaCheck {
    /// The whole description, which `$ref` points into.
    let description: JSONValue

    private static let silent: Set = ["description", "default"]

    /// Everything that does not fit, each with its place; empty for a document that fits.
    func faults(of value: JSONValue, against schema: JSONValue, at place: String = "$") -> [String] {
        var faults: [String] = []
        for (keyword, said) in (schema.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            if Self.silent.contains(keyword) { continue }
            faults += check(value, keyword, said, of: schema, at: place) ?? ["\(place): unknown \(keyword)"]
        }
        return faults
    }

    /// What one keyword finds, `nil` for one that is not known.
    private func check(
        _ value: JSONValue, _ keyword: String, _ said: JSONValue, of schema: JSONValue, at place: String
    ) -> [String]? {
        func unless(_ isFitting: Bool) -> [String] {
            isFitting ? [] : ["\(place): expected \(keyword) \(said.text().prefix(160)), found \(value.kind)"]
        }
        switch keyword {
        case "$ref": return referred(said.string ?? "").map { faults(of: value, against: $0, at: place) }
        case "type": return unless((said.array ?? [said]).contains { $0.string == Self.type(of: value) })
        case "const": return unless(value == said)
        case "enum": return unless(said.array?.contains(value) == true)
        case "oneOf": return unless(matches(value, said, at: place) == 1) + nearest(value, said, at: place)
        case "minimum": return unless(value.int.map { $0 >= said.int ?? 0 } ?? true)
        case "maximum": return unless(value.int.map { $0 <= said.int ?? 0 } ?? true)
        case "minLength": return unless(length(of: value).map { $0 >= said.int ?? 0 } ?? true)
        case "maxLength": return unless(length(of: value).map { $0 <= said.int ?? 0 } ?? true)
        case "minItems": return unless(value.array.map { Int64($0.count) >= said.int ?? 0 } ?? true)
        case "maxItems": return unless(value.array.map { Int64($0.count) <= said.int ?? 0 } ?? true)
        case "pattern": return unless(value.string.map { Self.matches($0, said.string ?? "") } ?? true)
        case "format":
            guard said == "date-time" else { return nil }
            return unless(value.string.map { Timestamp(rfc3339: $0) != nil } ?? true)
        case "items":
            return (value.array ?? []).enumerated().flatMap { index, item in
                faults(of: item, against: said, at: "\(place)[\(index)]")
            }
        case "required": return missing(said, in: value, at: place)
        case "properties", "additionalProperties": return members(of: value, schema, keyword, at: place)
        default: return nil
        }
    }

    private func referred(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(Optional(description)) {
            $0?[String($1)]
        }
    }

    private func matches(_ value: JSONValue, _ choices: JSONValue, at place: String) -> Int {
        (choices.array ?? []).count { faults(of: value, against: $0, at: place).isEmpty }
    }

    /// Of a choice that nothing fits: what is wrong with the nearest, so that a failure can be read.
    private func nearest(_ value: JSONValue, _ choices: JSONValue, at place: String) -> [String] {
        let found = (choices.array ?? []).map { faults(of: value, against: $0, at: place) }
        guard !found.contains(where: \.isEmpty) else { return [] }
        return found.min { $0.count < $1.count } ?? []
    }

    private func missing(_ names: JSONValue, in value: JSONValue, at place: String) -> [String] {
        guard let members = value.object else { return [] }
        return (names.array ?? []).compactMap(\.string).filter { members[$0] == nil }.map {
            "\(place): \($0) is missing"
        }
    }

    private func members(
        of value: JSONValue, _ schema: JSONValue, _ keyword: String, at place: String
    ) -> [String] {
        let known = schema["properties"]?.object ?? [:]
        return (value.object ?? [:]).sorted { $0.key < $1.key }.flatMap { name, member -> [String] in
            let place = "\(place).\(name)"
            switch (keyword, known[name], schema["additionalProperties"]) {
            case ("properties", let own?, _): return faults(of: member, against: own, at: place)
            case ("additionalProperties", nil, .bool(false)?): return ["\(place): not described"]
            case ("additionalProperties", nil, let open?) where open.object != nil:
                return faults(of: member, against: open, at: place)
            default: return []
            }
        }
    }

    private func length(of value: JSONValue) -> Int64? { value.string.map { Int64($0.unicodeScalars.count) } }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return false }
        return text.firstMatch(of: expression) != nil
    }

    private static func type(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .int: "integer"
        case .decimal: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
