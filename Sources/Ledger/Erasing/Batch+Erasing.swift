import AuditTrail
import Conversations
import GRDB

extension Batch {
    private var marks: PersonMarks { PersonMarks(keys: context.keys, digester: context.digester) }

    /// Refuses a leaf whose openings would be kept under a key that is gone or about to go.
    func requireNotErased(_ call: CommitCall, in db: Database) throws {
        guard call.draft.type != .erasure, let customer = call.draft.customer else { return }
        let erased = ErasedCustomer(tenant: call.tenant, customer: customer)
        guard try ErasureTable.entry(of: erased, in: db) == nil else {
            throw LedgerFailure.conflict("the customer was erased")
        }
    }

    /// Notes that a person whose customer was erased turned up again in a source: under another id, but not silently.
    func noteReturn(of link: PersonLink, at: Timestamp, in db: Database) throws {
        guard try Int.fetchOne(db, sql: "SELECT 1 FROM erased_persons LIMIT 1") != nil else { return }
        for mark in try marks.marks(of: [link.person], tenant: link.tenant) {
            try ErasureTable.noteReturn(of: mark, tenant: link.tenant, at: at, in: db)
        }
    }

    /// Makes one change to the traces of a customer.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when it no longer fits.
    func apply(_ change: ErasingChange, of call: CommitCall, leaf: ULID, in db: Database) throws {
        let tenant = call.tenant
        switch change {
        case .erase(let customer, let scope):
            try erase(
                ErasedCustomer(tenant: tenant, customer: customer), expecting: scope, leaf: leaf, in: db)
        case .confirmReplay(let customer):
            try ErasureTable.confirm(
                ErasedCustomer(tenant: tenant, customer: customer), leaf: leaf, in: db)
        case .setLegalHold(let customer):
            let held = ErasedCustomer(tenant: tenant, customer: customer)
            guard try ErasureTable.entry(of: held, in: db) == nil else {
                throw LedgerFailure.conflict("the customer was erased")
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO legal_holds (tenant, customer, leaf) VALUES (?, ?, ?)",
                arguments: held.key + [leaf.description])
        case .releaseLegalHold(let customer):
            try db.execute(
                sql: "DELETE FROM legal_holds WHERE tenant = ? AND customer = ?",
                arguments: ErasedCustomer(tenant: tenant, customer: customer).key)
            guard db.changesCount == 1 else { throw LedgerFailure.conflict("there is no legal hold") }
        case .mention(let persons):
            for mark in try marks.marks(of: persons, tenant: tenant) {
                try ErasureTable.mention(mark, tenant: tenant, leaf: leaf, in: db)
            }
        case .dropSealedBodies(let month):
            try ErasureTable.dropSealedBodies(before: month, tenant: tenant, in: db)
        }
    }

    private func erase(
        _ customer: ErasedCustomer, expecting scope: ErasureScope, leaf: ULID, in db: Database
    ) throws {
        guard try ErasureTable.entry(of: customer, in: db) == nil else {
            throw LedgerFailure.conflict("the customer was erased")
        }
        guard try !ErasureTable.isHeld(customer, in: db) else {
            throw LedgerFailure.conflict("a legal hold forbids the erasure")
        }
        // WHY: the erasure's own leaf is already staged and counts among the customer's.
        let now = try ErasureTable.scope(
            of: customer, marks: { try marks.marks(of: $0, tenant: customer.tenant) }, in: db)
        guard now == scope.with(leafCount: scope.leafCount + 1) else {
            throw LedgerFailure.conflict("something was recorded about the customer meanwhile")
        }
        try ErasureTable.insert(customer, leaf: leaf, at: leaf.at, state: "recorded", in: db)
        try ErasureTable.removeTraces(
            of: customer, marks: try marks.marks(of: scope.persons, tenant: customer.tenant), in: db)
    }
}

extension ErasureScope {
    fileprivate func with(leafCount: Int) -> ErasureScope {
        ErasureScope(
            persons: persons, leafCount: leafCount, sealedBodyCount: sealedBodyCount, caseCount: caseCount,
            joint: joint)
    }
}
