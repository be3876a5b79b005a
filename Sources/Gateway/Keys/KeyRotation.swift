public import AuditTrail
import Conversations
import DurableFiles
import Foundation
import Glibc
import Ledger
import Sodium

/// Why the keys are not changed now.
public enum KeyRotationProblem: Error, Equatable, CustomStringConvertible, Sendable {
    /// The log's key is held elsewhere.
    case notInFiles
    /// A rotation began and did not end.
    case underWay
    /// No rotation began.
    case notBegun
    /// The log does not name the new key yet.
    case notNamed(log: String)
    /// Somebody else has to approve.
    case approval

    /// What was expected, what was found and what to do.
    public var description: String {
        switch self {
        case .notInFiles:
            "expected the log's key in a file of the keys folder; a key held elsewhere is rotated by naming the new "
                + "holder as next_log_signer, starting the gateway, and later naming it as log_signer alone"
        case .underWay:
            "a rotation is under way (log-signing-next.key exists); end it with `throughline keys retire`, "
                + "or `keys revoke` when the old key may be in other hands"
        case .notBegun: "no rotation is under way; begin one with `throughline keys rotate`"
        case .notNamed(let log):
            "log \(log) does not name the new key yet; send SIGHUP to the gateway or start it, then try again"
        case .approval:
            "expected --approved-by somebody else than who asks (--by); in production two people change the log's key"
        }
    }
}

/// Changes of the log's key file: two files while both keys sign, one before and after.
///
/// Each step is one rename, so that a crash leaves the state before or after it; what the log has yet to say, the
/// gateway works out when it starts or hears SIGHUP.
public struct KeyRotation: Sendable {
    /// Who asks for a change, and why.
    public struct Request: Hashable, Sendable {
        let by: String
        let approvedBy: String?
        let reason: String?

        /// Joins the parts.
        public init(by: String, approvedBy: String?, reason: String?) {
            self.by = by
            self.approvedBy = approvedBy
            self.reason = reason
        }
    }

    private let configuration: GatewayConfiguration

    /// Refuses a gateway whose key is held elsewhere.
    ///
    /// - Throws: ``KeyRotationProblem/notInFiles``.
    public init(_ configuration: GatewayConfiguration) throws(KeyRotationProblem) {
        guard configuration.logSigner == .files, configuration.nextLogSigner == nil else { throw .notInFiles }
        self.configuration = configuration
    }

    private var current: KeyFile { GatewayKeys.File.log.file(in: configuration.keys) }
    private var next: KeyFile { LogKeys.nextFile(in: configuration.keys) }

    /// Begins an overlap: makes the new key.
    ///
    /// - Returns: its public half.
    /// - Throws: ``KeyRotationProblem``, ``KeyFileProblem`` or a failure to write.
    public func begin(_ request: Request) throws -> [UInt8] {
        guard try !LogKeys.hasNext(in: configuration.keys) else { throw KeyRotationProblem.underWay }
        _ = try current.read()
        let seed = try SecretBytes(randomCount: 32)
        let key = try SigningKey(seed: seed).publicKey
        try note(.add, key, request)
        try next.write(seed)
        return key
    }

    /// Ends an overlap: the new key takes the old one's place, whose file is overwritten and gone.
    ///
    /// - Parameters:
    ///   - action: retire, or revoke after a compromise.
    ///   - request: who asks and why.
    /// - Throws: ``KeyRotationProblem``; a failure to read or write.
    public func end(_ action: KeyAction, _ request: Request) throws {
        guard try LogKeys.hasNext(in: configuration.keys) else { throw KeyRotationProblem.notBegun }
        let newKey = try SigningKey(seed: try next.read()).publicKey
        let oldKey = try SigningKey(seed: try current.read()).publicKey
        for keys in try SQLiteLedger.keyHistories(in: configuration.ledger)
        where keys.isNewest && keys.history.standing(of: newKey) != .current {
            throw KeyRotationProblem.notNamed(log: keys.history.name)
        }
        try note(action, oldKey, request)
        let old = unsafe open(current.path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
        guard old >= 0 else { throw FileFailure(path: current.path, call: "open") }
        defer { close(old) }
        try DurableFile.rename(next.path, over: current.path)
        // WHY: only now, when the name leads to the new key; a crash before leaves the old file as it was.
        let zeros = [UInt8](repeating: 0x30, count: 512)
        _ = unsafe write(old, zeros, zeros.count)
        _ = fsync(old)
    }

    private func note(_ action: KeyAction, _ key: [UInt8], _ request: Request) throws {
        if configuration.mode == .production || request.approvedBy != nil {
            guard let approver = request.approvedBy, !approver.isEmpty, approver != request.by else {
                throw KeyRotationProblem.approval
            }
        }
        let note = KeyNote(
            action: action, publicKey: key, by: request.by, approvedBy: request.approvedBy,
            reason: request.reason)
        try note.write(in: configuration.keys)
    }
}
