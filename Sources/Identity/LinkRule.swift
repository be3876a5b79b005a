import Conversations
import RuleFiles

/// What points at a person, without the value.
public enum KeyKind: String, Hashable, Sendable, CaseIterable {
    /// An e-mail address.
    case email
    /// A telephone number.
    case phone
    /// Another system's id.
    case external
    /// Mapped values that agree, for example name and birth date.
    case fields
}

/// What a rule of identity decides about a candidate.
public enum LinkVerdict: String, Hashable, Sendable, CaseIterable {
    /// The row is the same person.
    case join
    /// The row may be the same person; its content is not given.
    case suggest
    /// The row must not be joined by this key.
    case never
    /// Something contradicts that it is the same person.
    case veto
}

/// Properties of an e-mail address that keep it from telling one person.
enum EmailTrait: String, Hashable, Sendable, CaseIterable {
    case roleMailbox = "role_mailbox"
    case ownDomain = "own_domain"
    case disposableDomain = "disposable_domain"
}

/// One rule: when rows share this, decide that.
struct LinkRule: Hashable, Sendable {
    let id: RuleID
    let verdict: LinkVerdict
    let key: KeyKind
    /// The standings that count on either side; empty means any.
    let standings: [Verification]
    /// For external ids: the systems whose ids may cross, empty for other keys.
    let systems: [SourceID]
    /// For fields: the classes that must all agree.
    let classes: [FieldClass]
    /// The rule applies only to addresses with one of these traits; empty means any address.
    let traits: [EmailTrait]
    /// The address with such a trait is out of this rule.
    let unless: [EmailTrait]
    let because: String

    static let keys = [
        "id", "decision", "key", "standings", "systems", "classes", "traits", "unless", "because",
    ]

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(Self.keys)
        id = try node.member("id").name()
        verdict = try node.member("decision").choice(of: LinkVerdict.self)
        key = try node.member("key").choice(of: KeyKind.self)
        standings = try node.names("standings") { text in Verification(rawValue: text) }
        systems = try node.names("systems") { text in try? SourceID(text) }
        classes = try node.names("classes") { text in FieldClass(text) }
        traits = try node.names("traits") { text in EmailTrait(rawValue: text) }
        unless = try node.names("unless") { text in EmailTrait(rawValue: text) }
        because = try node.member("because").text()
        try check(node)
    }

    /// The law that no file can lift: only verified identifiers and declared external ids join.
    private func check(_ node: RuleNode) throws(RuleFileProblem) {
        guard verdict != .veto else { throw node.problem("a veto stands under \"vetoes\"") }
        if verdict == .join {
            guard key == .email || key == .external else {
                throw node.problem("only \"email\" and \"external\" may join, found \"\(key.rawValue)\"")
            }
            guard standings == [.verified] else {
                throw node.problem("a rule that joins must say standings: [verified]")
            }
        }
        guard key != .external || !systems.isEmpty else {
            throw node.problem("a rule on external ids must list the systems whose ids may cross")
        }
        guard key != .fields || !classes.isEmpty else {
            throw node.problem("a rule on fields must list their classes")
        }
        guard key == .email || (traits.isEmpty && unless.isEmpty) else {
            throw node.problem("traits belong to rules on e-mail")
        }
    }
}

/// One contradiction that keeps rows apart whatever they share.
struct VetoRule: Hashable, Sendable {
    enum Conflict: String, Hashable, Sendable, CaseIterable {
        case externalID = "external_id"
        case field
    }

    let id: RuleID
    let conflict: Conflict
    /// For fields: the class whose values must not differ.
    let fieldClass: FieldClass?
    let because: String

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["id", "conflict", "class", "because"])
        id = try node.member("id").name()
        conflict = try node.member("conflict").choice(of: Conflict.self)
        fieldClass = try node.optionalName("class") { text in FieldClass(text) }
        because = try node.member("because").text()
        guard (conflict == .field) == (fieldClass != nil) else {
            throw node.problem("\"class\" belongs to a conflict of a field")
        }
    }
}

extension RuleNode {
    func name<Kind: IdentifierKind>() throws(RuleFileProblem) -> Identifier<Kind> {
        let text = try text()
        guard let name = try? Identifier<Kind>(text) else { throw problem("expected a \(Kind.noun)") }
        return name
    }

    func names<Name>(
        _ key: String, _ read: (String) -> Name?
    ) throws(RuleFileProblem) -> [Name] {
        var names: [Name] = []
        for item in try optional(key)?.items() ?? [] {
            let text = try item.text()
            guard let name = read(text) else { throw item.problem("unknown word \"\(text)\" in \"\(key)\"") }
            names.append(name)
        }
        return names
    }

    func optionalName<Name>(
        _ key: String, _ read: (String) -> Name?
    ) throws(RuleFileProblem) -> Name? {
        guard let node = try optional(key) else { return nil }
        let text = try node.text()
        guard let name = read(text) else { throw node.problem("unknown word \"\(text)\" in \"\(key)\"") }
        return name
    }
}
