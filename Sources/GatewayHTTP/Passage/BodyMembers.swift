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
        let text = try string(member)
        do { return try Identifier<Kind>(text) } catch {
            throw MalformedRequest(member: member, message: error.description)
        }
    }

    func text(_ member: String, bytesMax: Int = 256) throws(MalformedRequest) -> String {
        let text = try string(member)
        guard (1...bytesMax).contains(text.utf8.count) else {
            throw MalformedRequest(
                member: member, message: "expected 1 to \(bytesMax) bytes, found \(text.utf8.count)")
        }
        return text
    }

    func bool(_ member: String) throws(MalformedRequest) -> Bool {
        guard let value = members[member]?.bool else {
            throw .expected("true or false", at: member, found: members[member])
        }
        return value
    }

    func int(_ member: String, in bounds: ClosedRange<Int64>) throws(MalformedRequest) -> Int {
        guard let value = members[member] else {
            throw .expected("a whole number", at: member, found: nil)
        }
        return try value.wholeNumber(at: member, in: bounds)
    }

    /// The writer's own words, 15 to 2,000 characters.
    func words() throws(MalformedRequest) -> String {
        let words = try string("words")
        guard (15...2_000).contains(words.count) else {
            throw MalformedRequest(
                member: "words", message: "expected 15 to 2000 characters, found \(words.count)")
        }
        return words
    }

    private func string(_ member: String) throws(MalformedRequest) -> String {
        guard let text = members[member]?.string else {
            throw .expected("a string", at: member, found: members[member])
        }
        return text
    }
}
