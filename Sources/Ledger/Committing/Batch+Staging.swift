import AuditTrail
import Conversations
import GRDB
import Sodium

extension Batch {
    /// Stamps one draft and writes leaf, hashes, ciphertexts and changes.
    ///
    /// - Throws: ``LedgerFailure`` for what concerns this call alone.
    mutating func stage(
        _ call: CommitCall, in db: Database
    ) throws -> (leaf: StagedLeaf, head: LogHead, finished: [CompleteSubtree]) {
        try requireNotErased(call, in: db)
        let last = heads[call.tenant]?.lastID
        let id = context.ids.next(after: last)
        var (head, first) = try log(for: call.tenant, year: id.at.year, in: db)
        let stamp = try stamp(call, id: id, first: first, in: db)
        let encoded: EncodedLeaf
        do { encoded = try call.leaf.encoded(with: stamp) } catch { throw LedgerFailure.refused(error) }
        let position = head.frontier.size
        try head.take(call.draft, at: position)
        let hash = MerkleTree(digester: context.digester).leafHash(encoded.bytes)
        let finished = head.frontier.append(hash)
        head.lastID = id
        try LeafTable.insert(
            LeafTable.NewLeaf(
                log: head.log, position: position, id: id, bytes: encoded.bytes, hash: hash,
                caller: stamp.caller, draft: call.draft), in: db)
        for subtree in finished {
            guard let level = subtree.tileLevel, level > 0 else { continue }
            try LeafTable.insert(subtree, level: level, log: head.log, in: db)
        }
        try keep(call, leaf: id, in: db)
        for change in call.changes { try apply(change, of: call, leaf: id, in: db) }
        let leaf = StagedLeaf(
            log: head.log, position: position, encoded: encoded, receiptMembers: call.draft.receiptMembers)
        return (leaf, head, finished)
    }

    /// The log of a tenant and year; a new one starts with its key and the last checkpoint of the log before.
    private func log(
        for tenant: TenantID, year: Int, in db: Database
    ) throws -> (head: LogHead, first: FirstLeaf?) {
        let current = heads[tenant]
        if let current, current.year == year { return (current, nil) }
        let origin = try context.configuration.origin(of: tenant, year: year)
        let empty = MerkleFrontier(digester: context.digester)
        let key = try firstKey(of: origin, after: current?.keys)
        let keys = KeyHistory(startingWith: key, digester: context.digester)
        let checkpoint = try checkpoint(ofEmpty: origin, keys: keys)
        // WHY: on disk before the log's first leaf, so that a missing outside checkpoint always means that one was
        // taken away.
        try context.mirror.start(origin, checkpoint: checkpoint)
        let id = try LogTable.insert(
            tenant: tenant, year: year, origin: origin, checkpoint: checkpoint, in: db)
        let head = LogHead(
            log: id, tenant: tenant, year: year, origin: origin, frontier: empty,
            committed: TreeHead(size: 0, root: empty.root), keys: keys, checkpoint: checkpoint)
        let previous = try current.map {
            touched[$0.log] == nil ? $0.checkpoint : try self.checkpoint(of: $0)
        }
        return (head, FirstLeaf(verifierKey: key.description, previousCheckpoint: previous))
    }

    private func firstKey(of origin: LogOrigin, after previous: KeyHistory?) throws -> VerifierKey {
        let key = context.signer.first(after: previous).flatMap {
            VerifierKey(name: origin.text, publicKey: $0, digester: context.digester)
        }
        guard let key else { throw LedgerFailure.unavailable }
        return key
    }

    private func stamp(
        _ call: CommitCall, id: ULID, first: FirstLeaf?, in db: Database
    ) throws -> LeafStamp {
        let caller = call.draft.caller
        let subject = CallerTable.Name(caller: caller, principal: caller.subject)
        let found = try CallerTable.find(subject, orInsert: context.ids.fresh(at: id.at), in: db)
        try CallerTable.setLeaves(found.leaves + 1, of: subject, in: db)
        let actor = try caller.actor.map { actor in
            let name = CallerTable.Name(caller: caller, principal: actor)
            return try CallerTable.find(name, orInsert: context.ids.fresh(at: id.at), in: db).id
        }
        return LeafStamp(id: id, caller: found.id, actor: actor, number: found.leaves + 1, first: first)
    }

    /// Stores openings, body key and sealed body, encrypted; the leaf's id is authenticated with them.
    private mutating func keep(_ call: CommitCall, leaf: ULID, in db: Database) throws {
        let associated = Array(leaf.description.utf8)
        let openings = try cipher(for: call.openingsKey).seal(call.keptOpenings, associated: associated)
        try OpeningTable.insert(openings, leaf: leaf, in: db)
        guard let sealed = call.sealed else { return }
        let box = try cipher(for: call.boxKey(at: leaf.at)).seal(sealed.dataKeyBox, associated: associated)
        try OpeningTable.insert(
            box: box, body: sealed.ciphertext, period: leaf.at.month, leaf: leaf, in: db)
    }

    private func apply(_ change: LedgerChange, of call: CommitCall, leaf: ULID, in db: Database) throws {
        switch change {
        case .link(let link):
            try require(link.tenant, is: call.tenant)
            try LinkTable.insert(link, leaf: leaf, in: db)
            try noteReturn(of: link, at: leaf.at, in: db)
        case .openCase(let opened):
            try require(opened.tenant, is: call.tenant)
            try CaseTable.open(opened, leaf: leaf, in: db)
        case .acknowledge(let token, let tenant, let caller, let at):
            try require(tenant, is: call.tenant)
            try CaseTable.acknowledge(token, tenant: tenant, by: caller, at: at, leaf: leaf, in: db)
        case .answered(let answered):
            try require(answered.caller.tenant, is: call.tenant)
            try AnsweredTable.count(answered, at: leaf.at, in: db)
        case .summary(let choice): try SummaryTable.insert(choice, leaf: leaf, in: db)
        case .erasing(let change): try apply(change, of: call, leaf: leaf, in: db)
        case .access(let change):
            try require(change.tenant, is: call.tenant)
            try GrantTable.apply(change, leaf: leaf, in: db)
        case .review(let change):
            try require(change.tenant, is: call.tenant)
            try LifeTable.apply(change, leaf: leaf, in: db)
        }
    }

    private func require(_ tenant: TenantID, is expected: TenantID) throws(LedgerFailure) {
        guard tenant == expected else { throw .conflict("a change is of another tenant than its leaf") }
    }
}
