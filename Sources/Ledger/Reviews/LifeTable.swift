import AuditTrail
import Conversations
import GRDB
import ReviewQueue

/// The tables `case_starts`, `case_steps` and `queue_stops`: what happened to review cases, step by step.
enum LifeTable {
    /// Makes one change at the moment of the leaf that tells of it.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when the case's state does not allow it.
    static func apply(_ change: ReviewChange, leaf: ULID, in db: Database) throws {
        switch change {
        case .step(let token, let tenant, let step, let at):
            try take(step, of: token, tenant: tenant, at: at, leaf: leaf, in: db)
        case .stop(let stop):
            try db.cachedStatement(
                sql: "INSERT INTO queue_stops (tenant, leaf, is_stopped, subject, at) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [
                stop.tenant.text, leaf.description, stop.isStopped, stop.by.text, stop.at.milliseconds,
            ])
        case .named(let token, let tenant, let name):
            try CaseTable.name(token, tenant: tenant, outside: name, in: db)
        case .tell(let event): try EventTable.insert(event, leaf: leaf, in: db)
        }
    }

    /// Writes how a case begins.
    static func begin(_ opened: ReviewCase, in db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO case_starts (tenant, token, customer, document) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            opened.tenant.text, opened.token.text, opened.customer.description, opened.start.document.text(),
        ])
    }

    /// WHY the leaf's time: it never goes back, so a lease that outlived it in the log is over whatever a clock says.
    static func take(
        _ step: CaseStep, of token: ReviewCaseToken, tenant: TenantID, at now: Timestamp, leaf: ULID,
        in db: Database
    ) throws {
        guard let found = try life(token, tenant: tenant, in: db) else {
            throw LedgerFailure.conflict("no review case has this token")
        }
        let isStopped = try stop(of: tenant, in: db) != nil
        let next: CaseLife
        do {
            next = try found.seen(leaf.at).stepped(step, at: now, isStopped: isStopped)
        } catch {
            throw LedgerFailure.conflict(error.rawValue)
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO case_steps (tenant, token, number, customer, at, document, leaf)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            tenant.text, token.text, next.stepCount, found.opened.customer.description,
            next.seenAt.milliseconds, step.document.text(), leaf.description,
        ])
        guard !next.isOpen, found.isOpen else { return }
        let state: ReviewCaseState
        if case .superseded = next.stage { state = .superseded } else { state = .decided }
        let table = CaseTable.Kind(next.opened).rawValue
        try db.cachedStatement(sql: "UPDATE \(table) SET state = ? WHERE tenant = ? AND token = ?")
            .execute(arguments: [state.rawValue, tenant.text, token.text])
    }

    // MARK: - Reading

    /// Who stopped a queue, `nil` while it goes on.
    static func stop(of tenant: TenantID, in db: Database) throws -> QueueStop? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT is_stopped, subject, at FROM queue_stops WHERE tenant = ? ORDER BY leaf DESC LIMIT 1
                """)
        guard let row = try Row.fetchOne(statement, arguments: [tenant.text]) else { return nil }
        let isStopped: Bool = row[0]
        guard isStopped else { return nil }
        guard let subject = try? PrincipalID(row[1]) else {
            throw LedgerFailure.tampered("a stop of the queue that cannot be read")
        }
        return QueueStop(tenant: tenant, isStopped: true, by: subject, at: Timestamp(milliseconds: row[2]))
    }

    static func life(_ token: ReviewCaseToken, tenant: TenantID, in db: Database) throws -> CaseLife? {
        for kind in CaseTable.Kind.allCases {
            let found = try CaseTable.opened("token = ?", [token.text], kind, tenant: tenant, in: db)
            if let opened = found.first { return try life(opened, in: db) }
        }
        return nil
    }

    /// The tests about an invented customer, the newest first.
    static func tests(of customer: CustomerID, tenant: TenantID, in db: Database) throws -> [CaseLife] {
        try CaseTable.opened("customer = ?", [customer.description], .tests, tenant: tenant, in: db).map {
            try life($0, in: db)
        }
    }

    /// The tests opened from a moment on, the newest first.
    static func tests(from: Timestamp, tenant: TenantID, in db: Database) throws -> [CaseLife] {
        try CaseTable.opened(from: from, .tests, limit: 100_000, tenant: tenant, in: db).map {
            try life($0, in: db)
        }
    }

    static func lives(
        of conversation: ConversationID, tenant: TenantID, in db: Database
    ) throws -> [CaseLife] {
        try CaseTable.opened(
            "source = ? AND conversation = ?", [conversation.source.text, conversation.id], tenant: tenant,
            in: db
        ).map { try life($0, in: db) }
    }

    static func lives(_ query: ReviewQuery, tenant: TenantID, in db: Database) throws -> [CaseLife] {
        var conditions = ["1 = 1"]
        var arguments: StatementArguments = []
        if let customer = query.customer {
            conditions.append("customer = ?")
            arguments += [customer.description]
        }
        if let isOpen = query.isOpen {
            conditions.append(isOpen ? "state = 'pending'" : "state != 'pending'")
        }
        if let from = query.from {
            conditions.append("opened_at >= ?")
            arguments += [from.milliseconds]
        }
        let kinds = query.includesTests ? CaseTable.Kind.allCases : [.waitedFor]
        let opened = try kinds.flatMap { kind in
            try CaseTable.opened(
                conditions.joined(separator: " AND "), arguments, kind, limit: query.limit, tenant: tenant,
                in: db)
        }
        // WHY a sort that keeps the order of equals: it is the table's, the newest row first.
        let newest = kinds.count == 1 ? opened : opened.sorted { $0.openedAt > $1.openedAt }
        return try newest.prefix(query.limit).map { try life($0, in: db) }
    }

    /// Rebuilds a case; steps that it could not have taken are tampering.
    private static func life(_ opened: ReviewCase, in db: Database) throws -> CaseLife {
        let statement = try db.cachedStatement(
            sql: "SELECT number, at, document FROM case_steps WHERE tenant = ? AND token = ? ORDER BY number")
        var steps: [TakenStep] = []
        let rows = try Row.fetchCursor(statement, arguments: [opened.tenant.text, opened.token.text])
        while let row = try rows.next() {
            let (number, text): (Int, String) = (row[0], row[2])
            guard number == steps.count + 1, let document = try? JSONValue(json: Array(text.utf8)),
                let step = CaseStep(document: document)
            else { throw LedgerFailure.tampered("a step of a review case that cannot be read") }
            steps.append(TakenStep(step: step, at: Timestamp(milliseconds: row[1])))
        }
        do { return try CaseLife(opened, steps: steps) } catch {
            throw LedgerFailure.tampered("steps that a review case could not have taken")
        }
    }

    /// Removes what an erased customer's cases went through.
    static func remove(of customer: ErasedCustomer, in db: Database) throws {
        for table in ["case_starts", "case_steps", "case_names"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE tenant = ? AND customer = ?", arguments: customer.key)
        }
    }
}
