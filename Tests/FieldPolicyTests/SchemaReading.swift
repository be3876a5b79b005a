import Conversations
import RuleFiles

/// The part of JSON Schema (2020-12) that the editors' schema is written in, so that a test can hold files against
/// it; a keyword that it does not know is a fault of the schema.
struct SchemaReading {
    let root: JSONValue

    private static let keywords = [
        "$schema", "title", "description", "$defs", "$ref", "type", "additionalProperties", "properties",
        "required",
        "const", "enum", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "minimum",
        "maximum", "minProperties", "propertyNames", "pattern", "oneOf", "allOf", "dependentRequired",
    ]

    /// What does not fit, as `path: reason`.
    func faults(_ value: JSONValue, _ schema: JSONValue? = nil, at path: String = "") -> [String] {
        guard let schema = (schema ?? root).object else { return ["\(path): the schema is no object"] }
        var faults = schema.keys.filter { !Self.keywords.contains($0) }.map {
            "\(path): unknown keyword \($0)"
        }
        if let name = schema["$ref"]?.string?.split(separator: "/").last.map(String.init) {
            guard let definition = root["$defs"]?[name] else { return ["\(path): no definition \(name)"] }
            faults += self.faults(value, definition, at: path)
        }
        for one in schema["allOf"]?.array ?? [] { faults += self.faults(value, one, at: path) }
        if let choices = schema["oneOf"]?.array {
            let fitting = choices.filter { self.faults(value, $0, at: path).isEmpty }
            if fitting.count != 1 { faults.append("\(path): fits \(fitting.count) of \(choices.count)") }
        }
        if let constant = schema["const"], constant != value { faults.append("\(path): another constant") }
        if let words = schema["enum"]?.array, !words.contains(value) {
            faults.append("\(path): not a known word")
        }
        return faults + typeFaults(value, schema, path) + contentFaults(value, schema, path)
    }

    private func typeFaults(_ value: JSONValue, _ schema: [String: JSONValue], _ path: String) -> [String] {
        guard let type = schema["type"]?.string else { return [] }
        let fits =
            switch type {
            case "object": value.object != nil
            case "array": value.array != nil
            case "string": value.string != nil
            case "integer": value.int != nil
            case "boolean": value == .bool(true) || value == .bool(false)
            default: false
            }
        return fits ? [] : ["\(path): expected \(type)"]
    }

    private func contentFaults(_ value: JSONValue, _ schema: [String: JSONValue], _ path: String) -> [String]
    {
        if let members = value.object { return objectFaults(members, schema, path) }
        if let items = value.array { return listFaults(items, schema, path) }
        let measure = value.string.map { $0.unicodeScalars.count } ?? value.int.map { Int($0) } ?? 0
        let lower = schema[value.string == nil ? "minimum" : "minLength"]?.int
        let upper = schema[value.string == nil ? "maximum" : "maxLength"]?.int
        let isWithin = measure >= lower.map { Int($0) } ?? .min && measure <= upper.map { Int($0) } ?? .max
        return isWithin ? [] : ["\(path): out of bounds"]
    }

    private func listFaults(_ items: [JSONValue], _ schema: [String: JSONValue], _ path: String) -> [String] {
        var faults: [String] = []
        if let least = schema["minItems"]?.int, items.count < least { faults.append("\(path): too few") }
        if let most = schema["maxItems"]?.int, items.count > most { faults.append("\(path): too many") }
        if schema["uniqueItems"] == .bool(true), Set(items.map { $0.text() }).count < items.count {
            faults.append("\(path): one twice")
        }
        guard let each = schema["items"] else { return faults }
        return faults + items.enumerated().flatMap { self.faults($1, each, at: "\(path)/\($0)") }
    }

    private func objectFaults(
        _ members: [String: JSONValue], _ schema: [String: JSONValue], _ path: String
    ) -> [String] {
        var faults = (schema["required"]?.array ?? []).compactMap(\.string).filter { members[$0] == nil }.map
        {
            "\(path): misses \($0)"
        }
        for (key, needed) in schema["dependentRequired"]?.object ?? [:] where members[key] != nil {
            for name in (needed.array ?? []).compactMap(\.string) where members[name] == nil {
                faults.append("\(path): \(key) without \(name)")
            }
        }
        if let least = schema["minProperties"]?.int, members.count < least { faults.append("\(path): empty") }
        for key in members.keys.sorted() {
            let child = "\(path)/\(key)"
            if let known = schema["properties"]?[key] {
                faults += self.faults(members[key] ?? .null, known, at: child)
            } else if schema["additionalProperties"] == .bool(false) {
                faults.append("\(child): unknown key")
            } else if let other = schema["additionalProperties"], other.object != nil {
                faults += self.faults(members[key] ?? .null, other, at: child)
            }
        }
        return faults
    }
}

extension RuleNode {
    /// The node as JSON, as an editor sees it.
    var json: JSONValue {
        switch content {
        case .scalar(let text, let isQuoted):
            if !isQuoted, let number = Int(text) { return JSONValue(number) }
            return !isQuoted && (text == "true" || text == "false") ? .bool(text == "true") : .string(text)
        case .list(let items): return .array(items.map(\.json))
        case .map(let members):
            return .object(Dictionary(members.map { ($0.key, $0.value.json) }) { first, _ in first })
        }
    }
}
