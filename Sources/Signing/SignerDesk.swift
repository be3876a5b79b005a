import AuditTrail
import Conversations
public import Sodium

/// Question in, answer out: decides, makes the decision durable, signs; never in another order.
public struct SignerDesk: ~Copyable {
    /// What the signer remembers.
    public private(set) var state: SignerState
    /// The public key, 32 bytes.
    public var publicKey: [UInt8] { key.publicKey }
    private let key: SigningKey
    private let scope: SignerScope
    private let store: SignerStore
    private let faults: SignerFaults
    private let tree = MerkleTree(digester: SodiumDigester())
    private let report: @Sendable (String) -> Void

    /// Opens a signer's folder.
    ///
    /// - Parameters:
    ///   - directory: of mode 0700, made when it is missing; one signer and one key have it at a time.
    ///   - key: the log's key.
    ///   - scope: the logs that it signs for.
    ///   - report: gets a line for every alarm and every refusal.
    /// - Throws: ``SignerStoreProblem``.
    public init(
        directory: String, key: SigningKey, scope: SignerScope, report: @escaping @Sendable (String) -> Void
    ) throws(SignerStoreProblem) {
        try self.init(directory: directory, key: key, scope: scope, report: report, faults: .none)
    }

    /// The same with faults for tests.
    package init(
        directory: String, key: SigningKey, scope: SignerScope, report: @escaping @Sendable (String) -> Void,
        faults: SignerFaults
    ) throws(SignerStoreProblem) {
        let store = try SignerStore(directory: directory, publicKey: key.publicKey, faults: faults)
        state = try store.load()
        self.store = store
        self.key = key
        self.scope = scope
        self.report = report
        self.faults = faults
    }

    /// Answers one question. What cannot be made durable is not signed.
    public mutating func answer(_ question: SignerQuestion) -> SignerAnswer {
        do {
            switch question {
            case .check: return .done
            case .confirm(let checkpoints):
                var next = state
                next.confirm(checkpoints)
                try keep(next)
                return .done
            case .sign(let requests): return try sign(requests)
            }
        } catch let refusal as SignerRefusal {
            report("REFUSED \(refusal)")
            return .refused(refusal.description)
        } catch {
            report("REFUSED the state cannot be made durable: \(error)")
            return .refused("the signer cannot make its state durable")
        }
    }

    /// For the server: an answer was sent.
    mutating func sent() throws { try faults.at(.afterAnswer) }

    private mutating func sign(_ requests: [CheckpointRequest]) throws -> SignerAnswer {
        var next = state
        let alarms = try next.admit(requests, in: scope, tree: tree)
        try keep(next)
        try faults.at(.beforeSigning)
        for alarm in alarms { report("ALARM \(alarm)") }
        let signatures = try key.sign(requests)
        try faults.at(.beforeAnswer)
        return .signatures(signatures, alarms: alarms.map(\.description))
    }

    /// WHY: the memory follows the disk; when a save failed half way the next one writes all of it again.
    private mutating func keep(_ next: SignerState) throws {
        guard next != state else { return }
        try store.save(next)
        state = next
    }
}
