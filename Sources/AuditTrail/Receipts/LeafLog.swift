public import Conversations

/// A delivered body, sealed so that the gateway can write it and not read it back.
///
/// The data key is fresh for each body; its box opens with the compliance key only. The ledger encrypts the
/// box again under the customer's key of the month, so that reading needs both keys and destroying the latter
/// erases.
public struct SealedBody: Hashable, Sendable {
    /// The data key, boxed to the compliance key (`crypto_box_seal`).
    public let dataKeyBox: [UInt8]
    /// Nonce and ciphertext of the body (XChaCha20-Poly1305-IETF) under the data key; the leaf's `body`
    /// authenticated.
    public let ciphertext: [UInt8]

    /// Joins a box and what it opens.
    public init(dataKeyBox: [UInt8], ciphertext: [UInt8]) {
        self.dataKeyBox = dataKeyBox
        self.ciphertext = ciphertext
    }
}

/// Why nothing was committed; nothing leaves then.
public enum LedgerFailure: Error, Equatable, Sendable {
    /// The database cannot be written, or not in time: 503 and readiness red.
    case unavailable
    /// The disk is full: 503 and readiness red.
    case full
    /// The database was deleted, replaced or does not extend the last checkpoint: 503, and refuse to go on.
    case tampered(String)
    /// A change no longer fits what the ledger holds (a link to another customer, a case decided meanwhile):
    /// 409.
    case conflict(String)
    /// The leaf cannot be written as drafted: 503.
    case refused(LeafDraftProblem)
}

/// The log that every answer stands in before it leaves.
public protocol LeafLog: Sendable {
    /// Stamps and appends one leaf and makes some changes, durably and in one transaction, or does nothing.
    ///
    /// When this returns, the leaf and a signed checkpoint over it are on disk.
    ///
    /// - Parameters:
    ///   - draft: what the leaf says.
    ///   - changes: what happens with it or not at all.
    ///   - sealed: the delivered body, for callers whose bodies are kept.
    /// - Returns: the receipt that the answer carries, with the openings that the draft names.
    /// - Throws: ``LedgerFailure``; nothing was written then and nothing may leave.
    func commit(
        _ draft: LeafDraft, _ changes: [LedgerChange], sealed: SealedBody?
    ) async throws(LedgerFailure) -> Receipt
}
