import AuditTrail
import Conversations
import Foundation
import GatewayHTTP
import GatewayTestSupport
import Ledger
import Logging
import Sodium
import Synchronization
import Testing
import TimeStamping

@testable import Gateway

@Suite(
    "Stamping checkpoints from outside",
    .enabled(if: LocalTimeStampAuthority.isAvailable, Comment(rawValue: LocalTimeStampAuthority.absence)))
struct StampingTests {
    private static let email = "daniel.okafor@example.net"
    private let honest: LocalTimeStampAuthority
    private let bench: DemoBench
    private let clock = ManualClock(SystemClock().now())

    init() throws {
        honest = try LocalTimeStampAuthority()
        bench = try DemoBench()
    }

    private var year: Int { Int(SystemClock().now().description.prefix(4)) ?? 1970 }
    private var store: StampStore { bench.root.ledger.stamps(of: "default", year: year) }

    private func service(
        _ authority: any TimeStampAuthority, interval: Duration = .seconds(3_600)
    ) throws -> StampService {
        let digester = SodiumDigester()
        let random = try SodiumRandom()
        return StampService(
            tenants: ["default"],
            stamper: Stamper(
                ledger: bench.root.ledger, authority: authority,
                stamps: OpenSSLTimeStamps(
                    authorities: try TrustedAuthorities(pem: try honest.root), digester: digester),
                digester: digester, entropy: { random.bytes($0) }),
            health: StampHealth(clock: clock), clock: clock, interval: interval, lagMinutesMax: 180,
            logger: bench.root.logger)
    }

    private func answerOne() async throws {
        let answer = try await bench.asAgent(Self.email, purpose: "arrange_delivery")
        #expect(answer.status == 200)
    }

    @Test("a log that grew gets a stamp and a leaf that names it; its own leaf is no reason for another")
    func stamps() async throws {
        let service = try service(honest)
        var state = service.beginning
        #expect(await service.round(&state))
        #expect(try store.sizes() == [])
        try await answerOne()
        #expect(await service.round(&state))
        let sizes = try store.sizes()
        #expect(sizes.count == 1)
        #expect(await service.round(&state))
        #expect(try store.sizes() == sizes)
        try await answerOne()
        #expect(await service.round(&state))
        #expect(try store.sizes().count == 2)
        let leaves = try await bench.root.ledger.leaves(
            of: "default", matching: LeafQuery(types: [.timeStamp])
        ).leaves.map { try Leaf(bytes: $0.bytes) }
        let digests = try store.sizes().map { try store.stamp(size: $0).digest(SodiumDigester()) }
        #expect(leaves.map { $0.publicMembers["stamp"] } == digests)
        let lines = service.health.lines()
        #expect(lines.contains("throughline_time_stamps_total{outcome=\"kept\"} 2"))
        #expect(lines.contains("throughline_time_stamp_lag_seconds 0"))
    }

    @Test("an export carries the stamps; openssl verifies them, and they bound the leaves")
    func export() async throws {
        let service = try service(honest)
        var state = service.beginning
        try await answerOne()
        #expect(await service.round(&state))
        try await answerOne()
        let directory = bench.folder.path + "/log"
        _ = try await GatewayRoot.export(bench.root.ledger, tenant: "default", year: year, to: directory)
        let size = try #require(try store.sizes().first)
        let said = try honest.run([
            "ts", "-verify", "-data", "\(directory)/stamps/\(size).checkpoint", "-in",
            "\(directory)/stamps/\(size).tsr", "-CAfile", "ca.pem",
        ])
        #expect(said.contains("Verification: OK"))
        let key = try GatewayRoot.verifierKey(bench.configuration, tenant: "default", year: year)
        let digester = SodiumDigester()
        let stamp = try store.stamp(size: size).verified(
            by: [key], with: SodiumVerifier(), stamps: service.stamper.stamps, digester: digester)
        let bounds = TimeBounds(stamps: [stamp], mentions: [.init(index: size, digest: stamp.digest)])
        #expect(bounds.bounds(ofLeaf: size - 1).latest == stamp.stamp.latest)
        #expect(bounds.bounds(ofLeaf: size + 1).earliest == stamp.stamp.earliest)
    }

    @Test("files of stamps are the gateway's alone, and a stamp is never replaced")
    func files() async throws {
        let service = try service(honest)
        var state = service.beginning
        try await answerOne()
        #expect(await service.round(&state))
        let size = try #require(try store.sizes().first)
        for content in StampFile.Content.allCases {
            let path = store.directory + "/" + StampFile(size: size, content).name
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        let stamp = try store.stamp(size: size)
        #expect(throws: LedgerFailure.self) { try store.keep(stamp) }
        // A checkpoint whose token was never written, as after a crash between both, does not count.
        try FileManager.default.removeItem(
            atPath: store.directory + "/" + StampFile(size: size, .token).name)
        #expect(try store.sizes() == [])
        #expect(throws: LogReadFailure.missing) { try store.bytes(of: StampFile(size: size, .checkpoint)) }
        try store.keep(stamp)
        #expect(try store.stamp(size: size) == stamp)
    }

    @Test("while the authority hangs, answers go on as if there were none")
    func hung() async throws {
        let asked = Mutex(0)
        let service = try service(HungAuthority { asked.withLock { $0 += 1 } })
        try await answerOne()
        let stamping = Task {
            var state = service.beginning
            return await service.round(&state)
        }
        while asked.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
        for _ in 0..<5 { try await answerOne() }
        #expect(asked.withLock { $0 } == 1)
        #expect(try store.sizes() == [])
        stamping.cancel()
        #expect(await stamping.value == false)
        let report = try await bench.verifyLog()
        #expect(report.isSound)
    }

    @Test("an authority that stamps other bytes is refused, told once, and alarmed when leaves wait too long")
    func lying() async throws {
        let service = try service(LyingAuthority(honest: honest))
        var state = service.beginning
        try await answerOne()
        for _ in 0..<3 { #expect(await service.round(&state) == false) }
        #expect(try store.sizes() == [])
        let told = { (text: String) in bench.journal.text.components(separatedBy: text).count - 1 }
        #expect(told("error a checkpoint was not stamped") == 1 && told("message imprint mismatch") == 1)
        #expect(told("leaves wait too long") == 0)
        clock.advance(milliseconds: 240 * 60_000)
        for _ in 0..<3 { #expect(await service.round(&state) == false) }
        #expect(told("critical leaves wait too long for a time stamp") == 1)
        let lines = service.health.lines()
        #expect(lines.contains("throughline_time_stamps_total{outcome=\"refused\"} 6"))
        #expect(lines.contains("throughline_time_stamp_alarm 1"))
        let leaves = try await bench.root.ledger.leaves(
            of: "default", matching: LeafQuery(types: [.timeStamp]))
        #expect(leaves.leaves.isEmpty)
        let sound = StampService(
            tenants: service.tenants,
            stamper: Stamper(
                ledger: bench.root.ledger, authority: honest, stamps: service.stamper.stamps,
                digester: SodiumDigester(), entropy: service.stamper.entropy),
            health: service.health, clock: clock, interval: service.interval, lagMinutesMax: 180,
            logger: service.logger)
        #expect(await sound.round(&state))
        #expect(told("notice checkpoints are stamped again") == 1)
        #expect(service.health.lines().contains("throughline_time_stamp_alarm 0"))
        // The manual clock runs four hours ahead of the authority's: worth a line, and no reason to lose evidence.
        #expect(told("the time-stamp authority's clock and ours differ") == 1)
    }

    @Test("a stamp whose leaf cannot be written is named later, before another stamp is asked for")
    func namedLater() {
        let log = StampedLog(tenant: "default", year: 2026)
        let stamp = KeptStamp(
            log: log, size: 10, digest: "ab",
            stamp: TimeStamp(
                time: Timestamp(milliseconds: 0), resolutionMilliseconds: 1, accuracyMilliseconds: nil,
                serial: "1", authority: "CN=clock", hashAlgorithm: "SHA-256"))
        var progress = StampProgress()
        #expect(!progress.knows(log))
        progress.begin(log, stampedSize: 4)
        #expect(!progress.isDue(log, size: 4) && progress.isDue(log, size: 5))
        #expect(progress.firstUnstamped(log, size: 9) == 4)
        progress.kept(stamp)
        #expect(progress.unnamed(log) == stamp && !progress.isDue(log, size: 10))
        progress.named(stamp, at: 12)
        #expect(progress.unnamed(log) == nil && progress.isDue(log, size: 13))
        progress.kept(stamp)
        progress.named(stamp, at: 10)
        #expect(!progress.isDue(log, size: 11) && progress.firstUnstamped(log, size: 12) == 11)
    }

    @Test("a stamp that a crash left without its leaf is named by the next run, and only once")
    func resumed() async throws {
        let service = try service(honest)
        try await answerOne()
        let ledger = bench.root.ledger
        let text = try #require(try await ledger.latestCheckpoint(of: "default", year: year))
        let note = try SignedNote(parsing: Array(text.utf8))
        let size = try #require(Checkpoint(text: note.text)?.size)
        let kept = try await service.stamper.stamp(
            Array(text.utf8), size: size, of: StampedLog(tenant: "default", year: year))
        for _ in 0..<2 {
            var state = service.beginning
            #expect(await service.round(&state))
            let leaves = try await ledger.leaves(of: "default", matching: LeafQuery(types: [.timeStamp]))
                .leaves
            let named = try leaves.map { try Leaf(bytes: $0.bytes).publicMembers["stamp"] }
            #expect(named == [kept.digest])
            #expect(try store.sizes() == [size])
        }
    }

    @Test("the public log lists sizes and serves both files; other tenants, years and names are absent")
    func publicLog() async throws {
        let service = try service(honest)
        var state = service.beginning
        try await answerOne()
        let log = LedgerPublicLog(ledger: bench.root.ledger, witnessing: nil)
        #expect(await log.stamps(tenant: "default", year: year) == .found([]))
        #expect(await service.round(&state))
        let size = try #require(try store.sizes().first)
        let stamp = try store.stamp(size: size)
        #expect(await log.stamps(tenant: "default", year: year) == .found(Array("\(size)\n".utf8)))
        #expect(
            await log.stamp(StampFile(size: size, .token), tenant: "default", year: year)
                == .found(stamp.token))
        #expect(
            await log.stamp(StampFile(size: size, .checkpoint), tenant: "default", year: year)
                == .found(stamp.checkpoint))
        #expect(await log.stamp(StampFile(size: 0, .token), tenant: "default", year: year) == .absent)
        #expect(await log.stamps(tenant: "outlet", year: year) == .absent)
        #expect(await log.stamp(StampFile(size: size, .token), tenant: "default", year: 1999) == .absent)
    }
}

/// Takes a question and never answers; ends when its caller gives up.
private struct HungAuthority: TimeStampAuthority {
    let asked: @Sendable () -> Void

    func reply(to query: [UInt8]) async throws(TimeStampAuthorityFailure) -> [UInt8] {
        asked()
        try? await Task.sleep(for: .seconds(3_600))
        throw .late(seconds: 3_600)
    }
}

/// Stamps other bytes than it was asked to, with the right nonce and a sound signature.
private struct LyingAuthority: TimeStampAuthority {
    let honest: LocalTimeStampAuthority

    func reply(to query: [UInt8]) async throws(TimeStampAuthorityFailure) -> [UInt8] {
        var query = query
        // A byte of the imprint: 2 of the frame, 3 of the version, 2 and 15 and 2 before the digest.
        query[30] ^= 1
        return try await honest.reply(to: query)
    }
}
