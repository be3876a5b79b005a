import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger

/// What compliance may read.
extension AuditDesk {
    func leaves(_ filter: LeafFilter, _ page: AuditPage, _ reader: AuditReader) async throws -> AuditAnswer {
        let found = try await rows(filter, page, reader, bytesMax: Self.pageBytesMax)
        let body: JSONValue = [
            "leaves": .array(found.rows.map { $0.json(digester) }), "next": JSONValue(found.next),
        ]
        let read = AuditRead(
            kind: .leaves, filter: filter, page: page, rows: found.rows, isOpened: page.isOpened)
        return try await record(read, body: body, next: found.next, reader)
    }

    func leaf(_ id: ULID, isOpened: Bool, _ reader: AuditReader) async throws -> AuditAnswer {
        let row = try await row(id, isOpened: isOpened, reader)
        return try await record(
            AuditRead(kind: .leaf, named: id, rows: [row], isOpened: isOpened), body: row.json(digester),
            next: nil, reader)
    }

    /// A proof bundle; whoever holds a receipt may refresh it, so the leaf's own caller gets it too.
    func proof(_ id: ULID, _ reader: AuditReader) async throws -> AuditAnswer {
        let tenant = reader.caller.tenant
        let stored = try await ledger.leaf(id, tenant: tenant)
        if !reader.isCompliance {
            // WHY one answer for an unknown leaf and somebody else's: it tells nobody what exists.
            let own = try await ledger.callerID(of: LeafCaller(reader.caller))
            guard let stored, let own, let leaf = try? Leaf(bytes: stored.bytes), leaf.caller == own else {
                throw AuditFailure.notCompliance
            }
        }
        guard let stored else { throw AuditFailure.noLeaf }
        var shown: [String] = []
        if case .found(let bytes) = await publicLog.checkpoint(tenant: tenant, year: stored.year) {
            shown = [String(decoding: bytes, as: UTF8.self)]
        }
        guard let proof = try await ledger.proof(of: id, tenant: tenant, shown: shown) else {
            throw AuditFailure.noLeaf
        }
        let bundle = ProofBundle(index: proof.index, path: proof.path, checkpoint: proof.checkpoint)
        let row = try row(stored, tenant)
        return try await record(
            AuditRead(kind: .proof, named: id, rows: [row]), contentType: "text/plain; charset=utf-8",
            bytes: Array(bundle.text.utf8), next: nil, reader)
    }

    func entries(_ tile: Tile, year: Int, _ reader: AuditReader) async throws -> AuditAnswer {
        guard let log = try await ledger.logReader(of: reader.caller.tenant, year: year) else {
            throw AuditFailure.noFile
        }
        let bytes: [UInt8]
        do { bytes = try await log.bytes(of: tile.path, byteCountMax: LogFiles.bundleBytesMax) } catch {
            guard error == .missing else { throw error }
            throw AuditFailure.noFile
        }
        let read = AuditRead(kind: .entries, entries: (tile: tile, year: year))
        return try await record(
            read, contentType: "application/octet-stream", bytes: bytes, next: nil, reader)
    }

    func export(
        _ filter: LeafFilter, _ format: ExportFormat, _ page: AuditPage, _ reader: AuditReader
    ) async throws -> AuditAnswer {
        let found = try await rows(filter, page, reader, bytesMax: Self.exportBytesMax)
        var export = LeafExport(format, version: GatewayRoot.version, digester: digester)
        var bytes = export.header
        for row in found.rows { bytes += export.row(row) }
        let read = AuditRead(
            kind: .export, filter: filter, page: page, rows: found.rows, isOpened: page.isOpened,
            format: format)
        return try await record(
            read, contentType: format.contentType, bytes: bytes, next: found.next, reader)
    }

    // MARK: - Rows

    /// Rows up to the page's limit or the bound on bytes, and where the next ones start.
    private func rows(
        _ filter: LeafFilter, _ page: AuditPage, _ reader: AuditReader, bytesMax: Int
    ) async throws -> (rows: [LeafRow], next: String?) {
        let tenant = reader.caller.tenant
        let query = LeafQuery(filter)
        var cursor = try page.after.map { text throws(AuditFailure) -> LeafCursor in
            guard let cursor = PageCursor.decode(text) else { throw .badCursor }
            return cursor
        }
        var rows: [LeafRow] = []
        var byteCount = 0
        // WHY a bound on rounds: with a condition on openings a round may find nothing, and an answer must end.
        for _ in 0..<10 {
            let found = try await ledger.leaves(
                of: tenant, matching: query, after: cursor, limit: min(1_000, page.limit - rows.count),
                isOpened: page.isOpened)
            for stored in found.leaves {
                let row = try row(stored, tenant)
                byteCount += row.json(digester).text().utf8.count
                guard byteCount <= bytesMax || rows.isEmpty else {
                    return (rows, cursor.map(PageCursor.encode))
                }
                rows.append(row)
                cursor = LeafCursor(year: stored.year, index: stored.index)
            }
            cursor = found.next
            guard let cursor else { return (rows, nil) }
            if rows.count >= page.limit { return (rows, PageCursor.encode(cursor)) }
        }
        return (rows, cursor.map(PageCursor.encode))
    }

    func row(_ id: ULID, isOpened: Bool, _ reader: AuditReader) async throws -> LeafRow {
        let tenant = reader.caller.tenant
        guard let stored = try await ledger.leaf(id, tenant: tenant, isOpened: isOpened) else {
            throw AuditFailure.noLeaf
        }
        return try row(stored, tenant)
    }

    private func row(_ stored: StoredLeaf, _ tenant: TenantID) throws -> LeafRow {
        guard let origin = LogOrigin(host: logHost, tenant: tenant, year: stored.year) else {
            throw LedgerFailure.unavailable
        }
        let openings: LeafRow.Openings =
            switch stored.openings {
            case .notAsked: .closed
            case .opened(let list, let bodyKey): .opened(list, bodyKey: bodyKey)
            case .destroyed: .destroyed
            case .damaged: .damaged
            }
        return LeafRow(
            log: origin.text, index: stored.index, leaf: try Leaf(bytes: stored.bytes),
            customer: stored.customer, openings: openings)
    }
}

/// Where a page ended, as clients get it: they hand it back and need not understand it.
enum PageCursor {
    private static let mark = "1:"

    static func encode(_ cursor: LeafCursor) -> String {
        Base64URL.encode((mark + cursor.description).utf8)
    }

    static func decode(_ text: String) -> LeafCursor? {
        guard text.utf8.count <= 64, let bytes = Base64URL.decode(text),
            let plain = String(validating: bytes, as: UTF8.self), plain.hasPrefix(mark)
        else { return nil }
        return LeafCursor(String(plain.dropFirst(mark.count)))
    }
}
