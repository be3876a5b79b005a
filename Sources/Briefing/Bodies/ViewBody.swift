import AuditTrail
import Conversations
import Extracts
import FieldPolicy
import ReviewFlags

/// The body of a 200.
struct ViewBody {
    let rulebook: Rulebook
    let input: BriefingInput
    let view: PolicyView
    let references: References
    let lines: LineBody
    let customer: CustomerBody
    let scope: RequestScope
    let budget: SummaryBudget
    let howToAsk: HowToAsk

    /// Puts the body together; the tallies are complete afterwards.
    func json(
        _ treated: inout TreatedTimeline, extract: Extract, gate: GateRuling, assessed: [AssessedConversation]
    ) throws(BriefingFailure) -> JSONValue {
        var members = try sections(extract)
        members["v"] = 1
        members["gate"] = gate == .warn ? "warn" : "pass"
        members["purpose"] = purpose
        members["budget"] = budget.json
        let fields = input.timeline.persons.flatMap(\.fields)
        members["customer"] = [
            "id": input.customer.map { references.customer($0.id) } ?? .null,
            "fields": try customer.fields(fields, &treated.shown, &treated.withheld),
        ]
        let rows = try conversations(&treated)
        members["conversations"] = .array(rows)
        members.merge(foremost(rows)) { $1 }
        let tier = input.timeline.persons.lazy.compactMap(\.tier).first
        members["tier"] = try customer.member(.tier, tier, &treated.shown, &treated.withheld)
        members["flags"] = flags(assessed, &treated)
        let coverage = CoverageBody(references: references)
        let unread = extract.withoutLexicon.map { treated.interactions[$0].interaction.record.reference }
        members["coverage"] = coverage.json(
            input.timeline.coverage, attachments: treated.attachments,
            language: coverage.language(unread, languages: rulebook.extractor.languages),
            isBudgetTooSmall: extract.isBudgetTooSmall, withoutRoom: extract.withoutRoom)
        members["identity"] = identity(&treated)
        members["events"] = .array(treated.standingEvents.map(event))
        members["consent"] = .array(consents.map { ["id": .string($0.id.text), "given": .bool($0.isGiven)] })
        members["policy"] = rulebook.policyMember
        members["not_a_decision"] = .string(rulebook.answers.texts.notADecision)
        members["withheld"] = treated.withheld.json(howToAsk)
        return .object(members)
    }

    /// An event without words: what it was, when, in which conversation, and by whom as far as the source tells.
    private func event(_ event: Interaction) -> JSONValue {
        [
            "kind": .string(event.kind.rawValue), "at": .string(event.at.description),
            "conversation": references.conversation(event.conversation),
            "record": references.record(event.record.reference),
            "by": .string(event.author.role.rawValue),
        ]
    }

    private var purpose: JSONValue {
        let purpose = rulebook.policy.purpose(input.request.purpose)
        return [
            "id": .string(input.request.purpose.text), "decision": JSONValue(purpose?.decision),
            "approval": JSONValue(purpose?.approval),
        ]
    }

    /// Every consent that any source records, as given only where all that record it agree.
    var consents: [Consent] { Consent.combined(input.timeline.persons) }

    private func sections(_ extract: Extract) throws(BriefingFailure) -> [String: JSONValue] {
        var facts: [JSONValue] = []
        for line in extract.facts { facts.append(try lines.json(line)) }
        var sections: [String: JSONValue] = [:]
        for section in Section.allCases {
            var rows: [JSONValue] = []
            for line in extract.lines where line.section == section { rows.append(try lines.json(line)) }
            sections[section.rawValue] = .array(rows)
        }
        return [
            "facts": .array(facts), "sections": .object(sections),
            "none_found": .array(extract.withoutLines.map { .string($0.rawValue) }),
        ]
    }

    private func conversations(_ treated: inout TreatedTimeline) throws(BriefingFailure) -> [JSONValue] {
        var rows: [JSONValue] = []
        for conversation in scope.requested.map({ [$0] }) ?? scope.gated {
            rows.append(try row(conversation, &treated))
        }
        return rows
    }

    private func row(
        _ conversation: Conversation, _ treated: inout TreatedTimeline
    ) throws(BriefingFailure) -> JSONValue {
        let source = conversation.id.source
        let accountable = conversation.owner ?? conversation.assignee
        return [
            "id": references.conversation(conversation.id),
            "open": .bool(conversation.isOpen),
            "contact_type": .string(conversation.contactType.text),
            "channel": .string(conversation.channel),
            "opened_at": .string(conversation.openedAt.description),
            "subject": JSONValue(treated.subjects[conversation.id]?.text),
            "status": try customer.member(.status, conversation.status, &treated.shown, &treated.withheld),
            "known_issue": try customer.member(
                .knownIssue, conversation.knownIssue, &treated.shown, &treated.withheld),
            "owner": try customer.member(
                .staff, name(of: conversation.owner, in: source), &treated.shown, &treated.withheld),
            "accountable_person": try customer.member(
                .staff, name(of: accountable, in: source), &treated.shown, &treated.withheld),
            "fields": try customer.fields(conversation.fields, &treated.shown, &treated.withheld),
        ]
    }

    /// What a reader looks for first, of the conversation that was asked for, else of the one opened last.
    private func foremost(_ rows: [JSONValue]) -> [String: JSONValue] {
        let issues = rows.compactMap { $0["known_issue"] }.filter { $0 != .null }
        var members: [String: JSONValue] = ["known_issues": .array(issues)]
        for name in ["owner", "contact_type", "accountable_person"] {
            members[name] = rows.last?[name] ?? .null
        }
        return members
    }

    private func name(of id: StaffID?, in source: SourceID) -> String? {
        guard let id else { return nil }
        return input.staff.first { $0.source == source && $0.member.id == id }?.member.name ?? id.text
    }

    private func flags(_ assessed: [AssessedConversation], _ treated: inout TreatedTimeline) -> JSONValue {
        let fieldClass = rulebook.answers.fieldClass(of: .flag)
        let decision = view.decision(for: fieldClass)
        let flags = assessed.flatMap { conversation in conversation.flags.map { (conversation, $0) } }
        guard decision.treatment == .show else {
            treated.withheld.add(fieldClass, decision, count: flags.count)
            return .array([])
        }
        if !flags.isEmpty { treated.shown.add(fieldClass, decision) }
        return .array(
            flags.map { conversation, flag in
                [
                    "conversation": references.conversation(conversation.conversation.id),
                    "category": .string(flag.category.text), "severity": JSONValue(flag.severity),
                    "confidence": JSONValue(flag.confidence), "rule": .string(flag.rule.text),
                ]
            })
    }

    private func identity(_ treated: inout TreatedTimeline) -> JSONValue {
        let fieldClass = rulebook.answers.fieldClass(of: .identity)
        let decision = view.decision(for: fieldClass)
        let evidence = input.customer?.evidence ?? []
        guard decision.treatment == .show else {
            treated.withheld.add(fieldClass, decision, count: evidence.count)
            return .array([])
        }
        if !evidence.isEmpty { treated.shown.add(fieldClass, decision) }
        return .array(evidence.map(\.json))
    }
}

extension Consent {
    /// One line a consent, by id: given only where every source that records it says so.
    static func combined(_ persons: [Person]) -> [Consent] {
        let all = persons.flatMap(\.consents)
        return Set(all.map(\.id)).sorted().map { id in
            Consent(id: id, isGiven: all.filter { $0.id == id }.allSatisfy(\.isGiven))
        }
    }
}
