import AuditHTTP
import Foundation
import Logging
import ServiceLifecycle

/// Posts the report of audit reads to somebody outside compliance, line by line and in order; retries until it is taken.
///
/// What was taken stands in a file beside the report, so that a restart neither loses nor repeats lines (a line may come
/// twice when the gateway is killed between the answer and the note of it; its `leaf` tells).
struct ReadReportPosting: Service {
    let file: ReadReportFile
    let post: ReportPost
    let pauseMaxMilliseconds: Int
    let logger: Logger

    /// The most bytes of one post.
    private static let bytesMax = 256 << 10

    private var markPath: String { file.path + ".posted" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = 250
            while !Task.isCancelled {
                let isDone = await round()
                pause = isDone ? 250 : min(pause * 2, pauseMaxMilliseconds)
                do { try await Task.sleep(for: .milliseconds(pause)) } catch { return }
            }
        }
    }

    /// Posts the lines that wait, a bounded number of bytes at once; whether all of it was taken.
    func round() async -> Bool {
        while !Task.isCancelled {
            let start = mark()
            let lines = waiting(from: start)
            guard !lines.isEmpty else { return true }
            guard await post.send(lines) else {
                logger.error("the report of audit reads was not taken, it will be sent again")
                return false
            }
            guard note(start + UInt64(lines.count)) else { return false }
        }
        return false
    }

    /// How many bytes of the report were taken.
    private func mark() -> UInt64 {
        let text = (try? String(contentsOfFile: markPath, encoding: .utf8)) ?? "0"
        return UInt64(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    private func note(_ position: UInt64) -> Bool {
        do {
            try Data("\(position)\n".utf8).write(to: URL(fileURLWithPath: markPath), options: .atomic)
            return true
        } catch {
            logger.error("how far the report of audit reads was sent cannot be noted")
            return false
        }
    }

    /// Whole lines after a position.
    private func waiting(from start: UInt64) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: file.path) else { return [] }
        defer { try? handle.close() }
        guard let end = try? handle.seekToEnd() else { return [] }
        // WHY: a report that got shorter was rotated; the new one is sent from its start.
        guard (try? handle.seek(toOffset: start <= end ? start : 0)) != nil,
            let data = try? handle.read(upToCount: Self.bytesMax), let last = data.lastIndex(of: 0x0A)
        else { return [] }
        return Array(data[...last])
    }
}
