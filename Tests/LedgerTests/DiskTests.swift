import AuditTrail
import Conversations
import Foundation
import Sodium
import Testing

@testable import Ledger

/// Faults of the system itself, below SQLite, each in a process of its own.
@Suite("When the system refuses to write", .serialized)
struct DiskTests {
    @Test("a write that the system cuts short fails the commit whole, and what was answered stands")
    func cutWrites() async throws {
        await #expect(processExitsWith: .success) {
            let fixture = try LedgerFixture()
            let ledger = try fixture.open()
            var answered = 0
            for extra in stride(from: 500, to: 40_000, by: 3_300) {
                _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
                answered += 1
                let log = fixture.path("ledger.sqlite-wal")
                let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0
                try FileSizeLimit.set(UInt64(size + extra))
                var failure: LedgerFailure?
                for _ in 0..<20 where failure == nil {
                    do {
                        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
                        answered += 1
                    } catch let found as LedgerFailure {
                        failure = found
                    }
                }
                #expect(failure == .full || failure == .unavailable)
                #expect(await ledger.isUsable() != .usable)
                try FileSizeLimit.set(nil)
                #expect(await ledger.isUsable() == .usable)
                #expect(try await fixture.report(of: ledger).leavesRead == answered)
            }
            #expect(try await fixture.report(of: ledger).problems == [])
            ledger.close()
            try fixture.open().close()
        }
    }
}

/// The longest file that this process may write.
enum FileSizeLimit {
    struct Refused: Error {}

    /// Bounds every file, or lifts the bound; writes beyond it fail instead of ending the process.
    static func set(_ byteCount: UInt64?) throws {
        _ = signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
            throw Refused()
        }
        limit.rlim_cur = byteCount.map { rlim_t($0) } ?? limit.rlim_max
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
            throw Refused()
        }
    }
}
