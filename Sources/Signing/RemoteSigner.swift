public import AuditTrail
import Conversations
import Glibc
import Sodium
import Synchronization

/// The log's key in a signer process, as the gateway sees it.
///
/// Every call has a deadline; a signer that is gone, hangs or refuses is a ``SigningFailure``, so that nothing is
/// committed. A signer that was started again is found by the next call. The key is pinned at the first contact and
/// every signature is checked, so that nobody else who listens at the path is believed.
public final class RemoteSigner: CheckpointSigner {
    /// The public key that the signer showed first, 32 bytes.
    public let publicKey: [UInt8]
    private let path: String
    private let timeout: Duration
    private let report: @Sendable (String) -> Void
    // Guarded by the mutex, which is held for the length of a question: one at a time.
    private let socket = Mutex<Int32?>(nil)

    /// Connects and takes the seat.
    ///
    /// - Parameters:
    ///   - path: of the signer's socket.
    ///   - timeoutMilliseconds: how long one question may take, 50 to 10,000.
    ///   - report: gets a line for every alarm, refusal and loss; never a secret.
    /// - Throws: ``SigningFailure/unavailable`` when nobody answers, ``SigningFailure/refused(_:)`` when another client
    ///   has the seat.
    public init(
        path: String, timeoutMilliseconds: Int = 1_000, report: @escaping @Sendable (String) -> Void
    ) throws(SigningFailure) {
        self.path = path
        self.report = report
        timeout = .milliseconds(min(max(timeoutMilliseconds, 50), 10_000))
        let greeted = try Self.connect(to: path, by: .now + timeout)
        guard !greeted.isTaken else {
            close(greeted.socket)
            throw .refused("\(path): another client has the signer's seat; is another gateway running?")
        }
        publicKey = greeted.publicKey
        socket.withLock { $0 = greeted.socket }
    }

    deinit { socket.withLock { if let open = $0 { close(open) } } }

    /// The public key of whoever listens at a path, without taking the seat from the gateway that has it.
    ///
    /// - Throws: ``SigningFailure/unavailable`` when nobody answers within a second.
    public static func publicKey(at path: String) throws(SigningFailure) -> [UInt8] {
        let greeted = try connect(to: path, by: .now + .seconds(1))
        close(greeted.socket)
        return greeted.publicKey
    }

    /// One round trip for all of them.
    public func sign(_ requests: [CheckpointRequest]) throws(SigningFailure) -> [[UInt8]] {
        guard !requests.isEmpty else { return [] }
        let answer = try ask(.sign(requests))
        guard case .signatures(let signatures, let alarms) = answer, signatures.count == requests.count else {
            throw lost("the signer answers something else than asked")
        }
        for alarm in alarms { report("signer's alarm: \(alarm)") }
        for (request, signature) in zip(requests, signatures) {
            let message = Array(request.checkpoint.text.utf8)
            guard SodiumVerifier().isValid(signature: signature, of: message, publicKey: publicKey) else {
                throw lost("the signer gives a signature that does not verify")
            }
        }
        return signatures
    }

    /// Tells the signer; when it cannot be told now the next request does.
    public func confirm(_ checkpoints: [Checkpoint]) {
        guard !checkpoints.isEmpty else { return }
        _ = try? ask(.confirm(checkpoints))
    }

    /// Asks whether it is there.
    public func check() throws(SigningFailure) {
        guard case .done = try ask(.check) else { throw lost("the signer answers something else than asked") }
    }

    private func lost(_ why: String) -> SigningFailure {
        report("\(path): \(why)")
        return .unavailable
    }

    private func ask(_ question: SignerQuestion) throws(SigningFailure) -> SignerAnswer {
        let deadline = ContinuousClock.now + timeout
        let result = socket.withLock { socket -> Result<SignerAnswer, SigningFailure> in
            Result { () throws(SigningFailure) in try exchange(question, over: &socket, by: deadline) }
        }
        let answer = try result.get()
        if case .refused(let why) = answer {
            report("the signer refuses: \(why)")
            throw .refused(why)
        }
        return answer
    }

    private func exchange(
        _ question: SignerQuestion, over socket: inout Int32?, by deadline: ContinuousClock.Instant
    ) throws(SigningFailure) -> SignerAnswer {
        for attempt in 1...2 {
            let open: Int32
            if let kept = socket { open = kept } else { open = try reconnect(by: deadline) }
            socket = open
            do {
                try Frame.send(question.document, to: open, by: deadline)
                return try SignerAnswer(try Frame.receive(from: open, by: deadline))
            } catch {
                close(open)
                socket = nil
                // WHY: a signer that was started again closed the old connection; asking twice does no harm, for
                // the same checkpoint over the same base gets the same signature.
                guard error as? FrameFailure == .closed, attempt == 1 else {
                    throw lost("the signer does not answer in time")
                }
            }
        }
        throw .unavailable
    }

    private func reconnect(by deadline: ContinuousClock.Instant) throws(SigningFailure) -> Int32 {
        let greeted: Greeted
        do { greeted = try Self.connect(to: path, by: deadline) } catch { throw lost("nobody answers") }
        guard greeted.publicKey == publicKey, !greeted.isTaken else {
            close(greeted.socket)
            throw lost(
                greeted.isTaken ? "another client has the signer's seat" : "the signer holds another key now")
        }
        return greeted.socket
    }

    private struct Greeted {
        let socket: Int32
        let publicKey: [UInt8]
        let isTaken: Bool
    }

    private static func connect(
        to path: String, by deadline: ContinuousClock.Instant
    ) throws(SigningFailure) -> Greeted {
        guard let socket = try? LocalSocket.connect(to: path) else { throw .unavailable }
        guard let document = try? Frame.receive(from: socket, by: deadline),
            case .greeting(let key, let isTaken)? = try? SignerAnswer(document)
        else {
            close(socket)
            throw .unavailable
        }
        return Greeted(socket: socket, publicKey: key, isTaken: isTaken)
    }
}
