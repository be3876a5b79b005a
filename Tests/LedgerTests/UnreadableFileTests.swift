import AuditTrail
import Conversations
import DurableFiles
import Foundation
import GatewayTestSupport
import Testing

@testable import Ledger

@Suite("A file of the ledger that cannot be read is never taken for one that is not there")
struct UnreadableFileTests {
    @Test("a witnessed checkpoint: absent is absent, anything else is refused", arguments: Obstacle.allCases)
    func witnessed(obstacle: Obstacle) async throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        let kept = WitnessedCheckpoints(ledger: fixture.directory)
        #expect(try kept.read(.newest, of: "default", year: 2026) == nil)
        try await kept.keep([1, 2], .newest, of: "default", year: 2026)
        #expect(try kept.read(.newest, of: "default", year: 2026) == [1, 2])
        let path = fixture.path("witnessed/default-2026.newest")
        try obstacle.replace(path)
        #expect { try kept.read(.newest, of: "default", year: 2026) } throws: {
            guard case LedgerRefusal.unusable(path, _) = $0 else { return false }
            return true
        }
        try obstacle.restore(path)
        try Data(repeating: 0x30, count: SignedNote.bytesMax + 1).write(to: URL(fileURLWithPath: path))
        #expect(throws: LedgerRefusal.self) { try kept.read(.newest, of: "default", year: 2026) }
    }

    @Test("an outside checkpoint refuses the start, and stays as it is", arguments: Obstacle.allCases)
    func outside(obstacle: Obstacle) async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        ledger.close()
        let path = fixture.path("checkpoints/default-2026")
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try obstacle.replace(path)
        #expect { _ = try fixture.open() } throws: {
            guard case LedgerRefusal.unusable(path, _) = $0 else { return false }
            return true
        }
        try obstacle.restore(path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
        try fixture.open().close()
    }

    @Test("what stands where a new log's checkpoint belongs is not replaced", arguments: Obstacle.allCases)
    func newLog(obstacle: Obstacle) throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        let origin = try #require(LogOrigin("gateway.example/audit/default/2026"))
        let path = fixture.path(CheckpointMirror.name(of: origin))
        try obstacle.replace(path)
        try CheckpointMirror(directory: fixture.directory, faults: .none).start(origin, checkpoint: "empty")
        #expect(throws: FileFailure.self) { try DurableFile.read(path, bytesMax: 100) }
    }

    @Test(
        "a stamp that is there and cannot be read is a failure and not missing", arguments: Obstacle.allCases)
    func stamps(obstacle: Obstacle) throws {
        let fixture = try LedgerFixture()
        try LedgerFolder.make(fixture.directory)
        let store = StampStore(ledger: fixture.directory, tenant: "default", year: 2026)
        let token = StampFile(size: 1, .token)
        #expect(try store.sizes() == [])
        #expect(throws: LogReadFailure.missing) { try store.bytes(of: token) }
        try store.keep(StampedCheckpoint(size: 1, checkpoint: [1], token: [2]))
        #expect(try store.sizes() == [1])
        let path = store.directory + "/" + token.name
        try obstacle.replace(path)
        #expect { try store.bytes(of: token) } throws: {
            guard case LogReadFailure.failed = $0 else { return false }
            return true
        }
        #expect(throws: LedgerFailure.self) {
            try store.keep(StampedCheckpoint(size: 1, checkpoint: [3], token: [4]))
        }
        try obstacle.restore(path)
        #expect(try store.bytes(of: token) == [2])
    }
}
