import AccessGrants
import Conversations
import Logging

/// Pages people about access: one line a page in a file, posted from there to whoever sends messages.
///
/// A page says who and what kind, by when, and which case; nothing of any customer and no reason.
struct DutyPages: Sendable {
    /// Why somebody is paged.
    enum Occasion: String, Sendable, CaseIterable {
        /// A request waits for an approver.
        case request
        /// Nobody decided by the target; the delegate is asked.
        case delegate
        /// A request lapsed, because nobody decided.
        case unanswered
        /// Glass was broken.
        case breakGlass = "break_glass"
        /// A broken glass ended and waits for its review.
        case review
        /// A grant approved beforehand was drawn for a look.
        case sample
    }

    let rota: DutyRota?
    let file: LineFile?
    let logger: Logger

    /// Writes one page durably.
    ///
    /// - Throws: ``LineFileFailure``; for a broken glass nothing is shown then.
    func page(_ occasion: Occasion, about page: AccessCase, at now: Timestamp) throws(LineFileFailure) {
        logger.notice(
            "access page",
            metadata: ["occasion": .string(occasion.rawValue), "case": .string(page.id.description)])
        guard let file else { return }
        let document: JSONValue = [
            "at": .string(now.description), "tenant": .string(page.tenant.text),
            "occasion": .string(occasion.rawValue), "case": .string(page.id.description),
            "kind": .string(page.kind.rawValue), "rule": .string(page.rule.text),
            "role": .string(page.requester.role.text), "purpose": .string(page.purpose.text),
            "approvers": .array(page.approvers.map { .string($0.text) }),
            "delegates": .array(page.delegates.map { .string($0.text) }),
            "answer_by": .string(page.targetAt.description), "due": .string(page.dueAt.description),
            "duty_owner": JSONValue(rota?.owner(at: now).text),
            "stands_in": JSONValue(rota?.delegate(at: now)?.text),
        ]
        try file.append(line: Array((document.text() + "\n").utf8))
    }
}
