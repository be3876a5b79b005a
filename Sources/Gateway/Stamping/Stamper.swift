import AuditTrail
import Conversations
import Ledger
import Sodium
import TimeStamping

/// Why a checkpoint was not stamped, or its stamp not named in the log.
enum StampFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The authority gave no answer that could be looked at.
    case authority(TimeStampAuthorityFailure)
    /// The answer is not a stamp of the checkpoint by an authority that is trusted.
    case refused(TimeStampFault)
    /// The stamp could not be made durable.
    case notKept(LedgerFailure)
    /// The stamp is kept, and its leaf could not be written.
    case notNamed(LedgerFailure)
    /// The log could not be read, or its checkpoint is none.
    case log(LedgerFailure)

    var description: String {
        switch self {
        case .authority(let failure): "\(failure)"
        case .refused(let fault): "the stamp is refused: \(fault)"
        case .notKept(let failure): "the stamp could not be kept: \(failure)"
        case .notNamed(let failure): "the leaf that names the stamp could not be written: \(failure)"
        case .log(let failure): "the log could not be read: \(failure)"
        }
    }

    var outcome: StampHealth.Outcome {
        switch self {
        case .authority: .unavailable
        case .refused: .refused
        case .notKept, .log: .notKept
        case .notNamed: .notNamed
        }
    }
}

/// Has one checkpoint stamped: asks, believes, keeps, and names the stamp in the log; each step only after the one before.
struct Stamper: Sendable {
    let ledger: SQLiteLedger
    let authority: any TimeStampAuthority
    let stamps: OpenSSLTimeStamps
    let digester: any Digester
    let entropy: @Sendable (Int) -> [UInt8]

    /// Asks for a stamp of a checkpoint and keeps it once it is believed.
    ///
    /// - Parameters:
    ///   - checkpoint: the newest of the log, verbatim.
    ///   - size: how many leaves it is over.
    ///   - log: whose it is.
    /// - Returns: what was kept.
    /// - Throws: ``StampFailure``; nothing was kept then.
    func stamp(
        _ checkpoint: [UInt8], size: Int, of log: StampedLog
    ) async throws(StampFailure) -> KeptStamp {
        let request = TimeStampRequest(
            of: checkpoint, nonce: entropy(TimeStampRequest.nonceByteCount), digester: digester)
        let token: [UInt8]
        let stamp: TimeStamp
        do { token = try await authority.reply(to: request.bytes) } catch { throw .authority(error) }
        do { stamp = try stamps.verify(token: token, answering: request) } catch { throw .refused(error) }
        let stamped = StampedCheckpoint(size: size, checkpoint: checkpoint, token: token)
        do { try await ledger.keep(stamped, of: log.tenant, year: log.year) } catch { throw .notKept(error) }
        return KeptStamp(log: log, size: size, digest: stamped.digest(digester), stamp: stamp)
    }

    /// Appends the leaf that names a stamp, to the tenant's log of now.
    ///
    /// - Returns: where the leaf stands, `nil` when it stands in another year's log.
    /// - Throws: ``StampFailure/notNamed(_:)``.
    func name(_ kept: KeptStamp) async throws(StampFailure) -> Int? {
        do {
            let draft = try LeafDraft(
                type: .timeStamp,
                caller: LeafCaller(tenant: kept.log.tenant, subject: "throughline", client: "throughline"),
                publicMembers: ["stamp": kept.digest],
                committed: ["authority": .string(kept.stamp.authority), "size": JSONValue(kept.size)],
                seed: entropy(32))
            let receipt = try await ledger.commit(draft, [], sealed: nil)
            let leaf = try? Leaf(bytes: receipt.leaf)
            let year = leaf.flatMap { Int($0.time.description.prefix(4)) }
            return year == kept.log.year ? receipt.index : nil
        } catch let failure as LedgerFailure {
            throw .notNamed(failure)
        } catch let problem as LeafDraftProblem {
            throw .notNamed(.refused(problem))
        } catch {
            throw .notNamed(.unavailable)
        }
    }
}
