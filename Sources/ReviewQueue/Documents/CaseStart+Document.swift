public import Conversations

extension HeldRequest {
    var document: JSONValue {
        [
            "requester": requester.document, "actor_role": JSONValue(actorRole?.text),
            "region": JSONValue(region?.text), "purpose": .string(purpose.text),
            "names_conversation": .bool(namesConversation), "budget": .string(budget),
            "external": .bool(isExternal), "askers": .array(askers.map { .string($0.text) }),
        ]
    }

    init?(document: JSONValue) {
        guard let requester = document["requester"].flatMap(AccessParty.init(document:)),
            let actorRole: RoleID? = document.optional("actor_role", { $0.name() }),
            let region: RegionID? = document.optional("region", { $0.name() }),
            let purpose: PurposeID = document["purpose"]?.name(),
            let namesConversation = document["names_conversation"]?.bool,
            let budget = document["budget"]?.string, let isExternal = document["external"]?.bool,
            let askers: [PrincipalID] = document["askers"]?.all({ $0.name() })
        else { return nil }
        self.init(
            requester: requester, actorRole: actorRole, region: region, purpose: purpose,
            namesConversation: namesConversation, budget: budget, isExternal: isExternal, askers: askers)
    }
}

extension CaseStart {
    /// The start as one document: names, rules and times; no text of anybody.
    public var document: JSONValue {
        var members: [String: JSONValue] = [
            "origin": .string(origin.rawValue), "requests": .array(requests.map(\.document)),
            "decisive": .bool(isDecisive), "rules": .array(rules.map { .string($0.text) }),
            "channel": .string(channel), "acknowledge_by": .int(acknowledgeBy.milliseconds),
            "decide_by": .int(decideBy.milliseconds),
            "regulatory": .array(regulatory.map { [.string($0.rule.text), .int($0.at.milliseconds)] }),
            "follows": JSONValue(follows?.text), "assignee": JSONValue(assignee?.text),
            "excluded": .array(excluded.map { .string($0.text) }),
        ]
        if let test { members["test"] = test.document }
        return .object(members)
    }

    /// Reads a start back; `nil` for a document that no gateway wrote.
    public init?(document: JSONValue) {
        guard let origin = document["origin"]?.string.flatMap(CaseOrigin.init(rawValue:)),
            let requests = document["requests"]?.all(HeldRequest.init(document:)),
            let isDecisive = document["decisive"]?.bool,
            let rules: [RuleID] = document["rules"]?.all({ $0.name() }),
            let channel = document["channel"]?.string,
            let acknowledgeBy = document["acknowledge_by"]?.moment,
            let decideBy = document["decide_by"]?.moment,
            let regulatory = document["regulatory"]?.all(RegulatoryDue.init(document:)),
            let follows: ReviewCaseToken? = document.optional("follows", { $0.name() }),
            let assignee: PrincipalID? = document.optional("assignee", { $0.name() }),
            let excluded: [PrincipalID] = document["excluded"]?.all({ $0.name() })
        else { return nil }
        // WHY absent and not null: a case that somebody waits for is written as it was before there were tests.
        let test = document["test"].map(KnownTest.init(document:))
        guard test.map({ $0 != nil }) ?? true else { return nil }
        self.init(
            origin: origin, requests: requests, isDecisive: isDecisive, rules: rules, channel: channel,
            acknowledgeBy: acknowledgeBy, decideBy: decideBy, regulatory: regulatory, follows: follows,
            assignee: assignee, excluded: excluded)
        self.test = test.flatMap(\.self)
    }
}

extension RegulatoryDue {
    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 2, let rule: RuleID = parts[0].name(),
            let at = parts[1].moment
        else { return nil }
        self.init(rule: rule, at: at)
    }
}
