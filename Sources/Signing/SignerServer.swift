import Conversations
import Glibc

/// Serves one signer on one unix socket, to one client at a time.
///
/// Whoever connects is checked by its user before a byte is read. A second client hears the public key and that
/// the seat is taken. A client that sends half a question or nonsense loses the seat.
public struct SignerServer: ~Copyable {
    /// How long a client may take for the rest of a question or for taking an answer.
    private static let patience: Duration = .seconds(2)

    private let listener: Int32
    private let path: String
    private let group: gid_t?
    private let report: @Sendable (String) -> Void
    private var client: Int32?

    /// Listens; nobody is answered yet.
    ///
    /// - Parameters:
    ///   - path: of the socket; mode 0600, or 0660 with a group.
    ///   - group: whose members may ask besides this user, by name or number; `nil` for nobody.
    ///   - report: gets a line for every client that is sent away.
    /// - Throws: ``SignerSocketProblem``.
    public init(
        path: String, group: String? = nil, report: @escaping @Sendable (String) -> Void
    ) throws(SignerSocketProblem) {
        var number: gid_t?
        if let group { number = try LocalSocket.group(group) }
        listener = try LocalSocket.listen(at: path, group: number)
        self.group = number
        self.path = path
        self.report = report
    }

    deinit {
        if let client { close(client) }
        close(listener)
        _ = unsafe unlink(path)
    }

    /// Answers until told to stop.
    ///
    /// - Parameters:
    ///   - desk: decides and signs.
    ///   - isStopped: asked at least every tenth of a second.
    public mutating func run(_ desk: inout SignerDesk, until isStopped: () -> Bool) {
        while !isStopped() {
            var waiting = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            if let client { waiting.append(pollfd(fd: client, events: Int16(POLLIN), revents: 0)) }
            guard unsafe poll(&waiting, nfds_t(waiting.count), 100) > 0 else { continue }
            if waiting.count == 2, waiting[1].revents != 0, let client { answer(client, &desk) }
            if waiting[0].revents != 0 { welcome(publicKey: desk.publicKey) }
        }
    }

    private mutating func welcome(publicKey: [UInt8]) {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        guard LocalSocket.isWelcome(socket, group: group) else {
            report("REFUSED a client of another user")
            close(socket)
            return
        }
        let greeting = SignerAnswer.greeting(publicKey: publicKey, isTaken: client != nil)
        let isHeard: Void? = try? Frame.send(greeting.document, to: socket, by: .now + Self.patience)
        if client == nil, isHeard != nil { client = socket } else { close(socket) }
    }

    private mutating func answer(_ socket: Int32, _ desk: inout SignerDesk) {
        do {
            let document = try Frame.receive(from: socket, by: .now + Self.patience)
            let question = try SignerQuestion(document)
            try Frame.send(desk.answer(question).document, to: socket, by: .now + Self.patience)
            try desk.sent()
        } catch {
            if error as? FrameFailure != .closed { report("REFUSED a client that does not speak as agreed") }
            close(socket)
            client = nil
        }
    }
}
