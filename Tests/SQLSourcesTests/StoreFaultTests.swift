import Conversations
import Foundation
import GRDB
import RuleFiles
import Testing

@testable import SQLSources

@Suite("Stores that fail")
struct StoreFaultTests {
    let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    private func expectFault(_ source: SQLiteSource, _ reason: Unavailability, _ words: String) async {
        let history = await source.history("C-1001")
        #expect(history.coverage.state == .unavailable(reason))
        #expect(!history.coverage.arePersonsComplete)
        #expect(history.persons.isEmpty && history.interactions.isEmpty)
        await #expect(throws: reason) { try await source.persons(ids: ["C-1001"], within: roomy) }
        let findings = await source.probe()
        #expect(findings.contains { $0.isFault && $0.message.contains(words) }, "\(findings)")
    }

    @Test("a missing file is a gap, and the probe names it")
    func missing() async throws {
        await expectFault(try folder.source(demoMapping("crm")), .refused, "no such file")
    }

    @Test("a store that appears later is read without a restart")
    func appears() async throws {
        let source = try folder.source(demoMapping("crm"))
        #expect(await source.history("C-1001").coverage.state == .unavailable(.refused))
        try folder.buildDemo("crm")
        #expect(await source.history("C-1001").coverage.state == .complete)
    }

    @Test("a store that was replaced by another file is opened again")
    func replaced() async throws {
        let file = try folder.buildDemo("crm")
        let source = try folder.source(demoMapping("crm"))
        #expect(await source.history("C-1001").persons.count == 1)
        try FileManager.default.removeItem(atPath: file)
        try folder.buildDemo("crm")
        try await DatabaseQueue(path: file).write {
            try $0.execute(sql: "DELETE FROM account WHERE account_key = 'C-1001'")
        }
        let history = await source.history("C-1001")
        #expect(history.persons.isEmpty)
        #expect(!history.coverage.arePersonsComplete)
    }

    @Test(
        "a truncated file is a gap, whether it is cut to nothing, in the header or in the middle",
        arguments: [0, 60, 5000])
    func truncated(byteCount: Int) async throws {
        let file = try folder.buildDemo("crm")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        try handle.truncate(atOffset: UInt64(byteCount))
        try handle.close()
        await expectFault(try folder.source(demoMapping("crm")), .unreadable, "truncated")
    }

    @Test("a file of another kind is a gap")
    func otherKind() async throws {
        try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: folder.path + "/crm.sqlite"))
        await expectFault(try folder.source(demoMapping("crm")), .unreadable, "no SQLite database")
    }

    @Test("an exclusively locked store is a gap until the lock is gone")
    func locked() async throws {
        let file = try folder.buildDemo("crm")
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let writer = try DatabaseQueue(path: file, configuration: configuration)
        let source = try folder.source(demoMapping("crm"))
        try await writer.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        await expectFault(source, .locked, "locked by another process")
        try await writer.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        #expect(await source.history("C-1001").coverage.state == .complete)
    }

    @Test(
        "a write-ahead-log store whose shared memory cannot be opened is a gap, and the probe says what to do"
    )
    func walWithoutSharedMemory() async throws {
        let file = try folder.buildDemo("crm")
        try await DatabaseQueue(path: file).writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA journal_mode = WAL")
        }
        // WHY: a link to nowhere in its place keeps SQLite from creating the file, as an unwritable folder
        // would, for root too.
        try FileManager.default.removeItem(atPath: file + "-shm", ifThere: true)
        try FileManager.default.createSymbolicLink(
            atPath: file + "-shm", withDestinationPath: "/nowhere/at/all")
        await expectFault(try folder.source(demoMapping("crm")), .refused, "-shm")
    }

    @Test("a write-ahead-log store in a folder that cannot be written is a gap, and the probe names -shm")
    func walInUnwritableFolder() async throws {
        let file = try folder.buildDemo("crm")
        try await DatabaseQueue(path: file).writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA journal_mode = WAL")
        }
        try FileManager.default.removeItem(atPath: file + "-shm", ifThere: true)
        try FileManager.default.removeItem(atPath: file + "-wal", ifThere: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        defer {
            try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        }
        guard !FileManager.default.isWritableFile(atPath: folder.path) else {
            print("skipped: this user can write to a folder without write permission")
            return
        }
        await expectFault(try folder.source(demoMapping("crm")), .refused, "-shm")
    }

    @Test("a missing table or column is named with file, line, query and column")
    func missingColumn() async throws {
        try folder.buildDemo("crm")
        let column = try folder.source(demoMapping("crm", replacing: "column: iban}", with: "column: ibam}"))
        await expectFault(
            column, .mappingError, "mappings/crm.yaml:47: query \"persons.rows\", column \"ibam\"")
        await expectFault(column, .mappingError, "did you mean \"iban\"?")
        let table = try folder.source(
            demoMapping("crm", replacing: "FROM permission", with: "FROM permissions"))
        await expectFault(table, .mappingError, "query \"consents.rows\": no such table: permissions")
    }

    @Test("a statement that writes, or takes a parameter that nobody gives, never runs")
    func unfitStatements() async throws {
        try folder.buildDemo("crm")
        let select = "SELECT emp, sign_in, team, shown_as FROM employee WHERE sign_in = :subject"
        let writes = try folder.source(
            demoMapping(
                "crm", replacing: select, with: "DELETE FROM employee WHERE sign_in = :subject RETURNING *"))
        await expectFault(writes, .mappingError, "only reads")
        let asks = try folder.source(
            demoMapping("crm", replacing: "sign_in = :subject", with: "sign_in = :subjekt"))
        await expectFault(asks, .mappingError, "no parameters but :subject")
    }

    @Test("a code that the mapping does not know is a fault with its place, never a guess")
    func unmappedCode() async throws {
        let file = try folder.buildDemo("crm")
        try await DatabaseQueue(path: file).write {
            try $0.execute(sql: "UPDATE crm_case SET stage = 'PARKED' WHERE account_key = 'C-1001'")
        }
        let source = try folder.source(demoMapping("crm"))
        let history = await source.history("C-1001")
        #expect(history.coverage.state == .unavailable(.mappingError))
        #expect(history.coverage.arePersonsComplete)
        #expect(history.persons.count == 1 && history.conversations.isEmpty)
        let findings = await source.probe()
        #expect(
            findings.contains { $0.message.contains("column \"stage\": code \"PARKED\" is not in the map") },
            "\(findings)")
        #expect(await source.history("C-1002").coverage.state == .complete)
    }

    @Test("an unknown or missing visibility counts as internal")
    func unknownVisibility() async throws {
        let file = try folder.buildDemo("tickets")
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql:
                    "UPDATE post SET hidden = CASE post_no WHEN 1 THEN 7 ELSE NULL END WHERE post_no < 3"
            )
        }
        let history = await (try folder.source(demoMapping("tickets"))).history("101")
        #expect(history.interactions.prefix(3).map(\.visibility) == [.internal, .internal, .internal])
    }

    @Test(
        "a value of the wrong type is a fault that names the column and never the value",
        arguments: [
            (
                "UPDATE message SET sent_ms = 'ask 4111111111111111'",
                "column \"sent_ms\": expected a time as epoch.ms, found a text"
            ),
            (
                "UPDATE message SET sent_ms = NULL",
                "column \"sent_ms\": expected a time as epoch.ms, found NULL"
            ),
            (
                "UPDATE message SET withdrawn = 'ask 4111111111111111'",
                "column \"withdrawn\": expected 0, 1, true or false"
            ),
            (
                "UPDATE message SET sender = 'ask 4111111111111111'",
                "column \"sender\": code a text is not in the map"
            ),
        ])
    func wrongTypes(change: String, words: String) async throws {
        let file = try folder.buildDemo("chat")
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql:
                    "CREATE TABLE copy AS SELECT * FROM message; DROP TABLE message; "
                    + "ALTER TABLE copy RENAME TO message; \(change)"
            )
        }
        let source = try folder.source(demoMapping("chat"))
        #expect(await source.history("u-dan").coverage.state == .unavailable(.mappingError))
        let findings = await source.probe()
        #expect(findings.contains { $0.message.contains(words) }, "\(findings)")
        #expect(!findings.contains { $0.message.contains("41111111") })
    }

    @Test("NULL in optional columns is nothing, and in the record it is null")
    func nulls() async throws {
        let file = try folder.buildDemo("tickets")
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql: """
                    UPDATE ticket SET agent_no = NULL, title = NULL, topic = NULL, queue = NULL,
                        market = NULL,
                        squad = NULL,
                        lead_agent_no = NULL, incident_ref = NULL, order_no = NULL, product = NULL,
                        changed = NULL;
                    UPDATE post SET html = NULL, files = NULL, agent_no = NULL;
                    UPDATE contact SET full_name = '', phone = NULL
                    """)
        }
        let history = await (try folder.source(demoMapping("tickets"))).history("101")
        #expect(history.coverage.isComplete)
        let ticket = try #require(history.conversations.first)
        #expect((ticket.contactType, ticket.subject, ticket.assignee) == ("general", "", nil))
        #expect(ticket.record.fieldsAsRead["assignee"] == .null)
        #expect(history.interactions.first?.text == "")
        #expect(history.persons.first?.fields.map(\.name) == ["email"])
    }
}

extension FileManager {
    fileprivate func removeItem(atPath path: String, ifThere: Bool) throws {
        if fileExists(atPath: path) { try removeItem(atPath: path) }
    }
}
