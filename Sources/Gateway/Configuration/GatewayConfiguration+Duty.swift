import AccessGrants
import AuditHTTP
public import Conversations
import RuleFiles

extension GatewayConfiguration {
    /// Who is on duty for access requests and broken glass, and how they are paged.
    public struct Duty: Hashable, Sendable {
        /// Who takes turns.
        let rota: DutyRota
        /// The file that every page is appended to, JSON Lines.
        public let pagesFile: String
        /// Where the same lines are posted to, `nil` for nowhere.
        public let pagesURL: String?
        /// Minutes until a request that nobody decided lapses, 1 to 10,080.
        public let lapseMinutes: Int
        /// The programs that may turn a contact handle into the value on file: diallers and mailers.
        public let contactClients: [PrincipalID]
    }

    static func duty(_ node: RuleNode, in folder: String) throws(RuleFileProblem) -> Duty {
        try node.allowOnly(["rota", "turn_days", "starts", "pages", "lapse_minutes", "contact_clients"])
        let pages = try node.member("pages")
        try pages.allowOnly(["file", "url"])
        let url = try pages.optional("url").map { (node) throws(RuleFileProblem) -> String in
            let text = try node.text()
            guard ReportPost(url: text) != nil else {
                throw node.problem("expected https://…, or http:// on the loopback address")
            }
            return text
        }
        let clients = try node.optional("contact_clients")
        return Duty(
            rota: try rota(node), pagesFile: absolute(try pages.member("file").text(), in: folder),
            pagesURL: url,
            lapseMinutes: try node.optional("lapse_minutes")?.int(in: 1...10_080) ?? 240,
            contactClients: try clients.map { (node) throws(RuleFileProblem) in try principals(node) } ?? [])
    }

    private static func rota(_ node: RuleNode) throws(RuleFileProblem) -> DutyRota {
        let people = try principals(node.member("rota"))
        guard !people.isEmpty else {
            throw try node.member("rota").problem("expected at least one person, found none")
        }
        let starts = try node.member("starts")
        guard let start = Timestamp(rfc3339: try starts.text()) else {
            throw starts.problem("expected a time in RFC 3339 with a zone, such as 2026-01-05T09:00:00Z")
        }
        return DutyRota(
            people: people, turnDays: try node.member("turn_days").int(in: 1...366), startsAt: start)
    }

    private static func principals(_ node: RuleNode) throws(RuleFileProblem) -> [PrincipalID] {
        var named: [PrincipalID] = []
        for text in try node.texts() {
            guard let name = try? PrincipalID(text), !named.contains(name) else {
                throw node.problem("expected names as tokens give them, none twice")
            }
            named.append(name)
        }
        return named
    }
}
