/// What each type of leaf holds: a fixed list of committed members, so that their number says nothing.
///
/// The same table stands in `audit/catalogue.json` for other people's verifiers; a test holds the two
/// together.
public enum LeafCatalogue {
    /// Whether a type's leaf holds the keyed digest of an answer.
    public enum BodyRule: String, Hashable, Sendable {
        /// Always: the leaf stands for an answer.
        case required
        /// When there is an answer.
        case optional
        /// Never.
        case none
    }

    /// What one type of leaf holds.
    public struct Entry: Hashable, Sendable {
        /// Whether it holds the keyed digest of an answer.
        public let body: BodyRule
        /// Every committed member, in byte order; a leaf has one digest for each of them, absent ones commit
        /// to `null`.
        public let committed: [String]
        /// Every member of `public`, in byte order; a leaf of the type has exactly these.
        public let publicMembers: [String]

        init(_ body: BodyRule, _ committed: [String], publicMembers: [String] = []) {
            self.body = body
            self.committed = committed.sorted()
            self.publicMembers = publicMembers
        }
    }

    /// The members of `public` that the first leaf of a log has besides those of its type, in byte order.
    public static let firstLeafMembers = ["previous", "vkey"]

    /// The entry of a type.
    public static func entry(of type: LeafType) -> Entry { entries[type] ?? makeEntry(of: type) }

    private static let entries = Dictionary(
        uniqueKeysWithValues: LeafType.allCases.map { ($0, makeEntry(of: $0)) })

    private static func makeEntry(of type: LeafType) -> Entry {
        switch type {
        case .disclosure, .refusal, .hold: Entry(.required, answerMembers)
        case .check:
            Entry(.required, about + ["fields", "identity", "outcome", "record_key", "sealed", "sources"])
        case .reviewDecision:
            Entry(.optional, about + ["case", "decision", "lines", "reason", "view_key", "watermark"])
        case .accessRequest: Entry(.optional, about + ["fields", "reason", "request", "until"])
        case .accessDecision:
            Entry(.optional, about + ["decision", "fields", "grant", "reason", "request", "until"])
        case .grantUse: Entry(.optional, about + ["disclosure", "fields", "grant"])
        case .grantExpiry: Entry(.none, about + ["grant", "reason"])
        case .breakGlassStart: Entry(.optional, about + ["case", "fields", "paged", "reason", "until"])
        case .breakGlassEnd: Entry(.optional, about + ["case", "reason", "review", "started_by"])
        case .erasure: Entry(.optional, about + ["joint", "legal_basis", "proof", "reason", "scope"])
        case .policy: Entry(.none, operation + ["files", "reason", "signatures"])
        case .key:
            Entry(
                .none, operation + ["approved_by", "reason"],
                publicMembers: ["action", "checkpoint", "vkey"])
        case .source: Entry(.none, operation + ["action", "mapping", "reason", "source"])
        case .configuration: Entry(.none, operation + ["action", "digest", "reason"])
        case .start: Entry(.none, operation + ["configuration", "reason"], publicMembers: ["version"])
        case .stop: Entry(.none, operation + ["reason"])
        case .timeStamp: Entry(.none, operation + ["authority", "size"], publicMembers: ["stamp"])
        case .auditRead:
            Entry(.optional, about + ["approved_by", "case", "leaves", "opened", "query", "reason"])
        }
    }

    /// The committed members of every leaf that stands for an answer to a summary request.
    private static let answerMembers = [
        "caller_identity", "subject", "conversation", "sources", "shown", "withheld", "flags", "review",
        "identity", "consent", "trace", "record_key", "handles", "sealed",
    ]
    /// What leaves about a customer share.
    private static let about = ["caller_identity", "conversation", "subject", "trace"]
    /// What leaves about the gateway itself share.
    private static let operation = ["caller_identity", "trace"]
}

/// The bounds on a leaf and its openings, in bytes.
public enum LeafLimits {
    /// The longest leaf that is written.
    public static let leafBytesMax = 8_192
    /// The longest leaf that the format allows: an entry bundle counts it in 16 bits.
    public static let storedLeafBytesMax = 65_535
    /// The longest string of a leaf outside `public`, in UTF-8.
    public static let stringBytesMax = 256
    /// The longest text of one opening.
    public static let openingBytesMax = 65_536
    /// The most that all openings of a leaf may add up to.
    public static let openingsBytesMax = 262_144
}
