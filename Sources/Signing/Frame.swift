import Conversations
import Glibc

/// Why a frame did not pass.
enum FrameFailure: Error, Equatable {
    /// The other side closed.
    case closed
    /// Nothing within the deadline.
    case late
    /// Longer than a frame may be, or not the JSON of one.
    case malformed
    /// The system refused; its error number.
    case system(Int32)
}

/// Messages on a stream socket: four bytes of length, big-endian, and canonical JSON of at most a mebibyte.
enum Frame {
    static let bytesMax = 1 << 20

    /// Sends one message before the deadline; a peer that went away is a failure, never a signal.
    static func send(
        _ document: JSONValue, to socket: Int32, by deadline: ContinuousClock.Instant
    ) throws(FrameFailure) {
        guard let body = try? document.canonicalBytes(), body.count <= bytesMax else { throw .malformed }
        let length = UInt32(body.count)
        var rest = ((0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) } + body)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(
                    socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else {
                try wait(errno, for: POLLOUT, on: socket, by: deadline)
            }
        }
    }

    /// Receives one message before the deadline.
    static func receive(
        from socket: Int32, by deadline: ContinuousClock.Instant
    ) throws(FrameFailure) -> JSONValue {
        let head = try bytes(4, from: socket, by: deadline)
        let length = head.reduce(0) { $0 << 8 | Int($1) }
        guard (1...bytesMax).contains(length) else { throw .malformed }
        let body = try bytes(length, from: socket, by: deadline)
        guard let document = try? JSONValue(json: body), (try? document.canonicalBytes()) == body else {
            throw .malformed
        }
        return document
    }

    private static func bytes(
        _ count: Int, from socket: Int32, by deadline: ContinuousClock.Instant
    ) throws(FrameFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var part = [UInt8](repeating: 0, count: min(count - bytes.count, 65_536))
            let found = unsafe recv(socket, &part, part.count, Int32(MSG_DONTWAIT))
            if found > 0 {
                bytes += part[..<found]
            } else if found == 0 {
                throw .closed
            } else {
                try wait(errno, for: POLLIN, on: socket, by: deadline)
            }
        }
        return bytes
    }

    /// Waits until the socket is ready, at most until the deadline.
    private static func wait(
        _ code: Int32, for events: Int32, on socket: Int32, by deadline: ContinuousClock.Instant
    ) throws(FrameFailure) {
        if code == EINTR { return }
        guard code == EAGAIN || code == EWOULDBLOCK else {
            throw [EPIPE, ECONNRESET, ENOTCONN].contains(code) ? .closed : .system(code)
        }
        let left = deadline - ContinuousClock.now
        guard left > .zero else { throw .late }
        var waiting = pollfd(fd: socket, events: Int16(events), revents: 0)
        let milliseconds = max(1, Int32(clamping: Int(left / .milliseconds(1))))
        if unsafe poll(&waiting, 1, milliseconds) < 0, errno != EINTR { throw .system(errno) }
    }
}
