public import Conversations

extension CaseStep {
    /// The step in one word, as leaves and the ledger name it.
    public var word: String {
        switch self {
        case .ask: "asked"
        case .claim: "claimed"
        case .giveBack: "returned"
        case .look: "looked"
        case .widen: "widened"
        case .decide: "decided"
        case .confirm: "confirmed"
        case .accept: "accepted"
        case .contest: "contested"
        case .expire: "lease_ended"
        case .escalate: "escalated"
        case .supersede: "superseded"
        }
    }

    /// The step as one document: names, ids, verdicts and times; no text of anybody.
    public var document: JSONValue {
        var members: [String: JSONValue] = ["step": .string(word)]
        switch self {
        case .ask(let request): members["request"] = request.document
        case .claim(let by, let lease, let minutes):
            members = members.merging(Self.held(by, lease)) { $1 }
            members["minutes"] = JSONValue(minutes)
        case .giveBack(let by, let lease): members.merge(Self.held(by, lease)) { $1 }
        case .look(let by, let lease, let sight):
            members = members.merging(Self.held(by, lease)) { $1 }
            members["sight"] = sight.document
        case .widen(let by, let lease, let record):
            members = members.merging(Self.held(by, lease)) { $1 }
            members["record"] = record.document
        case .decide(let by, let lease, let decision):
            members = members.merging(Self.held(by, lease)) { $1 }
            members["decision"] = decision.document
        case .confirm(let by, let lease, let agrees, let wordsCount):
            members = members.merging(Self.held(by, lease)) { $1 }
            members["agrees"] = .bool(agrees)
            members["words"] = JSONValue(wordsCount)
        case .accept(let by): members["party"] = by.document
        case .contest(let by, let token):
            members["party"] = by.document
            members["into"] = .string(token.text)
        case .expire, .escalate: break
        case .supersede(let token): members["into"] = .string(token.text)
        }
        return .object(members)
    }

    private static func held(_ by: CaseReviewer, _ lease: CaseLeaseToken) -> [String: JSONValue] {
        ["by": by.document, "lease": .string(lease.text)]
    }

    /// Reads a step back; `nil` for a document that no gateway wrote.
    public init?(document: JSONValue) {
        let by = document["by"].flatMap(CaseReviewer.init(document:))
        let lease: CaseLeaseToken? = document["lease"]?.name()
        let party = document["party"].flatMap(AccessParty.init(document:))
        let into: ReviewCaseToken? = document["into"]?.name()
        switch (document["step"]?.string, by, lease) {
        case ("asked", nil, nil):
            guard let request = document["request"].flatMap(HeldRequest.init(document:)) else { return nil }
            self = .ask(request)
        case ("accepted", nil, nil):
            guard let party else { return nil }
            self = .accept(by: party)
        case ("contested", nil, nil):
            guard let party, let into else { return nil }
            self = .contest(by: party, into: into)
        case ("lease_ended", nil, nil): self = .expire
        case ("escalated", nil, nil): self = .escalate
        case ("superseded", nil, nil):
            guard let into else { return nil }
            self = .supersede(by: into)
        case (let word?, let by?, let lease?): self.init(word, by, lease, document)
        default: return nil
        }
    }

    private init?(_ word: String, _ by: CaseReviewer, _ lease: CaseLeaseToken, _ document: JSONValue) {
        switch word {
        case "claimed":
            guard let minutes = document["minutes"]?.int else { return nil }
            self = .claim(by: by, lease: lease, minutes: Int(minutes))
        case "returned": self = .giveBack(by: by, lease: lease)
        case "looked":
            guard let sight = document["sight"].flatMap(CaseSight.init(document:)) else { return nil }
            self = .look(by: by, lease: lease, sight)
        case "widened":
            guard let record = document["record"].flatMap(RecordReference.init(document:)) else { return nil }
            self = .widen(by: by, lease: lease, record)
        case "decided":
            guard let decision = document["decision"].flatMap(CaseDecision.init(document:)) else {
                return nil
            }
            self = .decide(by: by, lease: lease, decision)
        case "confirmed":
            guard let agrees = document["agrees"]?.bool, let words = document["words"]?.int else {
                return nil
            }
            self = .confirm(by: by, lease: lease, agrees: agrees, wordsCount: Int(words))
        default: return nil
        }
    }
}

extension CaseReviewer {
    var document: JSONValue {
        [
            "party": party.document, "reviewer": .bool(isReviewer), "senior": .bool(isSenior),
            "outside": .bool(isOutside), "involved": .bool(isInvolved),
        ]
    }

    init?(document: JSONValue) {
        guard let party = document["party"].flatMap(AccessParty.init(document:)),
            let isReviewer = document["reviewer"]?.bool, let isSenior = document["senior"]?.bool,
            let isOutside = document["outside"]?.bool, let isInvolved = document["involved"]?.bool
        else { return nil }
        self.init(
            party: party, isReviewer: isReviewer, isSenior: isSenior, isOutside: isOutside,
            isInvolved: isInvolved)
    }
}

extension CaseSight {
    var document: JSONValue {
        [
            "request": JSONValue(request), "view": .string(view.text),
            "content": .string(content.text), "watermark": watermark?.document ?? .null,
            "concerns": .array(concerns.map(\.document)),
            "lines": .array(lines.map(\.document)),
        ]
    }

    init?(document: JSONValue) {
        guard let request = document["request"]?.int, let view: ViewKey = document["view"]?.name(),
            let content: ViewKey = document["content"]?.name(),
            let watermark: Watermark? = document.optional("watermark", Watermark.init(document:)),
            let concerns = document["concerns"]?.all(CaseConcern.init(document:)),
            let lines = document["lines"]?.all(LineReference.init(document:))
        else { return nil }
        self.init(
            request: Int(request), view: view, content: content, watermark: watermark, concerns: concerns,
            lines: lines)
    }
}

extension CaseDecision {
    var document: JSONValue {
        var lines: JSONValue = .null
        if case .releaseEdited(let chosen) = verdict { lines = .array(chosen.map(\.document)) }
        return [
            "verdict": .string(verdict.name), "lines": lines, "view": .string(view.text),
            "reason": .string(reason), "words": JSONValue(wordsCount),
            "rules": .object(
                Dictionary(uniqueKeysWithValues: rules.map { ($0.key.text, JSONValue.bool($0.value)) })),
        ]
    }

    init?(document: JSONValue) {
        guard
            let lines: [LineReference]? = document.optional(
                "lines", { $0.all(LineReference.init(document:)) }),
            let verdict = document["verdict"]?.string.flatMap({ CaseVerdict(name: $0, lines: lines) }),
            let view: ViewKey = document["view"]?.name(), let reason = document["reason"]?.string,
            let words = document["words"]?.int, let members = document["rules"]?.object
        else { return nil }
        var rules: [RuleID: Bool] = [:]
        for (name, value) in members {
            guard let rule = try? RuleID(name), let isRight = value.bool else { return nil }
            rules[rule] = isRight
        }
        self.init(verdict: verdict, view: view, reason: reason, wordsCount: Int(words), rules: rules)
    }
}
