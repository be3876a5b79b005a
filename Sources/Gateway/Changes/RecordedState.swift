import AuditTrail
import Conversations
import Ledger

extension SQLiteLedger {
    /// The state that a tenant's leaves tell of: the last word on the configuration, on each source and on the rules.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    func recordedState(of tenant: TenantID) async throws(LedgerFailure) -> GatewayState {
        var state = GatewayState.unrecorded
        var cursor: LeafCursor?
        repeat {
            let page = try await leaves(
                of: tenant, matching: LeafQuery(types: [.configuration, .source, .policy]), after: cursor,
                limit: 1_000, isOpened: true)
            for leaf in page.leaves { state.take(leaf) }
            cursor = page.next
        } while cursor != nil
        return state
    }
}

extension GatewayState {
    /// Follows one leaf. A leaf whose openings cannot be read says nothing, so that its matter is recorded once more.
    fileprivate mutating func take(_ stored: StoredLeaf) {
        guard let leaf = try? Leaf(bytes: stored.bytes) else { return }
        if leaf.type == .policy { rules = leaf.rulesDigest }
        guard case .opened(let openings, _) = stored.openings else { return }
        func text(_ name: String) -> String? { openings.first { $0.name == name }?.value.string }
        switch leaf.type {
        case .configuration: configuration = text("digest").flatMap(Base64URL.decode)
        case .source:
            guard let source = text("source").flatMap({ try? SourceID($0) }) else { return }
            mappings[source] = text("mapping").flatMap(Base64URL.decode)
        default: break
        }
    }
}
