import AuditHTTP
import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Hummingbird
import Ledger
import Logging
import RuleFiles
import Synchronization
import Testing

@testable import Gateway

@Suite("Telling somebody outside compliance")
struct ReadReportTests {
    private let page = AuditPage(limit: 10)

    @Test(
        "every read and export is a line before its answer: who, when, which filters by name, how many; no customer"
    )
    func lines() async throws {
        let audit = try AuditBench()
        let view = try await audit.bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        #expect(view.status == 200)
        let customer = try #require(try await audit.leaves(.disclosure).last?.customer)
        let filter = try audit.filter(
            ("customer", customer.description), ("type", "disclosure"), ("type", "hold"))
        #expect(await audit.ask(.leaves(filter, page)).status == 200)
        let export = await audit.ask(.export(filter, .csv, AuditPage(limit: 10, isOpened: true)))
        let lines = try audit.reported()
        try #require(lines.count == 2)
        #expect(lines[0]["kind"] == "leaves" && lines[1]["kind"] == "export" && lines[1]["format"] == "csv")
        #expect(lines.map { $0["opened"] } == [false, true])
        for line in lines {
            #expect(line["reader"] == "compliance-1" && line["leaves"] == 1)
            #expect(line["filters"] == ["customer", "type"])
            #expect(!line.text().contains(customer.description) && !line.text().contains("daniel"))
        }
        #expect(lines[1]["leaf"]?.string == export.answer.leaf?.description)
        #expect(
            await audit.ask(.leaves(filter, page), as: AuditBench.caller("agent", "agent-1")).status == 403)
        #expect(try audit.reported().count == 2, "a refusal gave nothing to read")
    }

    @Test(
        "when the report cannot be written nothing is answered, though the leaf says that it was about to be")
    func unwritable() async throws {
        let audit = try AuditBench()
        let path = try #require(audit.bench.configuration.audit).reportFile
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let answer = await audit.ask(.leaves(LeafFilter(), page))
        #expect(answer.status == 503 && answer.document["code"] == "audit_unavailable")
        #expect(try await audit.leaves(.auditRead).count == 1)
    }

    @Test("when the leaf cannot be written nothing is answered and nothing reported")
    func unrecorded() async throws {
        let audit = try AuditBench()
        audit.bench.root.ledger.close()
        #expect(await audit.ask(.leaves(LeafFilter(), page)).status == 503)
        #expect(try audit.reported().isEmpty)
    }

    @Test("production does not read without a report, and a report inside the ledger's folder is refused")
    func configuration() throws {
        let example = try String(
            contentsOfFile: DemoBench.checkout + "/throughline.example.yaml", encoding: .utf8)
        func read(_ text: String) throws -> GatewayConfiguration {
            let path = FileManager.default.temporaryDirectory.path + "/audit-\(UUID().uuidString).yaml"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            defer { try? FileManager.default.removeItem(atPath: path) }
            return try GatewayConfiguration(path: path)
        }
        #expect(try read(example).audit?.openingsPerDay == 20)
        let signed = example + "\nsigners:\n  author: a\n  compliance: b\n"
        let production = signed.replacing("mode: demo", with: "mode: production")
        #expect(try read(production).audit != nil)
        let start = try #require(production.range(of: "\naudit:\n"))
        let end = try #require(
            production.range(of: "openings_per_day: 20", range: start.upperBound..<production.endIndex))
        var silent = production
        silent.removeSubrange(start.upperBound..<end.upperBound)
        silent = silent.replacing("\naudit:\n", with: "\n")
        for (text, found) in [
            (silent, "demands audit"),
            (
                example.replacing("file: reports/audit-reads.jsonl", with: "file: ledger/reads.jsonl"),
                "outside the ledger"
            ),
            (example.replacing("# url: https://dpo", with: "url: http://dpo"), "expected https"),
            (example.replacing("openings_per_day: 20", with: "openings_per_day: -1"), "from 0 to 10000"),
            (example.replacing("openings_per_day: 20", with: "openings_per_dya: 20"), "openings_per_day"),
        ] {
            #expect("\(found)") { try read(text) } throws: { ("\($0)").contains(found) }
        }
    }

    @Test(
        "lines are posted in order, again until they are taken, and after a restart from where they were taken"
    )
    func posted() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/reads-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try LineFile(path: folder + "/reads.jsonl")
        let receiver = Receiver(failing: 2)
        try await receiver.serve { url in
            let posting = try Self.posting(file, url)
            func report(_ number: UInt8) throws {
                var read = AuditRead(kind: .leaf)
                read.isOpened = false
                try file.append(
                    line: ReadReport(
                        read,
                        leaf: ULID(
                            at: Timestamp(milliseconds: 1), entropy: [UInt8](repeating: number, count: 10)),
                        AuditBench.officer
                    ).line)
            }
            for number in 1...3 { try report(UInt8(number)) }
            #expect(await posting.round() == false)
            #expect(await posting.round() == false)
            #expect(await posting.round())
            try report(4)
            #expect(try await Self.posting(file, url).round())
        }
        let written = try String(contentsOfFile: file.path, encoding: .utf8)
        #expect(receiver.taken == written && written.split(separator: "\n").count == 4)
    }

    private static func posting(_ file: LineFile, _ url: String) throws -> LinePosting {
        let logger = Logger(label: "test")
        return try LinePosting(
            posted: PostedLines(file: file, logger: logger), post: #require(ReportPost(url: url)),
            pauseMaxMilliseconds: 10, logger: logger)
    }

    @Test(
        "a rotated file is posted from its start, once, whether it was moved away or cut short",
        arguments: [true, false])
    func rotated(_ isMoved: Bool) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/lines-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try LineFile(path: folder + "/lines.jsonl")
        let posted = PostedLines(file: file, logger: Logger(label: "test"))
        try file.append(line: Array("first\nsecond\n".utf8))
        let both = try #require(try posted.waiting(bytesMax: 1_024))
        #expect(both.first.bytes == Array("first\n".utf8))
        #expect(posted.note(both.first))
        #expect(try posted.waiting(bytesMax: 1_024)?.bytes == Array("second\n".utf8))
        #expect(try posted.note(both) && posted.waiting(bytesMax: 1_024) == nil)
        if isMoved {
            try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".1")
            try file.append(line: Array("a third one, longer than both\n".utf8))
        } else {
            try Data().write(to: URL(fileURLWithPath: file.path))
            try file.append(line: Array("third\n".utf8))
        }
        let third = try #require(try posted.waiting(bytesMax: 1_024))
        #expect(String(decoding: third.bytes, as: UTF8.self).contains("third"))
        #expect(try posted.note(third) && posted.waiting(bytesMax: 1_024) == nil)
        try file.append(line: Array("fourth\n".utf8))
        #expect(try posted.waiting(bytesMax: 1_024)?.bytes == Array("fourth\n".utf8))
    }
}

/// Takes posts on a free port after refusing some.
private final class Receiver: Sendable {
    private struct State {
        var failing: Int
        var taken = ""
    }

    // Guarded by the mutex.
    private let state: Mutex<State>

    init(failing: Int) { state = Mutex(State(failing: failing)) }

    var taken: String { state.withLock { $0.taken } }

    func serve(_ visit: @escaping @Sendable (String) async throws -> Void) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let router = Router()
        router.post("/reads") { request, _ in
            let text = String(buffer: try await request.body.collect(upTo: 1 << 20))
            let isTaken = self.state.withLock { state in
                guard state.failing == 0 else {
                    state.failing -= 1
                    return false
                }
                state.taken += text
                return true
            }
            return Response(status: isTaken ? .noContent : .serviceUnavailable)
        }
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "receiver", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            for await number in ports {
                try await visit("http://127.0.0.1:\(number)/reads")
                break
            }
            group.cancelAll()
        }
    }
}
