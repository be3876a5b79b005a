public import Conversations

extension AccessCase {
    /// The case as one document; ids, names and times only.
    public var document: JSONValue {
        [
            "id": .string(id.description), "kind": .string(kind.rawValue), "rule": .string(rule.text),
            "requester": requester.document, "customer": .string(customer.description),
            "source": .string(conversation.source.text), "conversation": .string(conversation.id),
            "purpose": .string(purpose.text), "fields": .array(fields.map { .string($0.path) }),
            "minutes": JSONValue(minutes), "approvers": .array(approvers.map { .string($0.text) }),
            "delegates": .array(delegates.map { .string($0.text) }),
            "asked_at": .int(askedAt.milliseconds), "target_at": .int(targetAt.milliseconds),
            "due_at": .int(dueAt.milliseconds), "seen_at": .int(seenAt.milliseconds),
            "escalated": .bool(isEscalated), "state": state.document,
        ]
    }

    /// Reads a case back; `nil` for a document that no gateway wrote.
    public init?(document: JSONValue, tenant: TenantID) {
        guard let id = document["id"]?.string.flatMap(ULID.init),
            let kind = document["kind"]?.string.flatMap(AccessKind.init(rawValue:)),
            let rule: RuleID = document["rule"]?.name(),
            let requester = document["requester"].flatMap(AccessParty.init(document:)),
            let customer = document["customer"]?.string.flatMap(ULID.init),
            let source: SourceID = document["source"]?.name(),
            let conversation = document["conversation"]?.string,
            let purpose: PurposeID = document["purpose"]?.name(),
            let fields = document["fields"]?.array, let approvers = document["approvers"]?.array,
            let delegates = document["delegates"]?.array,
            let minutes = document["minutes"]?.int, (1...1_440).contains(minutes),
            let askedAt = document["asked_at"]?.moment, let targetAt = document["target_at"]?.moment,
            let dueAt = document["due_at"]?.moment, let seenAt = document["seen_at"]?.moment,
            let isEscalated = document["escalated"]?.bool,
            let state = document["state"].flatMap(AccessState.init(document:))
        else { return nil }
        let classes = fields.compactMap { $0.string.flatMap { FieldClass($0) } }
        let roles = approvers.compactMap { $0.name() as RoleID? }
        let standingIn = delegates.compactMap { $0.name() as RoleID? }
        guard classes.count == fields.count, roles.count == approvers.count,
            standingIn.count == delegates.count
        else { return nil }
        self.init(
            id: AccessCaseID(id), tenant: tenant, kind: kind, rule: rule, requester: requester,
            customer: CustomerID(customer), conversation: ConversationID(source: source, id: conversation),
            purpose: purpose, fields: classes, minutes: Int(minutes), approvers: roles, delegates: standingIn,
            askedAt: askedAt,
            targetAt: targetAt, dueAt: dueAt, isEscalated: isEscalated, state: state, seenAt: seenAt)
    }
}

extension AccessState {
    /// The state in one word, as doors and the ledger name it.
    public var word: String {
        switch self {
        case .pending: "pending"
        case .refused: "refused"
        case .unanswered: "unanswered"
        case .granted: "granted"
        case .ended: "ended"
        }
    }

    var document: JSONValue {
        var members: [String: JSONValue] = ["is": .string(word)]
        switch self {
        case .pending: break
        case .refused(let by, let at):
            members["by"] = by.document
            members["at"] = .int(at.milliseconds)
        case .unanswered(let at): members["at"] = .int(at.milliseconds)
        case .granted(let grant): members["grant"] = grant.document
        case .ended(let grant, let how, let at, let review):
            members["grant"] = grant.document
            members["how"] = .string(how.rawValue)
            members["at"] = .int(at.milliseconds)
            if let review {
                members["review"] = [
                    "by": review.by.document, "at": .int(review.at.milliseconds),
                    "justified": .bool(review.isJustified),
                ]
            }
        }
        return .object(members)
    }

    init?(document: JSONValue) {
        let at = document["at"]?.moment
        let grant = document["grant"].flatMap(AccessGrant.init(document:))
        let by = document["by"].flatMap(AccessParty.init(document:))
        switch (document["is"]?.string, at, grant, by) {
        case ("pending", nil, nil, nil): self = .pending
        case ("refused", let at?, nil, let by?): self = .refused(by: by, at: at)
        case ("unanswered", let at?, nil, nil): self = .unanswered(at: at)
        case ("granted", nil, let grant?, nil): self = .granted(grant)
        case ("ended", let at?, let grant?, nil):
            guard let how = document["how"]?.string.flatMap(AccessEnding.init(rawValue:)) else { return nil }
            let written = document["review"]
            let review = written.flatMap(AccessReview.init(document:))
            guard written == nil || review != nil else { return nil }
            self = .ended(grant, how, at: at, review: review)
        default: return nil
        }
    }
}

extension AccessReview {
    init?(document: JSONValue) {
        guard let by = document["by"].flatMap(AccessParty.init(document:)), let at = document["at"]?.moment,
            let isJustified = document["justified"]?.bool
        else { return nil }
        self.init(by: by, at: at, isJustified: isJustified)
    }
}

extension AccessGrant {
    var document: JSONValue {
        [
            "approved_by": approvedBy?.document ?? .null, "from": .int(from.milliseconds),
            "until": .int(until.milliseconds), "uses": JSONValue(uses),
        ]
    }

    init?(document: JSONValue) {
        guard let approver = document["approved_by"], let from = document["from"]?.moment,
            let until = document["until"]?.moment, let uses = document["uses"]?.int
        else { return nil }
        let approvedBy = AccessParty(document: approver)
        guard approver == .null || approvedBy != nil else { return nil }
        self.init(approvedBy: approvedBy, from: from, until: until, uses: Int(uses))
    }
}
