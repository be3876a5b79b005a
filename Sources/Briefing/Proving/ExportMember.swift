import Conversations

/// Why a file is no export: the member, what was expected, never its value.
public struct ExportProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The dotted path of the member, for example `interactions[3].at`.
    public let member: String
    /// What was expected.
    public let expected: String

    /// One line.
    public var description: String { "\(member): expected \(expected)" }
}

/// A member of an export with its path, so that every fault names its place.
struct ExportMember {
    let value: JSONValue
    let path: String

    /// A member of this object; `null` and a missing one are alike.
    subscript(name: String) -> ExportMember {
        ExportMember(value: value[name] ?? .null, path: path.isEmpty ? name : path + "." + name)
    }

    func problem(_ expected: String) -> ExportProblem { ExportProblem(member: path, expected: expected) }

    func text() throws(ExportProblem) -> String {
        guard let text = value.string else { throw problem("a string") }
        return text
    }

    func bool() throws(ExportProblem) -> Bool {
        guard let bool = value.bool else { throw problem("true or false") }
        return bool
    }

    func items() throws(ExportProblem) -> [ExportMember] {
        guard let items = value.array else { throw problem("an array") }
        return items.enumerated().map { ExportMember(value: $1, path: "\(path)[\($0)]") }
    }

    /// Each item read by the same function.
    func each<Item>(
        _ read: (ExportMember) throws(ExportProblem) -> Item
    ) throws(ExportProblem) -> [Item] {
        var all: [Item] = []
        for item in try items() { all.append(try read(item)) }
        return all
    }

    func optional<Value>(
        _ read: (ExportMember) throws(ExportProblem) -> Value
    ) throws(ExportProblem) -> Value? {
        value == .null ? nil : try read(self)
    }

    func identifier<Kind: IdentifierKind>() throws(ExportProblem) -> Identifier<Kind> {
        do { return try Identifier<Kind>(try text()) } catch { throw problem("an identifier") }
    }

    func choice<Choice: RawRepresentable>() throws(ExportProblem) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text()) else { throw problem("a word of the format") }
        return choice
    }

    func time() throws(ExportProblem) -> Timestamp {
        guard let time = Timestamp(rfc3339: try text()) else { throw problem("an RFC 3339 time") }
        return time
    }
}
