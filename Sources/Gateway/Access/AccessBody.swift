import AccessGrants
import Briefing
import Conversations
import FieldPolicy

/// An access case as its requester and those who may decide on it see it.
struct AccessBody {
    let handles: ContactHandles
    let rulebook: Rulebook

    /// The document.
    ///
    /// - Parameters:
    ///   - found: the case.
    ///   - now: the present moment; a grant whose minutes are over is told as ended, whatever was recorded.
    ///   - isRequester: whether it is shown to whoever asked.
    ///   - reason: the requester's words, for those who decide.
    /// - Returns: the document.
    func json(
        _ found: AccessCase, at now: Timestamp, isRequester: Bool, reason: String? = nil
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(found.id.description), "kind": .string(found.kind.rawValue),
            "rule": .string(found.rule.text), "state": .string(state(found, now)),
            "purpose": .string(found.purpose.text),
            "fields": AccessMembers.fields(found), "minutes_max": JSONValue(found.minutes),
            "asked_at": .string(found.askedAt.description), "answer_by": .string(found.targetAt.description),
            "approvers": .array(found.approvers.map { .string($0.text) }),
        ]
        if !isRequester || showsReferences(found) {
            members["customer"] = .string(found.customer.description)
            members["conversation"] = .string(found.conversation.description)
        }
        members.merge(grant(found)) { $1 }
        if isRequester, found.kind == .contact { members["handle"] = .string(handles.handle(of: found.id)) }
        if !isRequester {
            members["requester"] = [
                "subject": .string(found.requester.subject.text),
                "role": .string(found.requester.role.text),
                "organisation": .string(found.requester.organisation.text),
            ]
            members["reason"] = JSONValue(reason)
        }
        return .object(members)
    }

    /// Whether whoever asked is shown references for the purpose; else neither the customer's id nor the source's name
    /// of the conversation stands in the document.
    private func showsReferences(_ found: AccessCase) -> Bool {
        guard found.requester.actor == nil else { return false }
        let view = try? rulebook.policy.view(role: found.requester.role, purpose: found.purpose)
        return view?.decision(for: rulebook.answers.fieldClass(of: .source)).treatment == .show
    }

    private func state(_ found: AccessCase, _ now: Timestamp) -> String {
        if case .granted = found.state, found.grant(at: now) == nil { return "ended" }
        return found.state.word
    }

    private func grant(_ found: AccessCase) -> [String: JSONValue] {
        switch found.state {
        case .pending, .refused, .unanswered: return [:]
        case .granted(let grant): return Self.members(grant)
        case .ended(let grant, let how, let at, let review):
            var members = Self.members(grant)
            members["ended"] = ["how": .string(how.rawValue), "at": .string(at.description)]
            if found.kind == .breakGlass {
                members["review"] =
                    review.map { ["at": .string($0.at.description), "justified": .bool($0.isJustified)] }
                    ?? ["due": .string(found.dueAt.description)]
            }
            return members
        }
    }

    private static func members(_ grant: AccessGrant) -> [String: JSONValue] {
        [
            "until": .string(grant.until.description), "uses": JSONValue(grant.uses),
            "approved_by": grant.approvedBy == nil ? "rule" : "person",
        ]
    }
}
