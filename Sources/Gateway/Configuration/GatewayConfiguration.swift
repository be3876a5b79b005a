public import Conversations

/// How one gateway is set up: the commented YAML file with the environment's overrides applied.
///
/// Secrets never stand here; `keys` names the folder that holds them. Relative paths start at the file's own folder.
public struct GatewayConfiguration: Hashable, Sendable {
    /// Whether the gateway trusts unsigned rule files.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// Invented customers, unsigned rules, tokens for every role; says so at start.
        case demo
        /// Rules, mappings and identity rules load only with two detached signatures.
        case production
    }

    /// Where the gateway listens.
    public struct Listen: Hashable, Sendable {
        /// An address of this machine.
        public let host: String
        /// 0 to 65,535; 0 takes a free one.
        public let port: Int
    }

    /// What tokens must say.
    public struct Tokens: Hashable, Sendable {
        /// The expected `iss`.
        public let issuer: String
        /// The expected `aud`.
        public let audience: String
        /// The file with the identity provider's public keys, a JWK Set; production demands it.
        public let keysPath: String?
        /// The organisations whose people may have roles of the house; `nil` believes whatever a token says.
        public let house: Set<OrganisationID>?
    }

    /// The bounds of one gateway.
    public struct Limits: Hashable, Sendable {
        /// Milliseconds one source may take, 50 to 30,000.
        public let sourceDeadlineMilliseconds: Int
        /// Interactions read of one source, 1 to 100,000.
        public let interactionsMax: Int
        /// UTF-8 bytes of one text, 256 to 1,048,576.
        public let textBytesMax: Int
        /// Bytes of one request's body, 256 to 1,048,576.
        public let bodyBytesMax: Int
        /// Requests of one caller in a minute, 1 to 1,000,000.
        public let requestsPerMinute: Int
    }

    /// The public keys whose two signatures production demands.
    public struct Signers: Hashable, Sendable {
        /// The verifier key of whoever writes the rules.
        public let author: String
        /// The verifier key of whoever answers for compliance.
        public let compliance: String
    }

    /// SHA-256 of the file and of the overrides that were applied, 32 bytes; start leaves tell it.
    let digest: [UInt8]
    /// Demo or production.
    public let mode: Mode
    /// The tenants that are served, at least one; each has a log of its own.
    public let tenants: [TenantID]
    /// The host part of the log's origin, `<host>/audit/<tenant>/<year>`.
    public let logHost: String
    /// Where to listen.
    public let listen: Listen
    /// The folder of rule files.
    public let rules: String
    /// The mapping files, one a source.
    public let mappings: [String]
    /// The folder that the mappings' store paths start at.
    public let stores: String
    /// The folder of the ledger.
    public let ledger: String
    /// The folder of the keys.
    public let keys: String
    /// What tokens must say.
    public let tokens: Tokens
    /// The bounds.
    public let limits: Limits
    /// Who stamps checkpoints from outside; `nil` for nobody.
    public let timeStamps: TimeStamps?
    /// Who holds the key that signs the log.
    public internal(set) var logSigner: LogSigner
    /// Who holds the key that takes over from it, while a rotation to or from another holder is under way.
    public let nextLogSigner: LogSigner?
    /// How delivered bodies are kept; demanded in production when somebody outside the house may ask.
    public let sealing: Sealing
    /// What erasures and reports may say.
    public let erasing: Erasing
    /// The folder of what is kept outside the ledger and outside its backups: checkpoints and the list of erasures.
    public let checkpoints: String
    /// Who signs rules; demanded in production.
    public let signers: Signers?
    /// Who is told of reads of the audit; demanded in production.
    public let audit: Audit?
    /// Who is on duty for access and broken glass; `doctor` demands it in production.
    public let duty: Duty?
    /// Who decides review cases, and who hears of them; `doctor` demands it in production.
    public let reviews: Reviews?
    /// Who must have seen the log; `nil` for nobody.
    public let witnesses: Witnesses?
}
