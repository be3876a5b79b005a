import AuditHTTP
import AuditTrail
import Conversations
import DurableFiles
import Foundation
import GatewayTestSupport
import Logging
import Sodium
import Synchronization
import Testing

@testable import Gateway

@Suite("A file of the gateway that cannot be read is never taken for one that is not there")
struct UnreadableFileTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/unreadable-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    @Test("notes of key changes: none is read for some, and none is lost", arguments: Obstacle.allCases)
    func notes(obstacle: Obstacle) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func note(_ number: UInt8) -> KeyNote {
            KeyNote(
                action: .add, publicKey: [UInt8](repeating: number, count: 32), by: "ada", approvedBy: "ben",
                reason: nil)
        }
        #expect(try KeyNote.all(in: folder) == [])
        try note(1).write(in: folder)
        let path = folder + "/key-changes.json"
        try obstacle.replace(path)
        for attempt in [{ _ = try KeyNote.all(in: folder) }, { try note(2).write(in: folder) }] {
            #expect("\(obstacle)") { try attempt() } throws: {
                guard case KeyNoteProblem.unreadable(let failure) = $0 else { return false }
                return failure.path == path
            }
        }
        try obstacle.restore(path)
        try note(2).write(in: folder)
        #expect(try KeyNote.all(in: folder) == [note(1), note(2)])
    }

    @Test("a next signing key that cannot be looked at is not passed over")
    func nextKey() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try !LogKeys.hasNext(in: folder))
        try Obstacle.linkToNowhere.replace(LogKeys.nextFile(in: folder).path)
        #expect(try LogKeys.hasNext(in: folder))
        try Data().write(to: URL(fileURLWithPath: folder + "/file"))
        #expect(throws: FileFailure.self) { try LogKeys.hasNext(in: folder + "/file") }
    }

    @Test(
        "lines that cannot be read are no lines that nobody wrote: the round says so, and later none is lost",
        arguments: Obstacle.allCases)
    func lines(obstacle: Obstacle) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let taken = Mutex<[UInt8]>([])
        let receiver = try LocalResponder { body in
            taken.withLock { $0 += body }
            return .whole(status: 200, contentType: "text/plain", body: [])
        }
        let file = try LineFile(path: folder + "/lines.jsonl")
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let posting = LinePosting(
            posted: PostedLines(file: file, logger: logger),
            post: try #require(ReportPost(url: "http://127.0.0.1:\(receiver.port)/")),
            pauseMaxMilliseconds: 10, logger: logger)
        try file.append(line: Array("one\n".utf8))
        #expect(await posting.round())
        try file.append(line: Array("two\n".utf8))
        for path in [file.path, file.path + ".posted"] {
            try obstacle.replace(path)
            #expect(await posting.round() == false)
            #expect(throws: PostedLines.Problem.self) { try posting.posted.waiting(bytesMax: 100) }
            #expect(
                posting.posted.health.lines().contains(
                    "throughline_lines_unreadable{file=\"lines.jsonl\"} 1"))
            try obstacle.restore(path)
        }
        #expect(taken.withLock { $0 } == Array("one\n".utf8))
        #expect(await posting.round())
        #expect(taken.withLock { $0 } == Array("one\ntwo\n".utf8))
        #expect(
            posting.posted.health.lines().contains("throughline_lines_unreadable{file=\"lines.jsonl\"} 0"))
    }

    @Test("a line longer than one post is said, and an unfinished one is waited for")
    func longLine() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try LineFile(path: folder + "/lines.jsonl")
        let posted = PostedLines(file: file, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try file.append(line: Array("unfinished".utf8))
        #expect(try posted.waiting(bytesMax: 11) == nil)
        #expect(throws: PostedLines.Problem.lineTooLong(bytesMax: 10)) { try posted.waiting(bytesMax: 10) }
        try file.append(line: [0x0A])
        #expect(try posted.waiting(bytesMax: 11)?.bytes == Array("unfinished\n".utf8))
        #expect(throws: PostedLines.Problem.lineTooLong(bytesMax: 10)) { try posted.waiting(bytesMax: 10) }
    }
}
