import Briefing
import Conversations

/// The members of a request's document; unknown ones are malformed.
struct BodyMembers {
    private let members: [String: JSONValue]

    init(_ body: JSONValue, allowed: [String]) throws(MalformedRequest) {
        guard let members = body.object else {
            throw MalformedRequest(member: "body", message: "expected an object, found \(body.kind)")
        }
        guard members.keys.allSatisfy(allowed.contains) else {
            let names = allowed.isEmpty ? "none" : allowed.joined(separator: ", ")
            throw MalformedRequest(member: "body", message: "unknown member, expected only: \(names)")
        }
        self.members = members
    }

    subscript(name: String) -> JSONValue? { members[name] }

    func name<Kind: IdentifierKind>(_ member: String) throws(MalformedRequest) -> Identifier<Kind> {
        guard let text = members[member]?.string else {
            throw MalformedRequest(member: member, message: "expected a text")
        }
        do { return try Identifier<Kind>(text) } catch {
            throw MalformedRequest(member: member, message: error.description)
        }
    }

    func text(_ member: String, bytesMax: Int = 256) throws(MalformedRequest) -> String {
        guard let text = members[member]?.string, (1...bytesMax).contains(text.utf8.count) else {
            throw MalformedRequest(member: member, message: "expected a text of 1 to \(bytesMax) bytes")
        }
        return text
    }

    func bool(_ member: String) throws(MalformedRequest) -> Bool {
        guard let value = members[member]?.bool else {
            throw MalformedRequest(member: member, message: "expected true or false")
        }
        return value
    }

    func int(_ member: String, in bounds: ClosedRange<Int64>) throws(MalformedRequest) -> Int {
        guard let value = members[member]?.int, bounds.contains(value) else {
            throw MalformedRequest(
                member: member,
                message: "expected a number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return Int(value)
    }

    /// The writer's own words, 15 to 2,000 characters.
    func words() throws(MalformedRequest) -> String {
        guard let words = members["words"]?.string, (15...2_000).contains(words.count) else {
            throw MalformedRequest(member: "words", message: "expected a text of 15 to 2000 characters")
        }
        return words
    }
}
