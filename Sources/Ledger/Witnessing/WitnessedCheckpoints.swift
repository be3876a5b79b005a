import AuditTrail
public import Conversations
import Dispatch
import DurableFiles

/// Checkpoints with cosignatures, kept in a folder of their own beside the database.
///
/// Outside the database because they are no part of a commit: a cosignature comes later, and losing one costs a question
/// to the witness. They survive a database that is restored, which is how the gap shows.
public struct WitnessedCheckpoints: Sendable {
    /// Which checkpoint of a log.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The newest one that met the policy's quorum.
        case quorum
        /// The newest one that any witness cosigned.
        case newest
    }

    private let queue = DispatchQueue(label: "witnessed checkpoints")
    private let directory: String

    /// Those of one ledger; the folder `witnessed` in it is made when the first checkpoint is kept.
    ///
    /// One gateway writes them, one after another.
    ///
    /// - Parameter directory: the folder of the ledger.
    public init(ledger directory: String) { self.directory = directory + "/witnessed" }

    /// The signed note as kept, `nil` when there is none.
    ///
    /// - Throws: ``LedgerRefusal`` when there is one and it cannot be read.
    public func read(_ kind: Kind, of tenant: TenantID, year: Int) throws(LedgerRefusal) -> [UInt8]? {
        let path = directory + "/" + Self.name(kind, tenant, year)
        do { return try DurableFile.read(path, bytesMax: SignedNote.bytesMax) } catch {
            throw .unusable(path: path, reason: "the checkpoint cannot be read: \(error.reason)")
        }
    }

    /// Replaces it durably: after any crash the old note or the new one is there.
    ///
    /// - Throws: ``LedgerRefusal`` when the folder cannot be written.
    public func keep(
        _ note: [UInt8], _ kind: Kind, of tenant: TenantID, year: Int
    ) async throws(LedgerRefusal) {
        let (directory, name) = (directory, Self.name(kind, tenant, year))
        // WHY: a flush blocks, and a thread of requests must not wait for it.
        let failure: LedgerRefusal? = await withCheckedContinuation { continuation in
            queue.async {
                do {
                    try LedgerFolder.make(directory)
                    try DurableFile.replace("\(directory)/\(name)", with: note)
                    continuation.resume(returning: nil)
                } catch {
                    continuation.resume(
                        returning: .unusable(path: directory, reason: "a checkpoint cannot be kept in it"))
                }
            }
        }
        if let failure { throw failure }
    }

    private static func name(_ kind: Kind, _ tenant: TenantID, _ year: Int) -> String {
        "\(tenant)-\(year).\(kind.rawValue)"
    }
}
