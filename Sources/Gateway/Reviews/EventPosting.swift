import AuditHTTP
import Conversations
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Posts events one by one and in order; tries again with growing pauses, and lays aside what nobody takes.
///
/// How far it came stands in a file beside the events, so that a restart neither loses nor reorders any; an event may come
/// twice when the gateway is killed between the answer and the note of it, with the same id.
struct EventPosting: Service {
    let file: ReadReportFile
    let deadLetters: ReadReportFile
    let post: EventPost
    let signature: WebhookSignature
    let attemptsMax: Int
    /// The first pause between two tries; each further one is twice as long, up to ten minutes.
    let pauseMilliseconds: Int
    let clock: any WallClock
    let logger: Logger

    private static let pauseMax = 600_000
    private static let eventBytesMax = 64 << 10
    private var markPath: String { file.path + ".posted" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                _ = await round()
                do { try await Task.sleep(for: .milliseconds(250)) } catch { return }
            }
        }
    }

    /// Posts every event that waits; whether all of them were taken.
    func round() async -> Bool {
        var isClean = true
        while !Task.isCancelled, let line = next() {
            let isTaken = await deliver(line)
            guard !Task.isCancelled || isTaken else { return false }
            if !isTaken {
                isClean = false
                do { try deadLetters.append(line: line) } catch {
                    logger.critical("an event that nobody took cannot be laid aside, it is tried again")
                    return false
                }
                logger.critical("a review event was laid aside after its last try")
            }
            guard note(mark() + UInt64(line.count)) else { return false }
        }
        return isClean
    }

    private func deliver(_ line: [UInt8]) async -> Bool {
        let body = Array(line.dropLast())
        let id = (try? JSONValue(json: body))?["id"]?.string ?? "unreadable"
        var pause = pauseMilliseconds
        for attempt in 1...max(1, attemptsMax) {
            let headers = signature.headers(id: id, at: clock.now(), body: body)
            if await post.send(body, headers: headers) == .taken { return true }
            guard attempt < attemptsMax else { break }
            do { try await Task.sleep(for: .milliseconds(pause)) } catch { return false }
            pause = min(pause * 2, Self.pauseMax)
        }
        return false
    }

    private func mark() -> UInt64 {
        let text = (try? String(contentsOfFile: markPath, encoding: .utf8)) ?? "0"
        return UInt64(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    private func note(_ position: UInt64) -> Bool {
        do {
            try Data("\(position)\n".utf8).write(to: URL(fileURLWithPath: markPath), options: .atomic)
            return true
        } catch {
            logger.error("how far review events were posted cannot be noted")
            return false
        }
    }

    /// The next whole line after the mark, with its end.
    private func next() -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: file.path) else { return nil }
        defer { try? handle.close() }
        let start = mark()
        guard let end = try? handle.seekToEnd(), start < end, (try? handle.seek(toOffset: start)) != nil,
            let data = try? handle.read(upToCount: Self.eventBytesMax), let last = data.firstIndex(of: 0x0A)
        else { return nil }
        return Array(data[...last])
    }
}
