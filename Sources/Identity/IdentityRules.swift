public import Conversations
public import RuleFiles

/// The rules of identity: how keys are made comparable, which may join, what keeps rows apart, and the caps.
public struct IdentityRules: Sendable {
    /// The rules in the order of the file; the first that matches decides.
    let rules: [LinkRule]
    let vetoes: [VetoRule]
    let caps: LinkCaps
    let emails: EmailRules
    let phones: PhoneRules
    /// Knows numbers better than the fallback; `nil` where the library is not built in.
    let phoneNumbers: (any PhoneNumbers)?

    /// The schema that identity files name.
    public static let schema = "throughline/identity/v1"

    /// Reads `identity/identity.yaml` of a rule folder.
    ///
    /// - Parameters:
    ///   - folder: all rule files.
    ///   - phoneNumbers: reads telephone numbers; `nil` uses the prefixes of the file.
    /// - Throws: ``RuleFileProblems`` with file and line for a typo, a double id, or a rule that joins by
    ///   less than a verified identifier.
    public init(
        folder: RuleFolder, phoneNumbers: (any PhoneNumbers)? = nil
    ) throws(RuleFileProblems) {
        guard let file = folder.files(in: "identity").first, folder.files(in: "identity").count == 1 else {
            throw RuleFileProblems([
                RuleFileProblem(
                    file: "identity/identity.yaml", line: 0,
                    message: "expected this one file of identity rules")
            ])
        }
        do { try self.init(file: file, phoneNumbers: phoneNumbers) } catch { throw RuleFileProblems([error]) }
    }

    private init(file: RuleFile, phoneNumbers: (any PhoneNumbers)?) throws(RuleFileProblem) {
        try file.expect(schema: Self.schema)
        let root = file.root
        try root.allowOnly(["schema", "email", "phone", "caps", "vetoes", "rules"])
        emails = try EmailRules(root.member("email"))
        phones = try PhoneRules(root.member("phone"))
        caps = try LinkCaps(root.member("caps"))
        var ids: Set<RuleID> = [caps.emailRule, caps.phoneRule, caps.clusterRule]
        var vetoes: [VetoRule] = []
        for node in try root.member("vetoes").items() {
            let veto = try VetoRule(node)
            guard ids.insert(veto.id).inserted else { throw node.problem("a rule given twice: \(veto.id)") }
            vetoes.append(veto)
        }
        var rules: [LinkRule] = []
        for node in try root.member("rules").items() {
            let rule = try LinkRule(node)
            guard ids.insert(rule.id).inserted else { throw node.problem("a rule given twice: \(rule.id)") }
            rules.append(rule)
        }
        self.vetoes = vetoes
        self.rules = rules
        self.phoneNumbers = phoneNumbers
    }

    /// Every rule's name, in byte order; each has a case.
    public var ruleIDs: [RuleID] {
        (rules.map(\.id) + vetoes.map(\.id) + [caps.emailRule, caps.phoneRule, caps.clusterRule]).sorted()
    }

    /// Makes a key comparable; `nil` when the text cannot be such a key.
    ///
    /// E-mail: trimmed, NFC, lower case; controls, bidi marks, blanks inside and a second `@` are refused.
    /// Telephone: E.164, an extension kept. External ids: as they are.
    public func normalise(_ key: PersonKey) -> PersonKey? {
        switch key {
        case .email(let text): emails.normalise(text).map(PersonKey.email)
        case .phone(let text): phone(text).map(PersonKey.phone)
        case .external(_, let id): id.isEmpty || id.utf8.count > 256 ? nil : key
        }
    }

    private func phone(_ text: String) -> String? {
        guard let phoneNumbers else { return phones.normalise(text) }
        return phoneNumbers.e164(text, region: phones.region)
    }

    /// The systems whose ids may cross, in byte order.
    var systems: [SourceID] { Set(rules.filter { $0.verdict == .join }.flatMap(\.systems)).sorted() }
}

/// How many rows may share what.
struct LinkCaps: Hashable, Sendable {
    /// The most rows of one source that may carry a verified address before it tells nobody apart.
    let emailPersons: Int
    let emailRule: RuleID
    /// The most rows that may carry a number before it is not even a hint.
    let phonePersons: Int
    let phoneRule: RuleID
    /// The most rows of one customer.
    let clusterPersons: Int
    let clusterRule: RuleID

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["verified_email_persons_per_source", "phone_persons", "cluster_persons"])
        (emailRule, emailPersons) = try Self.cap(node.member("verified_email_persons_per_source"))
        (phoneRule, phonePersons) = try Self.cap(node.member("phone_persons"))
        (clusterRule, clusterPersons) = try Self.cap(node.member("cluster_persons"))
    }

    private static func cap(_ node: RuleNode) throws(RuleFileProblem) -> (RuleID, Int) {
        try node.allowOnly(["id", "max", "because"])
        _ = try node.member("because").text()
        return (try node.member("id").name(), try node.member("max").int(in: 1...100))
    }
}
