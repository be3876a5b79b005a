import AuditTrail
import Conversations
import DurableFiles
import GRDB
import Sodium

/// Carries erasures through, whatever happened in between: recorded, listed outside, keys destroyed, done.
///
/// The leaf and the removal of rows are one transaction; everything after it can be repeated. What a kill left half way is
/// finished by the next start before anything is served.
struct ErasureDesk: Sendable {
    let database: DatabaseQueue
    let keys: CustomerKeys
    let list: ErasureList
    let digester: SodiumDigester
    let faults: LedgerFaults

    /// Finishes every erasure that is under way.
    ///
    /// - Throws: whatever kept a step from being durable; the next call goes on there.
    func finish() async throws {
        try await database.writeWithoutTransaction { db in try finish(in: db) }
    }

    /// What a start does: believes the list only when it is whole, finishes what is under way, and carries out again what
    /// the restored files do not know.
    ///
    /// - Returns: the customers whose erasure was carried out again, in order.
    /// - Throws: ``LedgerRefusal``.
    func settle(ledgerPath: String) throws(LedgerRefusal) -> [ErasedCustomer] {
        do {
            return try database.writeWithoutTransaction { db in
                let lines = try list.lines(digester: digester)
                try requireWhole(lines, in: db)
                guard try !lines.isEmpty || !ErasureTable.all(in: db).isEmpty else { return [] }
                let unknown = try replay(lines, in: db)
                let undone = try keys.destroy(lines.map(\.erased))
                try finish(in: db)
                try db.checkpoint(.truncate)
                let waiting = try ErasureTable.all(in: db).filter { $0.state == "replayed" }.map(\.erased)
                return Set(unknown + undone + waiting).sorted()
            }
        } catch let refusal as LedgerRefusal {
            throw refusal
        } catch let failure as FileFailure {
            throw .unusable(path: failure.path, reason: failure.reason)
        } catch {
            throw .unusable(path: ledgerPath, reason: DurableDatabase.plainReason(error))
        }
    }

    /// A line that the ledger wrote and that is no longer there was cut off.
    private func requireWhole(_ lines: [ErasureLine], in db: Database) throws {
        let chains = Dictionary(lines.map { ($0.erased, $0.chain) }) { first, _ in first }
        for entry in try ErasureTable.all(in: db) {
            guard let chain = entry.chain, chains[entry.erased] != chain else { continue }
            throw LedgerRefusal.tampered(
                log: list.path,
                found: "the list of erasures lacks a line that the ledger says was written",
                advice: ErasureList.advice)
        }
    }

    /// Erases again what stands in the list and not in this ledger: an older one was restored.
    private func replay(_ lines: [ErasureLine], in db: Database) throws -> [ErasedCustomer] {
        var replayed: [ErasedCustomer] = []
        let marks = PersonMarks(keys: keys, digester: digester)
        for line in lines {
            if let entry = try ErasureTable.entry(of: line.erased, in: db) {
                if entry.state == "recorded" { try ErasureTable.setListed(line, in: db) }
                continue
            }
            try db.inTransaction(.immediate) {
                let persons = try LinkTable.persons(
                    of: line.erased.customer, tenant: line.erased.tenant, in: db)
                try ErasureTable.insert(
                    line.erased, leaf: nil, at: line.leaf.at, chain: line.chain, state: "replayed", in: db)
                try ErasureTable.removeTraces(
                    of: line.erased, marks: try marks.marks(of: persons, tenant: line.erased.tenant), in: db)
                return .commit
            }
            replayed.append(line.erased)
        }
        return replayed
    }

    private func finish(in db: Database) throws {
        for entry in try ErasureTable.all(in: db) where ["recorded", "listed"].contains(entry.state) {
            try faults.atErasure(.afterRecord)
            if entry.state == "recorded" { try writeLine(of: entry, in: db) }
            try faults.atErasure(.afterList)
            _ = try keys.destroy([entry.erased])
            try faults.atErasure(.afterKeys)
            try db.checkpoint(.truncate)
            try faults.atErasure(.afterTruncation)
            try ErasureTable.set("done", of: entry.erased, in: db)
        }
    }

    private func writeLine(of entry: ErasureTable.Entry, in db: Database) throws {
        let lines = try list.lines(digester: digester)
        if let line = lines.first(where: { $0.erased == entry.erased }) {
            return try ErasureTable.setListed(line, in: db)
        }
        guard let leaf = entry.leaf,
            let place = try LeafTable.place(of: leaf, tenant: entry.erased.tenant, in: db),
            let log = try LogTable.log(place.log, in: db)
        else { throw LedgerFailure.tampered("an erasure without its leaf") }
        let line = try ErasureLine(
            entry.erased, log: log.origin.text, index: place.position, leaf: leaf, after: lines.last,
            digester: digester)
        try list.append(line)
        try ErasureTable.setListed(line, in: db)
    }
}
