public import Conversations
public import Detection
public import Extracts
public import FieldPolicy
public import Identity
public import ReviewFlags
public import RuleFiles

/// Everything that was loaded from the rule folder at one moment; replaced as a whole or not at all.
public struct Rulebook: Sendable {
    /// Who may see what, for which decision.
    public internal(set) var policy: CompiledPolicy
    /// What finds personal data in text.
    public let detector: Detector
    /// What finds cases for human review.
    public let flags: FlagDetector
    /// What selects lines.
    public let extractor: Extractor
    /// What joins person rows.
    public let identity: IdentityRules
    /// What answers say.
    public let answers: AnswerRules
    /// Who decides review cases, and by when.
    public let queue: QueueRules
    /// Which cases with a known answer are given to reviewers among the others.
    public let known: KnownRules
    /// SHA-256 over the names and digests of all files; the `rules` member of every leaf.
    public internal(set) var digest: [UInt8]
    /// The same without known-answer cases, which decide over nobody's view: to register one voids no release.
    var viewDigest: [UInt8]
    /// Every file with its own SHA-256, by path; the `files` member of `policy` leaves.
    public let files: [(path: String, digest: [UInt8])]
    /// SHA-256 over the compiled decision table: what was decided, however the files are cut.
    public internal(set) var tableDigest: [UInt8]

    /// Compiles every engine; a fault in any file refuses the whole folder.
    ///
    /// - Parameters:
    ///   - folder: the rule files.
    ///   - digester: for the digest.
    ///   - phoneNumbers: what is known of telephone numbers, if anything.
    /// - Throws: ``RuleFileProblems`` naming files, lines and reasons.
    public init(
        folder: RuleFolder, digester: some Digester, phoneNumbers: (any PhoneNumbers)? = nil
    ) throws(RuleFileProblems) {
        policy = try CompiledPolicy.load(folder: folder)
        tableDigest = policy.digest(digester)
        detector = Detector(rules: try DetectorRules(folder: folder), phoneNumbers: phoneNumbers)
        flags = FlagDetector(rules: try FlagRules(folder: folder, digester: digester))
        extractor = Extractor(rules: try ExtractRules(folder: folder))
        identity = try IdentityRules(folder: folder, phoneNumbers: phoneNumbers)
        answers = try AnswerRules(folder: folder)
        queue = try QueueRules(folder: folder)
        known = try KnownRules(
            folder: folder, deciders: queue.deciders, categories: flags.rules.categories)
        digest = folder.digest(digester)
        viewDigest = folder.without(KnownRules.folder).digest(digester)
        files = folder.files.map { ($0.path, digester.sha256($0.bytes)) }
    }

    /// The categories that review rules know, in byte order.
    public var flagCategories: [FlagCategory] { flags.rules.categories.sorted() }

    /// The review rules, learned and structured ones among them.
    public var flagRules: Set<RuleID> { Set(flags.rules.rules.map(\.id)) }

    /// The `policy` member of bodies.
    var policyMember: JSONValue {
        [
            "id": .string(policy.id), "version": .string(policy.version), "digest": .string(hex(tableDigest)),
            "rules": .string(hex(digest)),
        ]
    }

    /// The `policy` member of leaves.
    public var policyName: String { "\(policy.id)@\(policy.version)" }
}
