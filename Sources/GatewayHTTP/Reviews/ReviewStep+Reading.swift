import Briefing
import Conversations

extension BodyMembers {
    fileprivate func lease() throws(MalformedRequest) -> CaseLeaseToken { try name("lease") }
}

extension ReviewStep {
    /// The steps by the last part of their path.
    static let names = ["claim", "view", "span", "return", "decide", "confirm", "accept", "contest"]

    init(_ name: String, _ body: JSONValue) throws(MalformedRequest) {
        switch name {
        case "claim":
            _ = try BodyMembers(body, allowed: [])
            self = .claim
        case "accept":
            _ = try BodyMembers(body, allowed: [])
            self = .accept
        case "view":
            let members = try BodyMembers(body, allowed: ["lease", "request"])
            let request = members["request"] == nil ? 0 : try members.int("request", in: 0...31)
            self = .view(try members.lease(), request: request)
        case "span":
            let members = try BodyMembers(body, allowed: ["lease", "record"])
            guard let named = ConversationID(try members.text("record")) else {
                throw MalformedRequest(member: "record", message: "expected source:id")
            }
            self = .span(
                try members.lease(), RecordReference(source: named.source, id: named.id, version: ""))
        case "return":
            self = .giveBack(try BodyMembers(body, allowed: ["lease"]).lease())
        case "confirm":
            let members = try BodyMembers(body, allowed: ["lease", "agrees", "words"])
            self = .confirm(
                try members.lease(), agrees: try members.bool("agrees"), words: try members.words())
        case "contest":
            self = .contest(words: try BodyMembers(body, allowed: ["words"]).words())
        default: try self.init(deciding: body)
        }
    }

    private init(deciding body: JSONValue) throws(MalformedRequest) {
        let members = try BodyMembers(
            body, allowed: ["lease", "view", "verdict", "lines", "reason", "words", "rules"])
        var lines: [String]?
        if let written = members["lines"] {
            guard let items = written.array, items.count <= 200 else {
                throw MalformedRequest(member: "lines", message: "expected at most 200 names of lines")
            }
            let names = items.compactMap(\.string)
            guard names.count == items.count else {
                throw MalformedRequest(member: "lines", message: "expected at most 200 names of lines")
            }
            lines = names
        }
        var rules: [RuleID: Bool] = [:]
        if let written = members["rules"] {
            guard let verdicts = written.object else {
                throw .expected("an object", at: "rules", found: written)
            }
            for (name, value) in verdicts {
                guard let rule = try? RuleID(name), let isRight = value.bool, rules.count < 100 else {
                    throw MalformedRequest(member: "rules", message: "expected rules with true or false")
                }
                rules[rule] = isRight
            }
        }
        self = .decide(
            try members.lease(),
            ReviewDecision(
                verdict: try members.text("verdict"), lines: lines, view: try members.name("view"),
                reason: try members.text("reason"), words: try members.words(), rules: rules))
    }
}

extension ReviewQuestion {
    init(missedFlag body: JSONValue) throws(MalformedRequest) {
        let names = ["customer", "purpose", "conversation", "category", "severity", "words"]
        let members = try BodyMembers(body, allowed: names)
        let asked = (body.object ?? [:]).filter { ["customer", "purpose", "conversation"].contains($0.key) }
        let request = try SummaryRequest(body: .object(asked))
        guard request.conversation != nil else {
            throw MalformedRequest(member: "conversation", message: "missing")
        }
        self = .missedFlag(
            request,
            CaseConcern(
                category: try members.name("category"), severity: try members.int("severity", in: 1...4)),
            words: try members.words())
    }
}

extension ReviewFilter {
    /// Reads the query of a list of cases; states and categories may be given several times.
    init(query: String?) throws(DoorRefusal) {
        self.init()
        let given = try QueryParameters(
            query, allowed: ["breached", "category", "known", "limit", "mine", "severity_min", "state"],
            repeatable: ["category", "state"])
        for (name, value) in given.pairs {
            switch name {
            case "state":
                guard let word = CaseWord(rawValue: value) else {
                    let words = CaseWord.allCases.map(\.rawValue).joined(separator: ", ")
                    throw QueryParameters.refusal(name, "expected one of: \(words)")
                }
                states.append(word)
            case "category":
                guard let category = try? FlagCategory(value) else {
                    throw QueryParameters.refusal(name, "expected a category")
                }
                categories.append(category)
            default: break
            }
        }
        severityMin = try given.number("severity_min", in: 1...4) ?? severityMin
        isBreached = try given.flag("breached")
        isMine = try given.flag("mine") ?? isMine
        isKnown = try given.flag("known") ?? isKnown
        limit = try given.number("limit", in: 1...500) ?? limit
    }
}
