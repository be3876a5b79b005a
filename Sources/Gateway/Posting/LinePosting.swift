import AuditHTTP
import Logging
import ServiceLifecycle

/// Posts a file's lines to somebody outside, some lines at once and in order, until they are taken.
struct LinePosting: Service {
    let posted: PostedLines
    let post: ReportPost
    let pauseMaxMilliseconds: Int
    let logger: Logger

    /// The most bytes of one post.
    private static let bytesMax = 256 << 10
    private static let pauseMilliseconds = 250

    func run() async throws {
        await inRounds(from: Self.pauseMilliseconds) { pause in
            pause = await round() ? Self.pauseMilliseconds : min(pause * 2, pauseMaxMilliseconds)
            return .milliseconds(pause)
        }
    }

    /// Posts the lines that wait, a bounded number of bytes at once; whether all of it was read and taken.
    func round() async -> Bool {
        while !Task.isCancelled {
            let lines: PostedLines.Stretch?
            do { lines = try posted.waiting(bytesMax: Self.bytesMax) } catch {
                posted.complain(error)
                return false
            }
            guard let lines else { return true }
            guard await post.send(lines.bytes) else {
                logger.error(
                    "lines were not taken, they will be sent again",
                    metadata: ["file": "\(posted.file.name)"])
                return false
            }
            guard posted.note(lines) else { return false }
        }
        return false
    }
}
