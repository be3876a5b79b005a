import AuditTrail
import Ledger
import TimeStamping

/// What a run takes over from the one before it.
extension StampService {
    /// Looks once at what is kept for a log: how far it is stamped, and whether a crash left the newest stamp without its
    /// leaf.
    ///
    /// - Throws: ``StampFailure/log(_:)`` when folder or log cannot be read; the next round looks again.
    func resume(_ log: StampedLog, _ progress: inout StampProgress) async throws(StampFailure) {
        guard !progress.knows(log) else { return }
        let store = stamper.ledger.stamps(of: log.tenant, year: log.year)
        let newest: StampedCheckpoint?
        do throws(LogReadFailure) {
            let size = try store.sizes().last
            newest = try size.map { (size) throws(LogReadFailure) in try store.stamp(size: size) }
        } catch {
            throw .log(.unavailable)
        }
        // WHY: a token that no longer holds is for verifiers to tell; a leaf for it would vouch for nothing.
        if let newest, let stamp = try? stamper.stamps.verify(token: newest.token, of: newest.checkpoint) {
            let kept = KeptStamp(
                log: log, size: newest.size, digest: newest.digest(stamper.digester), stamp: stamp)
            let name = try await name(of: kept)
            progress.kept(kept)
            if let name { progress.named(kept, at: name.year == log.year ? name.index : nil) }
        }
        progress.begin(log, stampedSize: newest?.size ?? 0)
    }

    /// The leaf at or behind the stamped size that names the stamp, in this year's log or a later one.
    private func name(of kept: KeptStamp) async throws(StampFailure) -> StoredLeaf? {
        let before = LeafCursor(year: kept.log.year, index: max(0, kept.size - 1))
        do throws(LedgerFailure) {
            let page = try await stamper.ledger.leaves(
                of: kept.log.tenant, matching: LeafQuery(types: [.timeStamp]), after: before, limit: 1_000)
            return page.leaves.first { stored in
                let leaf = try? Leaf(bytes: stored.bytes)
                return leaf?.publicMembers["stamp"] == .some(kept.digest)
            }
        } catch {
            throw .log(error)
        }
    }
}
