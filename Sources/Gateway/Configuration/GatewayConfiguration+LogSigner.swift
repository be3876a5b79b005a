import RuleFiles

extension GatewayConfiguration {
    /// Who holds a key that signs the log.
    public enum LogSigner: Hashable, Sendable {
        /// The files `log-signing.key` and, while a rotation is under way, `log-signing-next.key` of the keys folder.
        case files
        /// A descriptor that whoever started the gateway opened; read once, at the start.
        case descriptor(Int32)
        /// A signer process at a unix socket; how long one question may take, in milliseconds, 50 to 10,000.
        case socket(path: String, timeoutMilliseconds: Int)

        init(_ node: RuleNode, absolute: (String) -> String) throws(RuleFileProblem) {
            try node.allowOnly(["fd", "socket", "timeout_ms"])
            let (descriptor, socket) = (try node.optional("fd"), try node.optional("socket"))
            let timeout = try node.optional("timeout_ms")
            if let descriptor, socket == nil, timeout == nil {
                self = .descriptor(Int32(try descriptor.int(in: 3...1_048_576)))
            } else if let socket, descriptor == nil {
                self = .socket(
                    path: absolute(try socket.text()),
                    timeoutMilliseconds: try timeout?.int(in: 50...10_000) ?? 1_000)
            } else {
                throw node.problem("expected either `fd`, or `socket` and perhaps `timeout_ms`")
            }
        }
    }

    /// The same gateway with the log's key from a descriptor.
    ///
    /// - Parameter descriptor: 3 or more, open for reading.
    /// - Returns: a configuration that differs in nothing else.
    public func readingLogKey(from descriptor: Int32) -> GatewayConfiguration {
        var changed = self
        changed.logSigner = .descriptor(descriptor)
        return changed
    }
}
