import AuditHTTP
import Foundation
import RuleFiles

extension GatewayConfiguration {
    /// Who stamps checkpoints from outside, and how often.
    public struct TimeStamps: Hashable, Sendable {
        /// Where the authority answers (RFC 3161 over HTTP).
        public let url: String
        /// The PEM file of the authorities that are trusted, and no others.
        public let authorities: String
        /// Minutes between two stamps of a log that grows, 1 to 1,440.
        public let everyMinutes: Int
        /// Seconds that one exchange may take, 1 to 120.
        public let deadlineSeconds: Int
        /// After how many minutes without a stamp over a leaf there is an alarm; more than ``everyMinutes``.
        public let lagMinutesMax: Int
    }

    /// Reads the member `time_stamps`; `nil` without it.
    ///
    /// - Throws: ``RuleFileProblem`` naming line, what was expected and what was found.
    static func timeStamps(_ root: RuleNode, in folder: String) throws(RuleFileProblem) -> TimeStamps? {
        guard let node = try root.optional("time_stamps") else { return nil }
        try node.allowOnly(["url", "ca", "every_minutes", "deadline_seconds", "lag_minutes_max"])
        let url = try node.member("url")
        guard isAuthorityURL(try url.text()) else {
            throw url.problem("expected a URL of http or https with a host and without a user or a secret")
        }
        let file = try node.member("ca").text()
        let every = try node.member("every_minutes").int(in: 1...1_440)
        let lag = try node.member("lag_minutes_max")
        let lagMinutesMax = try lag.int(in: 2...43_200)
        guard lagMinutesMax > every else {
            throw lag.problem("expected more than every_minutes (\(every)), found \(lagMinutesMax)")
        }
        return TimeStamps(
            url: try url.text(), authorities: file.hasPrefix("/") ? file : folder + "/" + file,
            everyMinutes: every,
            deadlineSeconds: try node.member("deadline_seconds").int(
                in: HTTPTimeStampAuthority.deadlineBounds),
            lagMinutesMax: lagMinutesMax)
    }

    private static func isAuthorityURL(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else {
            return false
        }
        return ["http", "https"].contains(parts.scheme) && parts.user == nil && parts.password == nil
            && parts.query == nil && parts.fragment == nil
    }
}
