import Foundation
import Glibc

/// An HTTP server of a few lines on a free port of this machine, which answers as a test wants, or not at all.
public final class LocalResponder: Sendable {
    /// What happens to one request.
    public enum Reply: Sendable {
        /// A whole answer.
        case whole(status: Int, contentType: String, body: [UInt8])
        /// A redirect to elsewhere.
        case redirect(to: String)
        /// Nothing: the connection stays open and silent until the client goes.
        case silence
        /// A head and then a byte now and then, without an end.
        case drip(contentType: String, everyMilliseconds: UInt32)
        /// The start of a head and then a byte now and then, without an end.
        case dripHead(everyMilliseconds: UInt32)
        /// The connection closes.
        case close
    }

    /// The port that it listens on.
    public let port: Int
    private let listener: Int32

    /// Why it does not listen.
    public struct Failure: Error {
        /// The call that failed.
        public let call: String
    }

    /// Listens on the loopback address and answers each request, on a thread each, with what a function makes of its body.
    ///
    /// - Throws: ``Failure`` naming the call.
    public init(_ answer: @escaping @Sendable ([UInt8]) -> Reply) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw Failure(call: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var count = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(listener, generic, count) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, generic, &count) == 0
            }
        }
        guard isListening else {
            close(listener)
            throw Failure(call: "bind")
        }
        self.listener = listener
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    close(listener)
                    return
                }
                Thread.detachNewThread { Self.serve(connection, answer) }
            }
        }
    }

    // WHY it does not close: the thread that accepts would go on with a number that may be somebody else's by then.
    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func serve(_ connection: Int32, _ answer: ([UInt8]) -> Reply) {
        defer { close(connection) }
        guard let body = body(from: connection) else { return }
        switch answer(body) {
        case .whole(let status, let type, let body):
            let head =
                "HTTP/1.1 \(status) Reply\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
            _ = send(Array("\(head)Connection: close\r\n\r\n".utf8) + body, to: connection)
        case .redirect(let place):
            let head = "HTTP/1.1 302 Found\r\nLocation: \(place)\r\nContent-Length: 0\r\n"
            _ = send(Array("\(head)Connection: close\r\n\r\n".utf8), to: connection)
        case .silence: _ = receive(from: connection)
        case .drip(let type, let pause):
            let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: 16000\r\n\r\n"
            drip(after: head, everyMilliseconds: pause, to: connection)
        case .dripHead(let pause):
            drip(after: "HTTP/1.1 200 OK\r\nX-Slow: ", everyMilliseconds: pause, to: connection)
        case .close: break
        }
    }

    private static func drip(after start: String, everyMilliseconds pause: UInt32, to connection: Int32) {
        var isThere = send(Array(start.utf8), to: connection)
        while isThere {
            usleep(pause * 1_000)
            isThere = send([0x30], to: connection)
        }
    }

    /// The body of one request; `nil` when the client went before its end.
    private static func body(from connection: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            if let end = headEnd(of: bytes) {
                let head = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
                let line = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                let count = line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
                if bytes.count >= end + count { return Array(bytes[end..<(end + count)]) }
            }
            let chunk = receive(from: connection)
            guard !chunk.isEmpty else { return nil }
            bytes += chunk
        }
    }

    private static func headEnd(of bytes: [UInt8]) -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard bytes.count >= mark.count else { return nil }
        return (mark.count...bytes.count).first { bytes[($0 - mark.count)..<$0].elementsEqual(mark) }
    }

    private static func receive(from connection: Int32) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe recv(connection, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer.prefix(count)) : []
    }

    private static func send(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = Array(bytes[sent...])
            let count = unsafe Glibc.send(connection, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
