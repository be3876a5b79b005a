import AuditTrail
import Conversations
import Foundation
import GRDB
import Sodium
import Testing

@testable import Ledger

@Suite("A ledger opens only what it can believe")
struct OpeningTests {
    @Test("commits are flushed: synchronous reads back as full on both files, deleted bytes are overwritten")
    func durability() throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        for name in ["ledger.sqlite", "customer-keys.sqlite"] {
            let queue = try DurableDatabase.writer(path: fixture.path(name), label: "test")
            let read = try queue.writeWithoutTransaction { db in
                try ["synchronous", "secure_delete"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
            }
            #expect(read == [2, 1])
        }
    }

    @Test("a file of a newer gateway is refused with both versions and stays as it is")
    func newerSchema() throws {
        let fixture = try LedgerFixture()
        try fixture.open().close()
        try fixture.tamper("PRAGMA user_version = 99")
        #expect(
            throws: LedgerRefusal.newerSchema(
                path: fixture.path("ledger.sqlite"), found: 99, known: Schema.ledger.known)
        ) { try fixture.open() }
        let queue = try DatabaseQueue(path: fixture.path("ledger.sqlite"))
        #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 99)
    }

    @Test("an older file moves forward with its rows; a step that fails leaves the version before it")
    func migration() throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        let path = fixture.path("any.sqlite")
        let queue = try DurableDatabase.writer(path: path, label: "test")
        let first = "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('kept')"
        try Schema(applicationID: 7, steps: [first]).migrate(queue, path: path)
        let broken = ["ALTER TABLE notes ADD COLUMN at INTEGER; INSERT INTO nowhere VALUES (1)"]
        #expect(throws: LedgerRefusal.self) {
            try Schema(applicationID: 7, steps: [first] + broken).migrate(queue, path: path)
        }
        #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
        let second = "ALTER TABLE notes ADD COLUMN at INTEGER NOT NULL DEFAULT 5"
        for _ in 0..<2 { try Schema(applicationID: 7, steps: [first, second]).migrate(queue, path: path) }
        #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 3)
        #expect(try queue.read { try String.fetchOne($0, sql: "SELECT text || at FROM notes") } == "kept5")
        #expect(throws: LedgerRefusal.foreign(path: path)) {
            try Schema(applicationID: 8, steps: [first]).migrate(queue, path: path)
        }
    }

    @Test("another program's database is refused and stays as it is")
    func foreignFile() throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        let queue = try DatabaseQueue(path: fixture.path("ledger.sqlite"))
        try queue.write { try $0.execute(sql: "CREATE TABLE recipes (name TEXT)") }
        try queue.close()
        #expect(throws: LedgerRefusal.foreign(path: fixture.path("ledger.sqlite"))) { try fixture.open() }
    }

    @Test("a file that is no database is refused")
    func noDatabase() throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        let bytes = Data(repeating: 0x41, count: 8_192)
        try bytes.write(to: URL(fileURLWithPath: fixture.path("ledger.sqlite")))
        #expect(throws: LedgerRefusal.self) { try fixture.open() }
    }

    @Test("a second gateway on the same files refuses to start, and may when the first is gone")
    func secondOpener() throws {
        let fixture = try LedgerFixture()
        let first = try fixture.open()
        #expect(throws: LedgerRefusal.inUse(lock: fixture.path("ledger.lock"))) { try fixture.open() }
        first.close()
        try fixture.open().close()
    }

    @Test("every file is ours alone, and a file of keys that others can read is refused with its mode")
    func modes() throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fixture.directory)
        let ledger = try fixture.open()
        for name in [
            "ledger.sqlite", "ledger.sqlite-wal", "customer-keys.sqlite", "customer-keys.sqlite-wal",
        ] {
            let found = try FileManager.default.attributesOfItem(atPath: fixture.path(name))
            #expect(found[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        ledger.close()
        let keys = fixture.path("customer-keys.sqlite")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: keys)
        #expect(
            throws: LedgerRefusal.unusable(
                path: keys, reason: "expected mode 600, found 640: others could read customers' keys")
        ) { try fixture.open() }
    }

    @Test("a ledger that was closed answers unavailable")
    func closed() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        ledger.close()
        await #expect(throws: LedgerFailure.self) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        #expect(await ledger.isUsable() != .usable)
    }

    @Test("another signing key than the log's is refused")
    func otherKey() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        ledger.close()
        let other = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 8, count: 32)))
        #expect(throws: LedgerRefusal.self) { try fixture.open(key: other) }
    }

    @Test(
        "a host or tenant that cannot name a log is refused",
        arguments: [("", "default"), ("a/b", "default"), ("a b", "default"), ("a+b", "default")])
    func names(host: String, tenant: String) throws {
        let tenant = try TenantID(tenant)
        #expect(throws: LedgerRefusal.self) {
            try LedgerConfiguration(directory: "x", host: host, tenants: [tenant])
        }
    }

    @Test("no tenants, a tenant named twice, bounds below one are refused")
    func bounds() throws {
        #expect(throws: LedgerRefusal.self) {
            try LedgerConfiguration(directory: "x", host: "h", tenants: [])
        }
        #expect(throws: LedgerRefusal.self) {
            try LedgerConfiguration(directory: "x", host: "h", tenants: ["a", "a"])
        }
        #expect(throws: LedgerRefusal.self) {
            try LedgerConfiguration(directory: "x", host: "h", tenants: ["a"], waitingMax: 0)
        }
    }
}
