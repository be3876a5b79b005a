import RuleFiles

extension GatewayConfiguration {
    /// Who must have seen the log, and how long it may go unseen.
    public struct Witnesses: Hashable, Sendable {
        /// The policy file (C2SP tlog-policy) that states the quorum; its witnesses need submission prefixes.
        public let policy: String
        /// How old the oldest leaf without a quorum may be before outside callers are held, 1 to 86,400 seconds.
        public let lagSeconds: Int
        /// How long one submission may take, 50 to 60,000 milliseconds.
        public let timeoutMilliseconds: Int

        init(_ node: RuleNode, path: (String) -> String) throws(RuleFileProblem) {
            try node.allowOnly(["policy", "lag_seconds", "timeout_ms"])
            policy = path(try node.member("policy").text())
            lagSeconds = try node.member("lag_seconds").int(in: 1...86_400)
            timeoutMilliseconds = try node.member("timeout_ms").int(in: 50...60_000)
        }
    }
}
