public import Conversations

/// Who a leaf is about to name; the ledger turns subject and actor into opaque ids.
public struct LeafCaller: Hashable, Sendable {
    /// The tenant whose log it is.
    public let tenant: TenantID
    /// The organisation, in plain in the leaf.
    public let organisation: OrganisationID?
    /// On whose behalf; with tenant, organisation and client the key of the opaque id and of the counter.
    public let subject: PrincipalID
    /// The program that was registered.
    public let client: PrincipalID
    /// The machine that acts for the subject.
    public let actor: PrincipalID?
    /// The role, in plain in the leaf; `nil` for the gateway itself.
    public let role: RoleID?

    /// Joins the parts; the gateway itself is a caller too, without organisation and role.
    public init(
        tenant: TenantID, organisation: OrganisationID? = nil, subject: PrincipalID, client: PrincipalID,
        actor: PrincipalID? = nil, role: RoleID? = nil
    ) {
        self.tenant = tenant
        self.organisation = organisation
        self.subject = subject
        self.client = client
        self.actor = actor
        self.role = role
    }

    /// Takes what a verified token says.
    public init(_ caller: Caller) {
        self.init(
            tenant: caller.tenant, organisation: caller.organisation, subject: caller.subject,
            client: caller.client, actor: caller.actor, role: caller.role)
    }
}

/// Why a leaf cannot be written; always means 503, for what cannot be recorded is not disclosed.
public enum LeafDraftProblem: Error, Hashable, Sendable {
    /// A committed member that the type's catalogue entry does not list.
    case unknownMember(String)
    /// A member of `public` that the type's catalogue entry does not list.
    case publicMemberNotAllowed(String)
    /// A member of `public` that the type's catalogue entry demands.
    case publicMemberMissing(String)
    /// `public` names another key than the one that the log starts with.
    case firstKeyDiffers
    /// The type stands for an answer and there is no body.
    case bodyMissing
    /// The type never has a body and there is one.
    case bodyNotAllowed
    /// The seed must be 32 bytes; the number found.
    case seedLength(Int)
    /// The digest of the rules must be 32 bytes; the number found.
    case rulesDigestLength(Int)
    /// A member's value has a fraction, a number out of range or a member name outside ASCII.
    case notCanonical(String)
    /// A string of the skeleton is longer than 256 bytes.
    case stringTooLong(String)
    /// The leaf would be longer than 8,192 bytes; the number found.
    case leafTooLong(Int)
    /// A member's opening would be longer than 65,536 bytes.
    case openingTooLong(String)
    /// The openings would add up to more than 262,144 bytes; the number found.
    case openingsTooLong(Int)
}

/// Everything a leaf says, before the ledger stamps id, time and counter on it.
///
/// Carries the values of the committed members and the seed that all keys and salts derive from, so it is
/// never printed and never leaves the process. A name outside the catalogue is refused here, not when it is
/// too late.
public struct LeafDraft: Sendable {
    /// What the leaf tells of.
    public let type: LeafType
    /// Who it names.
    public let caller: LeafCaller
    /// The purpose, in plain in the leaf.
    public let purpose: PurposeID?
    /// The policy as `id@version`, in plain in the leaf.
    public let policy: String?
    /// SHA-256 of the rule folder, 32 bytes, in plain in the leaf.
    public let rulesDigest: [UInt8]?
    /// The canonical body as sent, before content coding; the leaf holds its keyed digest.
    public let body: [UInt8]?
    /// Texts that anybody may read, by name; exactly those that the catalogue lists.
    public let publicMembers: [String: String]
    /// The values that the leaf commits to, by name; those not given commit to `null`.
    public let committed: [String: JSONValue]
    /// 32 random bytes, fresh for each draft; every key and salt of the leaf derives from it.
    public let seed: [UInt8]
    /// Under whose key the openings are kept; `nil` means the tenant's.
    public let customer: CustomerID?
    /// The members that the caller's receipt opens.
    public let receiptMembers: [String]

    /// Checks the parts against the catalogue.
    ///
    /// - Throws: ``LeafDraftProblem`` naming the first member that does not fit; sizes are checked when it is
    ///   encoded.
    public init(
        type: LeafType, caller: LeafCaller, purpose: PurposeID? = nil, policy: String? = nil,
        rulesDigest: [UInt8]? = nil, body: [UInt8]? = nil, publicMembers: [String: String] = [:],
        committed: [String: JSONValue] = [:], seed: [UInt8], customer: CustomerID? = nil,
        receiptMembers: [String] = []
    ) throws(LeafDraftProblem) {
        let entry = LeafCatalogue.entry(of: type)
        let named = (committed.keys + receiptMembers).sorted()
        if let unknown = named.first(where: { !entry.committed.contains($0) }) {
            throw .unknownMember(unknown)
        }
        if let unknown = publicMembers.keys.sorted().first(where: { !entry.publicMembers.contains($0) }) {
            throw .publicMemberNotAllowed(unknown)
        }
        if let missing = entry.publicMembers.first(where: { publicMembers[$0] == nil }) {
            throw .publicMemberMissing(missing)
        }
        guard seed.count == 32 else { throw .seedLength(seed.count) }
        if let rulesDigest, rulesDigest.count != 32 { throw .rulesDigestLength(rulesDigest.count) }
        if body == nil, entry.body == .required { throw .bodyMissing }
        if body != nil, entry.body == .none { throw .bodyNotAllowed }
        self.type = type
        self.caller = caller
        self.purpose = purpose
        self.policy = policy
        self.rulesDigest = rulesDigest
        self.body = body
        self.publicMembers = publicMembers
        self.committed = committed
        self.seed = seed
        self.customer = customer
        self.receiptMembers = Array(Set(receiptMembers)).sorted()
    }
}

extension LeafDraft: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The type and nothing else: a draft holds secrets.
    public var description: String { "LeafDraft(\(type.rawValue))" }
    /// The type and nothing else: a draft holds secrets.
    public var debugDescription: String { description }
    /// Shows no member to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["type": type.rawValue]) }
}
