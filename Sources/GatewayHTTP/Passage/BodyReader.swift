import Hummingbird
import NIOCore

/// Reads a body within bounds of bytes and time.
struct BodyReader: Sendable {
    /// The longest body that is kept.
    let bytesMax: Int
    /// How far a longer one, or one that nobody wants, is read, so that the client gets to see its answer.
    let skipBytesMax: Int
    /// How long it may take.
    let seconds: Int

    init(_ configuration: DoorConfiguration) {
        bytesMax = configuration.bodyBytesMax
        skipBytesMax = max(configuration.bodyBytesMax, 8 << 20)
        seconds = configuration.bodySeconds
    }

    enum Reading: Equatable, Sendable {
        /// The whole body.
        case complete([UInt8])
        /// Over the limit, and whether its end was reached.
        case tooLarge(isEnded: Bool)
        /// The end did not come in time.
        case late
    }

    /// Reads to the end, to the bound or to the deadline; throws when the connection fails.
    func read(_ body: RequestBody) async throws -> Reading {
        try await withDeadline(.late) { try await collect(body) }
    }

    /// Reads and forgets, within the same bounds; whether the end was reached.
    func skip(_ body: RequestBody) async throws -> Bool {
        try await withDeadline(false) {
            var count = 0
            for try await buffer in body {
                count += buffer.readableBytes
                if count > skipBytesMax { return false }
            }
            return true
        }
    }

    private func withDeadline<Result: Sendable>(
        _ late: Result, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                return late
            }
            defer { group.cancelAll() }
            return try await group.next() ?? late
        }
    }

    private func collect(_ body: RequestBody) async throws -> Reading {
        var bytes: [UInt8] = []
        var count = 0
        for try await buffer in body {
            count += buffer.readableBytes
            if count <= bytesMax {
                bytes += buffer.readableBytesView
            } else if count > skipBytesMax {
                return .tooLarge(isEnded: false)
            }
        }
        return count <= bytesMax ? .complete(bytes) : .tooLarge(isEnded: true)
    }
}
