public import Conversations
public import RuleFiles

/// One case of identity, as data that a stranger's implementation could run.
public struct IdentityCase: Sendable {
    /// What the case shows, as a sentence.
    public let name: String
    /// The rule that must decide, `nil` when the rows share nothing.
    public let rule: RuleID?
    /// What must be decided.
    public let verdict: LinkVerdict
    /// The row in question.
    public let candidate: Person
    /// The rows that are known to be the person.
    public let cluster: [Person]
    /// Further rows that were found.
    public let others: [Person]
    /// Where it is written.
    let place: RuleNode

    /// Whether some rules decide as the case says.
    public func holds(under rules: IdentityRules) -> Bool {
        let decision = rules.decide(candidate: candidate, cluster: cluster, among: others)
        return decision.verdict == verdict && decision.evidence?.rule == rule
    }
}

/// One case of normalisation.
public struct KeyCase: Sendable {
    /// The key as written.
    public let key: PersonKey
    /// The key as it must be compared; `nil` when it must be refused.
    public let gives: PersonKey?
    /// Where it is written.
    let place: RuleNode
}

/// The cases of `identity/cases/`.
public struct IdentityCases: Sendable {
    /// The cases of joining, in the order of the files.
    public let links: [IdentityCase]
    /// The cases of normalisation, in the order of the files.
    public let keys: [KeyCase]

    /// Reads the cases of a rule folder.
    ///
    /// - Throws: ``RuleFileProblems`` with the first fault of each file.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        let files = try folder.readCases(
            in: "identity", schema: "throughline/identity-cases/v1", members: ["links", "keys"]
        ) { file throws(RuleFileProblem) in
            var (links, keys): ([IdentityCase], [KeyCase]) = ([], [])
            for node in try file.root.optional("links")?.items() ?? [] {
                links.append(try IdentityCase(node))
            }
            for node in try file.root.optional("keys")?.items() ?? [] { keys.append(try KeyCase(node)) }
            return [(links, keys)]
        }
        links = files.flatMap(\.0)
        keys = files.flatMap(\.1)
    }

    /// How many cases there are.
    public var count: Int { links.count + keys.count }

    /// Runs every case.
    ///
    /// - Returns: one problem for each case that is not decided as it says, with its line.
    public func failures(under rules: IdentityRules) -> [RuleFileProblem] {
        links.filter { !$0.holds(under: rules) }.map { link in
            let found = rules.decide(candidate: link.candidate, cluster: link.cluster, among: link.others)
            let rule = found.evidence?.rule.text ?? "no rule"
            return link.place.problem("case \"\(link.name)\": found \(found.verdict.rawValue) by \(rule)")
        }
            + keys.filter { rules.normalise($0.key) != $0.gives }.map { key in
                let found = rules.normalise(key.key).map { "\($0)" } ?? "refused"
                return key.place.problem("expected another form of the key, found \(found)")
            }
    }

    /// The rules, vetoes and caps that no case names.
    public func uncoveredRules(in rules: IdentityRules) -> [RuleID] {
        let named = Set(links.compactMap(\.rule))
        return rules.ruleIDs.filter { !named.contains($0) }
    }
}

extension IdentityCase {
    fileprivate init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["name", "rule", "expect", "candidate", "cluster", "others"])
        place = node
        name = try node.member("name").text()
        rule = try node.optionalName("rule") { text in try? RuleID(text) }
        verdict = try node.member("expect").choice(of: LinkVerdict.self)
        candidate = try Person(caseNode: node.member("candidate"))
        cluster = try Person.list(node.member("cluster"))
        others = try Person.list(node.optional("others"))
    }
}

extension KeyCase {
    fileprivate init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["email", "phone", "gives"])
        place = node
        let gives = try node.optional("gives")?.text()
        if let email = try node.optional("email")?.text() {
            key = .email(email)
            self.gives = gives.map(PersonKey.email)
        } else {
            key = .phone(try node.member("phone").text())
            self.gives = gives.map(PersonKey.phone)
        }
    }
}

extension Person {
    fileprivate static func list(_ node: RuleNode?) throws(RuleFileProblem) -> [Person] {
        var persons: [Person] = []
        for item in try node?.items() ?? [] { persons.append(try Person(caseNode: item)) }
        return persons
    }

    fileprivate init(caseNode node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["row", "email", "phone", "external", "fields"])
        let written = try node.member("row").text()
        guard let row = ConversationID(written) else { throw node.problem("expected row: source:id") }
        var identifiers: [PersonIdentifier] = []
        for kind in KeyKind.allCases where kind != .fields {
            for member in try node.optional(kind.rawValue)?.members() ?? [] {
                let standing = try member.value.choice(of: Standing.self).verification
                guard let key = PersonKey(kind, member.key) else {
                    throw member.value.problem("expected \(kind.rawValue), found \"\(member.key)\"")
                }
                identifiers.append(PersonIdentifier(key: key, verification: standing))
            }
        }
        var fields: [Field] = []
        for member in try node.optional("fields")?.members() ?? [] {
            guard let fieldClass = FieldClass(member.key) else {
                throw node.problem("expected a field class")
            }
            fields.append(Field(name: member.key, fieldClass: fieldClass, value: try member.value.text()))
        }
        self.init(
            reference: PersonReference(source: row.source, id: row.id),
            record: Record(
                reference: RecordReference(source: row.source, id: row.id, version: ""), fieldsAsRead: [:]),
            identifiers: identifiers, fields: fields)
    }
}

/// The standings as case files write them.
private enum Standing: String, CaseIterable {
    case verified
    case asserted
    case observed

    var verification: Verification {
        switch self {
        case .verified: .verified
        case .asserted: .asserted
        case .observed: .observed
        }
    }
}

extension PersonKey {
    fileprivate init?(_ kind: KeyKind, _ text: String) {
        switch kind {
        case .email: self = .email(text)
        case .phone: self = .phone(text)
        case .external:
            guard let pointer = ConversationID(text) else { return nil }
            self = .external(system: pointer.source, id: pointer.id)
        case .fields: return nil
        }
    }
}
