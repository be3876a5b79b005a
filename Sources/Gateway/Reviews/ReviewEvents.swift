import AccessGrants
import Conversations
import ReviewQueue

/// Tells whoever is on duty of the queue: one CloudEvent a line in a file, posted from there by a signed webhook.
///
/// What a step makes known is committed with the step and handed on from the ledger; what the clock alone makes known is
/// told from the ledger's cases, again after each start.
/// An event names cases, states, severities and times; nothing of any customer, no category and no reason.
struct ReviewEvents: Sendable {
    /// What is told.
    enum Kind: String, Sendable, CaseIterable {
        /// A case of severity 4 was opened: the owner is paged.
        case opened = "throughline.review.opened"
        /// A clock ran out, or two reviewers disagreed: the next tier is paged.
        case escalated = "throughline.review.escalated"
        /// A case was decided.
        case decided = "throughline.review.decided"
        /// A decision was disputed.
        case contested = "throughline.review.contested"
        /// An operator stopped the queue.
        case stopped = "throughline.review.stopped"
        /// It goes on.
        case resumed = "throughline.review.resumed"
    }

    let rota: DutyRota?
    /// The host part of the log's origin: whose events they are.
    let source: String
    let relay: EventRelay

    /// What a step makes known, for the commit of the step itself: both happen or neither does.
    ///
    /// A test is told of where a decision is, which pages nobody, and never where somebody would be paged.
    func changes(after step: CaseStep, _ life: CaseLife, at now: Timestamp) -> [LedgerChange] {
        guard let kind = kind(after: step, life), life.opened.test == nil || kind != .escalated else {
            return []
        }
        return [.review(.tell(event(kind, life, at: now)))]
    }

    private func kind(after step: CaseStep, _ life: CaseLife) -> Kind? {
        switch step {
        case .decide: life.isOpen ? nil : .decided
        case .confirm(_, _, let agrees, _): agrees ? .decided : .escalated
        case .escalate: .escalated
        case .contest: .contested
        default: nil
        }
    }

    /// That the queue was stopped, or goes on.
    func changes(_ stop: QueueStop) -> [LedgerChange] {
        let told = event(
            stop.isStopped ? .stopped : .resumed, id: "stop:\(stop.tenant):\(stop.at.milliseconds)",
            tenant: stop.tenant, subject: "queue", at: stop.at, ["by": .string(stop.by.text)])
        return [.review(.tell(told))]
    }

    /// Tells of one case what no step tells of; `page` counts how often it was told of before without an end to it.
    func tell(_ kind: Kind, _ life: CaseLife, page: Int = 0, at now: Timestamp) async throws {
        try await relay.write(event(kind, life, page: page, at: now))
    }

    private func event(_ kind: Kind, _ life: CaseLife, page: Int = 0, at now: Timestamp) -> QueueEvent {
        let token = life.opened.token.text
        let again = page == 0 ? "" : ":\(page)"
        return event(
            kind, id: "\(token):\(kind.rawValue):\(life.stepCount)\(again)", tenant: life.opened.tenant,
            subject: token, at: now,
            [
                "page": JSONValue(page),
                "case": .string(token), "state": .string(life.word(at: now)),
                "severity": JSONValue(life.opened.severity),
                "acknowledge_by": .string(life.opened.start.acknowledgeBy.description),
                "decide_by": .string(life.opened.start.decideBy.description),
                "breached": .bool(life.isBreached(at: now)),
            ])
    }

    /// CloudEvents 1.0 in structured JSON, one line.
    private func event(
        _ kind: Kind, id: String, tenant: TenantID, subject: String, at now: Timestamp,
        _ data: [String: JSONValue]
    ) -> QueueEvent {
        var data = data
        data["duty_owner"] = JSONValue(rota?.owner(at: now).text)
        data["stands_in"] = JSONValue(rota?.delegate(at: now)?.text)
        let event: JSONValue = [
            "specversion": "1.0", "id": .string(id), "source": .string("//\(source)/reviews/\(tenant)"),
            "type": .string(kind.rawValue), "subject": .string(subject), "time": .string(now.description),
            "datacontenttype": "application/json", "data": .object(data),
        ]
        return QueueEvent(
            tenant: tenant, id: id, type: kind.rawValue, subject: subject, line: event.text())
    }
}
