import Conversations
import Foundation
public import RuleFiles
import Sodium

extension GatewayConfiguration {
    /// Reads a configuration file and applies `THROUGHLINE_…` overrides.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - environment: the process's variables; ``Overrides`` lists those that count.
    /// - Throws: ``RuleFileProblem`` naming file, line, what was expected and what was found.
    public init(path: String, environment: [String: String] = [:]) throws(RuleFileProblem) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RuleFileProblem(file: path, line: 0, message: "expected a configuration file, found none")
        }
        let file = try RuleFile(path: path, bytes: Array(data))
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try self.init(file: file, folder: folder, overrides: try Overrides(environment))
    }

    init(file: RuleFile, folder: String, overrides: Overrides) throws(RuleFileProblem) {
        try file.expect(schema: "throughline/configuration/v1")
        let root = file.root
        try root.allowOnly(
            [
                "schema", "mode", "tenants", "log_host", "listen", "rules", "mappings", "stores", "ledger",
                "keys", "tokens", "limits", "signers", "time_stamps", "log_signer", "next_log_signer",
                "audit", "witnesses", "duty", "reviews",
            ] + Self.sealingMembers)
        digest = SodiumDigester().sha256(file.bytes + Array(overrides.text.utf8))
        mode = try root.member("mode").choice(of: Mode.self)
        tenants = try Self.tenants(root.member("tenants"))
        logHost = try root.member("log_host").text()
        listen = try Self.listen(root.member("listen"), overrides)
        rules = Self.absolute(try overrides.rules.or(root, "rules"), in: folder)
        mappings = try root.member("mappings").texts().map { Self.absolute($0, in: folder) }
        stores = Self.absolute(try overrides.stores.or(root, "stores"), in: folder)
        ledger = Self.absolute(try overrides.ledger.or(root, "ledger"), in: folder)
        keys = Self.absolute(try overrides.keys.or(root, "keys"), in: folder)
        sealing = try Self.sealing(root, in: folder)
        erasing = try Self.erasing(root)
        checkpoints =
            try root.optional("checkpoints").map { (node) throws(RuleFileProblem) in
                Self.absolute(try node.text(), in: folder)
            } ?? ledger + "/checkpoints"
        tokens = try Self.tokens(root.member("tokens"), in: folder)
        limits = try Self.limits(root.member("limits"))
        timeStamps = try Self.timeStamps(root, in: folder)
        signers = try root.optional("signers").map { (node) throws(RuleFileProblem) in
            try Self.signers(node)
        }
        let place = { (path: String) in Self.absolute(path, in: folder) }
        logSigner =
            try root.optional("log_signer").map { (node) throws(RuleFileProblem) in
                try LogSigner(node, absolute: place)
            } ?? .files
        nextLogSigner = try root.optional("next_log_signer").map { (node) throws(RuleFileProblem) in
            try LogSigner(node, absolute: place)
        }
        witnesses = try root.optional("witnesses").map { (node) throws(RuleFileProblem) in
            try Witnesses(node, path: place)
        }
        let ledger = ledger
        audit = try root.optional("audit").map { (node) throws(RuleFileProblem) in
            try Self.audit(node, in: folder, ledger: ledger)
        }
        reviews = try root.optional("reviews").map { (node) throws(RuleFileProblem) in
            try Self.reviews(node, in: folder)
        }
        duty = try root.optional("duty").map { (node) throws(RuleFileProblem) in
            try Self.duty(node, in: folder)
        }
        guard mode == .demo || audit != nil else {
            throw root.problem(
                "production mode demands audit: somebody outside compliance is told who reads the log")
        }
        guard mode == .demo || signers != nil else {
            throw root.problem("production mode demands signers: author and compliance")
        }
    }

    static func absolute(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    private static func tenants(_ node: RuleNode) throws(RuleFileProblem) -> [TenantID] {
        var tenants: [TenantID] = []
        for text in try node.texts() {
            // WHY: a tenant names files and a path of the log.
            let isWord =
                text.utf8.first != 0x2E
                && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            guard isWord, let tenant = try? TenantID(text), !tenants.contains(tenant) else {
                throw node.problem(
                    "expected tenants of letters, digits, hyphens, dots and underscores, none twice")
            }
            tenants.append(tenant)
        }
        guard !tenants.isEmpty else { throw node.problem("expected at least one tenant, found none") }
        return tenants
    }

    private static func listen(_ node: RuleNode, _ overrides: Overrides) throws(RuleFileProblem) -> Listen {
        try node.allowOnly(["host", "port"])
        let port: Int
        if let named = overrides.port {
            port = named
        } else {
            port = try node.member("port").int(in: 0...65_535)
        }
        return Listen(host: try overrides.host.or(node, "host"), port: port)
    }

    private static func limits(_ node: RuleNode) throws(RuleFileProblem) -> Limits {
        try node.allowOnly([
            "source_deadline_ms", "interactions_max", "text_bytes_max", "body_bytes_max",
            "requests_per_minute",
        ])
        return Limits(
            sourceDeadlineMilliseconds: try node.member("source_deadline_ms").int(in: 50...30_000),
            interactionsMax: try node.member("interactions_max").int(in: 1...100_000),
            textBytesMax: try node.member("text_bytes_max").int(in: 256...1_048_576),
            bodyBytesMax: try node.member("body_bytes_max").int(in: 256...1_048_576),
            requestsPerMinute: try node.member("requests_per_minute").int(in: 1...1_000_000))
    }
}

extension String? {
    /// This text, or the one that a member of a map holds.
    fileprivate func or(_ node: RuleNode, _ name: String) throws(RuleFileProblem) -> String {
        if let self { return self }
        return try node.member(name).text()
    }
}

/// The environment's variables that override the file; any other `THROUGHLINE_` variable of a gateway is an error.
struct Overrides: Hashable, Sendable {
    let host: String?
    let port: Int?
    let rules: String?
    let stores: String?
    let ledger: String?
    let keys: String?
    /// The variables that counted, `NAME=value` a line, by name.
    let text: String

    static let names = [
        "THROUGHLINE_LISTEN_HOST", "THROUGHLINE_LISTEN_PORT", "THROUGHLINE_RULES", "THROUGHLINE_STORES",
        "THROUGHLINE_LEDGER",
        "THROUGHLINE_KEYS",
    ]
    /// Variables that other parts read: builds, tests and clients.
    static let others = [
        "THROUGHLINE_CORE_ONLY", "THROUGHLINE_LONG", "THROUGHLINE_TOKEN", "THROUGHLINE_URL",
        "THROUGHLINE_CONFIGURATION",
    ]

    init(_ environment: [String: String]) throws(RuleFileProblem) {
        for name in environment.keys.sorted() where name.hasPrefix("THROUGHLINE_") {
            guard Self.names.contains(name) || Self.others.contains(name) else {
                let hint = nearest(to: name, in: Self.names)
                throw RuleFileProblem(
                    file: "environment", line: 0,
                    message:
                        "unknown variable \(name)\(hint), expected one of: \(Self.names.joined(separator: ", "))"
                )
            }
        }
        text = Self.names.sorted().compactMap { name in environment[name].map { "\(name)=\($0)\n" } }.joined()
        host = environment["THROUGHLINE_LISTEN_HOST"]
        rules = environment["THROUGHLINE_RULES"]
        stores = environment["THROUGHLINE_STORES"]
        ledger = environment["THROUGHLINE_LEDGER"]
        keys = environment["THROUGHLINE_KEYS"]
        guard let text = environment["THROUGHLINE_LISTEN_PORT"] else {
            port = nil
            return
        }
        guard let number = Int(text), (0...65_535).contains(number) else {
            throw RuleFileProblem(
                file: "environment", line: 0,
                message: "expected THROUGHLINE_LISTEN_PORT to be a number from 0 to 65535")
        }
        port = number
    }
}
