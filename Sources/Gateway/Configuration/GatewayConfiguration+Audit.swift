import AuditHTTP
import RuleFiles

extension GatewayConfiguration {
    /// Who is told of reads of the audit log, and how many bodies one person may be given.
    public struct Audit: Hashable, Sendable {
        /// The file that every read is appended to, JSON Lines, outside the ledger's folder.
        public let reportFile: String
        /// Where the same lines are posted to, `nil` for nowhere.
        public let reportURL: String?
        /// How many delivered bodies one person may be given in a day (UTC), 0 to 10,000.
        public let openingsPerDay: Int
    }

    static func audit(_ node: RuleNode, in folder: String, ledger: String) throws(RuleFileProblem) -> Audit {
        try node.allowOnly(["readers_reported_to", "openings_per_day"])
        let report = try node.member("readers_reported_to")
        try report.allowOnly(["file", "url"])
        let file = absolute(try report.member("file").text(), in: folder)
        guard !file.hasPrefix(ledger + "/") else {
            throw try report.member("file").problem(
                "expected a file outside the ledger's folder, found one inside; its readers see no ledger")
        }
        let url = try report.optional("url").map { (node) throws(RuleFileProblem) -> String in
            let text = try node.text()
            guard ReportPost(url: text) != nil else {
                throw node.problem("expected https://…, or http:// on the loopback address")
            }
            return text
        }
        return Audit(
            reportFile: file, reportURL: url,
            openingsPerDay: try node.member("openings_per_day").int(in: 0...10_000))
    }
}
