import AuditTrail
public import Conversations

extension SQLiteLedger: GivenSummaries {
    /// A summary by the id of its leaf, for the caller it was given to.
    public func givenSummary(
        ofLeaf leaf: ULID, to caller: AnsweredCaller
    ) async throws(LedgerUnavailable) -> GivenSummary? {
        do {
            return try await read { [digester, keys] db in
                guard let customer = try AnsweredTable.customer(ofLeaf: leaf, to: caller, in: db),
                    let choice = try SummaryTable.choice(of: leaf, in: db),
                    let row = try LeafTable.leaf(leaf, tenant: caller.tenant, in: db),
                    let stored = try? Leaf(bytes: row.bytes), let role = stored.role,
                    let purpose = stored.purpose.flatMap({ try? PurposeID($0) })
                else { return nil }
                let store = OpeningStore(tenant: caller.tenant, keys: keys, digester: digester)
                guard case .opened(let openings, _) = try store.openings(of: row, in: db) else { return nil }
                func value(_ name: String) -> String? { openings.first { $0.name == name }?.value.string }
                guard let key = value("record_key").flatMap({ Base64URL.decode($0) }) else { return nil }
                return GivenSummary(
                    id: leaf, customer: customer, role: role, purpose: purpose,
                    conversation: value("conversation").flatMap { ConversationID($0) }, choice: choice,
                    recordKey: key)
            }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The conversation that one of the caller's latest answers about a customer named by a handle.
    public func conversation(
        ofHandle handle: String, about customer: CustomerID, to caller: AnsweredCaller
    ) async throws(LedgerUnavailable) -> ConversationID? {
        do {
            return try await read { [digester, keys] db in
                let store = OpeningStore(tenant: caller.tenant, keys: keys, digester: digester)
                for leaf in try AnsweredTable.latestViews(of: customer, to: caller, in: db) {
                    guard let row = try LeafTable.leaf(leaf, tenant: caller.tenant, in: db),
                        case .opened(let openings, _) = try store.openings(of: row, in: db),
                        let handles = openings.first(where: { $0.name == "handles" })?.value,
                        let named = handles[handle]?.string
                    else { continue }
                    return ConversationID(named)
                }
                return nil
            }
        } catch {
            throw LedgerUnavailable(error)
        }
    }
}
