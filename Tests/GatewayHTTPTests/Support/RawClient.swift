import NIOCore
import NIOPosix

/// Writes bytes to a port as they are and gives back what comes until the peer closes.
enum RawClient {
    struct Silence: Error {}

    /// Writes the parts one after the other, with a pause in between.
    static func exchange(
        _ parts: [String], port: Int, pauseMilliseconds: Int = 20
    ) async throws -> String {
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await talk(parts, port: port, pauseMilliseconds: pauseMilliseconds) }
            group.addTask {
                try await Task.sleep(for: .seconds(15))
                throw Silence()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
    }

    private static func talk(
        _ parts: [String], port: Int, pauseMilliseconds: Int
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "localhost", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            for part in parts {
                do { try await outbound.write(ByteBuffer(string: part)) } catch { break }
                try await Task.sleep(for: .milliseconds(pauseMilliseconds))
            }
            var text = ""
            do {
                for try await buffer in inbound { text += String(buffer: buffer) }
            } catch {
                // WHY: a peer that closes while we still write resets the connection; what came before counts.
                if text.isEmpty { throw error }
            }
            return text
        }
    }
}
