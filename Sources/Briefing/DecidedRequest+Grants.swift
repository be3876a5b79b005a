import AccessGrants
public import Conversations
import Extracts
import FieldPolicy

/// What grants that hold now add to a request.
extension DecidedRequest {
    /// The grant of an elevation that holds for exactly this request, the newest when there are several.
    var elevating: AccessCase? { input.liveGrant(.elevation) }

    /// The same request under the broken glass that holds for it, `nil` when none does or the caller is outside.
    func underBrokenGlass() -> DecidedRequest? {
        guard !isOutside, let glass = input.liveGrant(.breakGlass),
            rulebook.policy.elevation(glass.rule)?.breakGlass != nil
        else { return nil }
        var narrowed = self
        narrowed.glass = glass
        return narrowed
    }

    /// The change that counts the use of the grant behind this answer; refused in the leaf's own transaction when it no
    /// longer holds there, and then there is no answer.
    var use: [LedgerChange] {
        guard let grant = glass ?? elevating ?? input.liveGrant(.purpose), let use = input.accessUse else {
            return []
        }
        return [.access(.step(grant.id, tenant: caller.tenant, .use(use), at: input.now))]
    }

    /// Whether a conversation is left out because a broken glass shows only the one that it was broken for.
    func isBesideGlass(_ conversation: Conversation) -> Bool {
        glass.map { $0.conversation != conversation.id } ?? false
    }

    /// The newest messages whole, as many as the rule allows.
    func newestLines(_ treated: TreatedTimeline, _ glass: AccessCase) -> Extract {
        let most = rulebook.policy.elevation(glass.rule)?.breakGlass?.newestLines ?? 0
        let lines = treated.interactions.indices.suffix(most).map { index in
            ExtractLine(
                message: index, range: 0..<treated.interactions[index].text.text.utf8.count,
                section: .stateNow, reasons: [])
        }
        return Extract(facts: [], lines: lines)
    }

    /// What is left of a view's body under a broken glass: who and how to reach them, and the newest lines.
    func body(of view: JSONValue, under glass: AccessCase) -> JSONValue {
        let kept = ["v", "purpose", "customer", "coverage", "policy", "not_a_decision", "withheld"]
        var members = (view.object ?? [:]).filter { kept.contains($0.key) }
        members["gate"] = "break_glass"
        members["newest_lines"] = view["sections"]?[Section.stateNow.rawValue] ?? .array([])
        members["break_glass"] = [
            "case": .string(glass.id.description),
            "until": JSONValue(glass.grant(at: input.now)?.until.description),
            "review_due": .string(glass.dueAt.description),
        ]
        return .object(members)
    }
}

extension BriefingInput {
    /// What a grant would be used for by this request; `nil` for one that names no conversation.
    public var accessUse: AccessUse? {
        guard let customer, let conversation = request.conversation else { return nil }
        return AccessUse(
            by: AccessParty(caller), tenant: caller.tenant, customer: customer.id,
            conversation: conversation, purpose: request.purpose)
    }

    /// The newest case of a kind whose grant holds now for exactly this request.
    public func liveGrant(_ kind: AccessKind) -> AccessCase? {
        guard let use = accessUse else { return nil }
        return grants.filter { $0.kind == kind }.sorted { $0.id > $1.id }.first {
            (try? $0.stepped(.use(use), at: now)) != nil
        }
    }
}
