import AccessGrants
import Conversations
import Logging
import ReviewQueue

/// Tells whoever is on duty of the queue: one CloudEvent a line in a file, posted from there by a signed webhook.
///
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
    let file: LineFile?
    /// The host part of the log's origin: whose events they are.
    let source: String
    let logger: Logger

    /// Tells of a case after a step, where somebody has to hear of it.
    func tell(_ life: CaseLife, after step: CaseStep, at now: Timestamp) throws(LineFileFailure) {
        switch step {
        case .decide where !life.isOpen: try tell(.decided, life, at: now)
        case .confirm(_, _, let agrees, _): try tell(agrees ? .decided : .escalated, life, at: now)
        case .escalate: try tell(.escalated, life, at: now)
        case .contest: try tell(.contested, life, at: now)
        default: return
        }
    }

    /// Tells of one case; `page` counts how often it was told of before without an end to it.
    func tell(_ kind: Kind, _ life: CaseLife, page: Int = 0, at now: Timestamp) throws(LineFileFailure) {
        let token = life.opened.token.text
        let again = page == 0 ? "" : ":\(page)"
        try write(
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

    /// Tells that the queue was stopped, or goes on.
    func tell(_ stop: QueueStop) throws(LineFileFailure) {
        try write(
            stop.isStopped ? .stopped : .resumed, id: "stop:\(stop.tenant):\(stop.at.milliseconds)",
            tenant: stop.tenant, subject: "queue", at: stop.at, ["by": .string(stop.by.text)])
    }

    /// CloudEvents 1.0 in structured JSON, one line.
    private func write(
        _ kind: Kind, id: String, tenant: TenantID, subject: String, at now: Timestamp,
        _ data: [String: JSONValue]
    ) throws(LineFileFailure) {
        logger.notice(
            "review event", metadata: ["type": .string(kind.rawValue), "subject": .string(subject)])
        guard let file else { return }
        var data = data
        data["duty_owner"] = JSONValue(rota?.owner(at: now).text)
        data["stands_in"] = JSONValue(rota?.delegate(at: now)?.text)
        let event: JSONValue = [
            "specversion": "1.0", "id": .string(id), "source": .string("//\(source)/reviews/\(tenant)"),
            "type": .string(kind.rawValue), "subject": .string(subject), "time": .string(now.description),
            "datacontenttype": "application/json", "data": .object(data),
        ]
        try file.append(line: Array((event.text() + "\n").utf8))
    }
}
