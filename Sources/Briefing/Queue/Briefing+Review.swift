public import Conversations
import Extracts
import FieldPolicy
import ReviewFlags
public import ReviewQueue

/// A held requester's view as it would be given now, for a reviewer to decide about.
public struct RequesterView: Sendable {
    /// What the decision is bound to.
    public let sight: CaseSight
    /// Every line of the requester's own treated view of the conversation, with its name, in reading order.
    public let lines: [JSONValue]
    /// What was found, with the records that it stands in; never their text.
    public let flags: JSONValue
    /// The rules that hit, in order.
    public let rules: [RuleID]
}

extension Briefing {
    /// Whether a role may look at flagged cases as its work, inside the house.
    public func looksAtCases(_ caller: Caller) -> Bool {
        guard caller.actor == nil, let role = rulebook.policy.role(caller.role) else { return false }
        return role.flagged == .pass && !role.isOutside
    }

    /// Whether a role belongs to another organisation or to a machine; an unknown one does.
    public func isOutside(_ caller: Caller) -> Bool {
        [caller.role, caller.actorRole].compactMap { $0 }.contains { id in
            rulebook.policy.role(id)?.isOutside ?? true
        }
    }

    /// What a requester would be given of a conversation: treated by the requester's own cell, and no more.
    ///
    /// - Parameters:
    ///   - input: the requester's request with everything that was read for it.
    ///   - conversation: the case's.
    ///   - request: which of the case's held requests it is.
    /// - Returns: `nil` when the requester reaches nothing of it any more.
    /// - Throws: ``BriefingFailure`` when nobody can tell.
    public func requesterView(
        _ input: BriefingInput, of conversation: ConversationID, request: Int
    ) throws(BriefingFailure) -> RequesterView? {
        guard case .reached(let reached) = try ruling(on: input),
            let found = reached.input.timeline.conversations.first(where: { $0.id == conversation })
        else { return nil }
        let decided = DecidedRequest(briefing: self, input: reached.input, scope: reached.scope)
        let view = try decided.policyView()
        try decided.demandPersons(view)
        let assessed = decided.assess(found, decided.assessor)
        let treated = try decided.treated(view)
        let offered = decided.offered(conversation, treated)
        let newest = decided.interactions(of: conversation).last
        let watermark = newest.map { Watermark(at: $0.at, record: $0.record.reference) }
        let keys = decided.viewKey(found, upTo: watermark)
        let bodies = LineBody(
            interactions: treated.interactions, references: decided.openReferences, keys: decided.keys,
            digester: digester)
        var lines: [JSONValue] = []
        for line in offered {
            var members = try bodies.json(line).object ?? [:]
            members["line"] = treated.reference(to: line).json
            members["section"] = .string(line.section.rawValue)
            lines.append(.object(members))
        }
        return RequesterView(
            sight: CaseSight(
                request: request, view: keys.view, content: keys.content, watermark: watermark,
                concerns: CaseIntake.merged(decided.concerns(of: assessed.standing)),
                lines: offered.map(treated.reference)),
            lines: lines, flags: decided.flagRows(assessed), rules: Set(assessed.flags.map(\.rule)).sorted())
    }

    /// One interaction of a case, treated by the reviewer's own cell; the reviewer opens each singly.
    ///
    /// - Parameters:
    ///   - record: which one; its version does not matter.
    ///   - conversation: the case's.
    ///   - input: the reviewer's request.
    /// - Returns: the whole treated message; `nil` for a record that is not in the conversation or not shown to the role.
    /// - Throws: ``BriefingFailure`` when it cannot be treated.
    public func span(
        _ record: RecordReference, of conversation: ConversationID, _ input: BriefingInput
    ) throws(BriefingFailure) -> (record: RecordReference, body: JSONValue)? {
        guard case .reached(let reached) = try ruling(on: input) else { return nil }
        let decided = DecidedRequest(briefing: self, input: reached.input, scope: reached.scope)
        let view = try decided.policyView()
        try decided.demandPersons(view)
        let treatment = try decided.treatment(view)
        let treated = try decided.treat(treatment, excluding: [])
        let place = treated.interactions.firstIndex { message in
            let found = message.interaction.record.reference
            return message.interaction.conversation == conversation && found.source == record.source
                && found.id == record.id
        }
        guard let place else { return nil }
        let bodies = LineBody(
            interactions: treated.interactions, references: decided.references(view), keys: decided.keys,
            digester: digester)
        let whole = ExtractLine(
            message: place, range: 0..<treated.interactions[place].text.text.utf8.count, section: .stateNow,
            reasons: [])
        let finished = FinishedView(treated: treated, lines: [whole], whole: [])
        do { try treatment.inspect(finished) } catch { throw BriefingFailure(error) }
        return (treated.interactions[place].interaction.record.reference, try bodies.json(whole))
    }

    /// Everybody whom the sources name in a conversation: its assignee, its owner and the staff who wrote in it.
    public static func staff(of conversation: ConversationID, _ timeline: Timeline) -> Set<StaffID> {
        let found = timeline.conversations.first { $0.id == conversation }
        let authors = timeline.interactions.filter { $0.conversation == conversation }.compactMap(\.author.id)
        return Set(authors + [found?.assignee, found?.owner].compactMap { $0 })
    }

    /// A case that somebody in house asks for, because no rule flagged what they saw.
    ///
    /// - Parameters:
    ///   - concern: what they saw.
    ///   - input: their request, which names the conversation.
    ///   - token: the new case's name.
    /// - Returns: the case to open, or the one that somebody reported as gravely before; `nil` when they reach no such
    ///   open conversation.
    /// - Throws: ``BriefingFailure`` when nobody can tell.
    public func missedFlag(
        _ concern: CaseConcern, _ input: BriefingInput, token: ReviewCaseToken
    ) throws(BriefingFailure) -> CaseIntake? {
        guard let customer = input.customer, case .reached(let reached) = try ruling(on: input),
            let conversation = reached.scope.requested, conversation.isOpen
        else { return nil }
        let decided = DecidedRequest(briefing: self, input: reached.input, scope: reached.scope)
        let assessed = decided.assess(conversation, decided.assessor)
        let waiting = input.lives.filter { $0.isOpen && $0.opened.conversation == conversation.id }
        let open = waiting.first { $0.opened.start.origin == .missedFlag } ?? waiting.first
        // WHY only one that was reported: what the rules find is looked at by them again, a report by nobody.
        let reported = open.flatMap { $0.opened.start.origin == .missedFlag ? $0.opened : nil }
        let found = [concern] + decided.concerns(of: assessed.standing) + (open?.opened.concerns ?? [])
        return CaseIntake.decide(found: CaseIntake.merged(found), pending: reported) { concerns in
            ReviewCase(
                token: token, tenant: input.caller.tenant, customer: customer.id,
                conversation: conversation.id, concerns: concerns, openedAt: input.now,
                start: decided.start(
                    concerns, assessed, .missedFlag, requests: open?.requests ?? [],
                    follows: open?.opened.token))
        }
    }
}

extension DecidedRequest {
    /// Everything of the history that the caller may read, treated.
    func treated(_ view: PolicyView) throws(BriefingFailure) -> TreatedTimeline {
        try treat(try treatment(view), excluding: [])
    }

    /// References as a reviewer reads them: a line is chosen by its name.
    var openReferences: References { References(isShown: true, keys: keys, digester: briefing.digester) }

    /// The flags with the records that they stand in.
    func flagRows(_ assessed: AssessedConversation) -> JSONValue {
        let opening: [RecordReference?] = assessed.conversation.subject.isEmpty ? [] : [nil]
        let records =
            opening
            + input.gated.interactions.filter { $0.conversation == assessed.conversation.id }
            .map(\.record.reference)
        return .array(
            assessed.flags.map { flag in
                var row: [String: JSONValue] = [
                    "category": .string(flag.category.text), "severity": JSONValue(flag.severity),
                    "rule": .string(flag.rule.text),
                    "because": JSONValue(
                        rulebook.flags.rules.rules.first { $0.id == flag.rule }?.because),
                    "records": .array(
                        Set(flag.evidence.compactMap { records[$0.message] } + flag.fields.map(\.record))
                            .sorted().map {
                                .string($0.description)
                            }),
                ]
                if !flag.fields.isEmpty {
                    row["fields"] = .array(Set(flag.fields.map(\.name)).sorted().map { .string($0) })
                }
                return .object(row)
            })
    }
}

extension LineReference {
    /// How doors name a line: `source:id#start-end` with the record's version in front of the span when it has one.
    public var name: String {
        "\(record.source):\(record.id)@\(record.version)#\(range.lowerBound)-\(range.upperBound)"
    }

    var json: JSONValue { .string(name) }
}
