import AuditHTTP
public import Conversations
import RuleFiles

extension GatewayConfiguration {
    /// Who decides review cases here, and who hears of them.
    public struct Reviews: Hashable, Sendable {
        /// The subjects that decide; `nil` for everybody of a deciding role.
        public let reviewers: [PrincipalID]?
        /// The subjects that take what was escalated; `nil` for everybody who decides.
        public let seniors: [PrincipalID]?
        /// The categories that somebody does not look at, for their own sake.
        public let optedOut: [PrincipalID: Set<FlagCategory>]
        /// How many cases of severity 4 one person decides in a day before others get the next, 1 to 1,000.
        public let exposuresPerDay: Int
        /// Until when flags below severity 4 are only recorded for people of the house; `nil` for enforcement.
        public let shadowUntil: Timestamp?
        /// Who hears of grave and late cases; `nil` for the gateway's own log alone.
        public let events: Events?

        /// Shadow mode is a trial: it ends within this many days of any start.
        static let shadowDaysMax: Int64 = 90

        /// Why a gateway does not start in a shadow mode that is as good as endless.
        func shadowProblem(at now: Timestamp) -> RuleFileProblem? {
            let last = now.adding(milliseconds: Self.shadowDaysMax * 86_400_000)
            guard let shadowUntil, shadowUntil > last else { return nil }
            return RuleFileProblem(
                file: "configuration", line: 0,
                message:
                    "reviews: shadow_until: expected an end within \(Self.shadowDaysMax) days, found \(shadowUntil)"
            )
        }
    }

    /// Where events of the queue go.
    public struct Events: Hashable, Sendable {
        /// The file that every event is appended to, JSON Lines of CloudEvents 1.0.
        public let file: String
        /// Where each event is posted to, `nil` for nowhere.
        public let url: String?
        /// The file of the secret that signs posts.
        public let secret: String?
        /// How often one event is tried before it is laid aside, 1 to 20.
        public let attemptsMax: Int
    }

    static func reviews(_ node: RuleNode, in folder: String) throws(RuleFileProblem) -> Reviews {
        try node.allowOnly(["reviewers", "seniors", "opt_out", "exposures_per_day", "events", "shadow_until"])
        let shadow = try node.optional("shadow_until").map { (node) throws(RuleFileProblem) -> Timestamp in
            guard let until = Timestamp(rfc3339: try node.text()) else {
                throw node.problem("expected a time in RFC 3339 with a zone, such as 2026-05-01T00:00:00Z")
            }
            return until
        }
        var optedOut: [PrincipalID: Set<FlagCategory>] = [:]
        if let members = try node.optional("opt_out")?.members() {
            for member in members {
                guard let name = try? PrincipalID(member.key) else {
                    throw member.value.problem("expected a subject as tokens give it")
                }
                var categories: Set<FlagCategory> = []
                for text in try member.value.texts() {
                    guard let category = try? FlagCategory(text) else {
                        throw member.value.problem("expected categories")
                    }
                    categories.insert(category)
                }
                optedOut[name] = categories
            }
        }
        return Reviews(
            reviewers: try node.optional("reviewers").map { (node) throws(RuleFileProblem) in
                try people(node)
            },
            seniors: try node.optional("seniors").map { (node) throws(RuleFileProblem) in try people(node) },
            optedOut: optedOut,
            exposuresPerDay: try node.optional("exposures_per_day")?.int(in: 1...1_000) ?? 8,
            shadowUntil: shadow,
            events: try node.optional("events").map { (node) throws(RuleFileProblem) in
                try events(node, in: folder)
            })
    }

    private static func people(_ node: RuleNode) throws(RuleFileProblem) -> [PrincipalID] {
        var named: [PrincipalID] = []
        for text in try node.texts() {
            guard let name = try? PrincipalID(text), !named.contains(name) else {
                throw node.problem("expected subjects as tokens give them, none twice")
            }
            named.append(name)
        }
        guard !named.isEmpty else { throw node.problem("expected at least one subject, found none") }
        return named
    }

    private static func events(_ node: RuleNode, in folder: String) throws(RuleFileProblem) -> Events {
        try node.allowOnly(["file", "url", "secret", "attempts_max"])
        let url = try node.optional("url").map { (node) throws(RuleFileProblem) -> String in
            let text = try node.text()
            guard EventPost(url: text) != nil else {
                throw node.problem("expected https://…, or http:// on the loopback address")
            }
            return text
        }
        let secret = try node.optional("secret")?.text()
        guard (url == nil) == (secret == nil) else {
            throw node.problem("expected url and secret together: every post is signed")
        }
        return Events(
            file: absolute(try node.member("file").text(), in: folder), url: url,
            secret: secret.map { absolute($0, in: folder) },
            attemptsMax: try node.optional("attempts_max")?.int(in: 1...20) ?? 12)
    }
}
