import AuditHTTP
import Conversations
import Logging
import ServiceLifecycle

/// Posts events one by one and in order; tries again with growing pauses, and lays aside what nobody takes.
struct EventPosting: Service {
    let posted: PostedLines
    let deadLetters: LineFile
    let post: EventPost
    let signature: WebhookSignature
    let attemptsMax: Int
    /// The first pause between two tries; each further one is twice as long, up to ten minutes.
    let pauseMilliseconds: Int
    let clock: any WallClock
    let logger: Logger

    private static let pauseMax = 600_000
    /// Between two rounds, in milliseconds: after a good one, and at most after those that were not.
    private static let (roundPause, roundPauseMax) = (250, 10_000)
    private static let eventBytesMax = 64 << 10

    func run() async throws {
        await inRounds(from: Self.roundPause) { pause in
            pause = await round() ? Self.roundPause : min(pause * 2, Self.roundPauseMax)
            return .milliseconds(pause)
        }
    }

    /// Posts every event that waits; whether all of them were read and taken.
    func round() async -> Bool {
        var isClean = true
        while !Task.isCancelled {
            let waiting: PostedLines.Stretch?
            do { waiting = try posted.waiting(bytesMax: Self.eventBytesMax) } catch {
                posted.complain(error)
                return false
            }
            guard let event = waiting?.first else { break }
            let isTaken = await deliver(event.bytes)
            guard !Task.isCancelled || isTaken else { return false }
            if !isTaken {
                isClean = false
                do { try deadLetters.append(line: event.bytes) } catch {
                    logger.critical("an event that nobody took cannot be laid aside, it is tried again")
                    return false
                }
                logger.critical("a review event was laid aside after its last try")
            }
            guard posted.note(event) else { return false }
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
}
