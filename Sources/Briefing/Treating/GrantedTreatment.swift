import Conversations
import Detection
import FieldPolicy
import Redaction

/// What treats one request: what a grant is bound to under the grant, everything else without it.
///
/// WHY two: a grant is for one conversation. It shows what it shows of the customer's fields and of that conversation, and
/// nothing of what the customer ever said elsewhere.
struct GrantedTreatment {
    /// Treats the customer's fields and the bound conversation; without a grant, all there is.
    let granted: RequestRedactor
    /// Treats every other conversation; `nil` without a grant.
    let plain: RequestRedactor?
    /// The conversation that the grant is bound to; `nil` without one.
    let bound: ConversationID?
    let answers: AnswerRules
    /// The organisation of an external caller, whose own text is never searched by match.
    let ownOrganisation: OrganisationID?

    /// Treats a timeline, in its order.
    ///
    /// - Throws: ``RedactionFailure`` when nothing may be shown.
    func treat(
        _ timeline: Timeline, excluding excluded: Set<ConversationID>, newer: Set<RecordReference> = []
    ) throws(RedactionFailure) -> TreatedTimeline {
        guard let plain, let bound else {
            return try treatment(granted).treat(timeline, excluding: excluded, newer: newer)
        }
        let all = Set(timeline.conversations.map(\.id) + timeline.interactions.map(\.conversation))
        let own = try treatment(granted).treat(
            timeline, excluding: excluded.union(all.subtracting([bound])), newer: newer)
        let others = try treatment(plain).treat(timeline, excluding: excluded.union([bound]), newer: newer)
        return own.joined(with: others, inOrderOf: timeline)
    }

    /// Searches the finished view once more, each part by what treated it.
    ///
    /// - Throws: ``RedactionFailure`` when a part holds what the caller may not see.
    func inspect(_ view: FinishedView) throws(RedactionFailure) {
        try granted.inspect(view.pieces { bound == nil || $0 == bound })
        if let plain { try plain.inspect(view.pieces { $0 != bound }) }
    }

    private func treatment(_ redactor: RequestRedactor) -> TimelineTreatment {
        TimelineTreatment(redactor: redactor, answers: answers, ownOrganisation: ownOrganisation)
    }
}

extension DecidedRequest {
    /// What treated a summary that was given, under the elevation that its leaf names or without one.
    func treatment(as opened: OpenedSummary) throws(BriefingFailure) -> GrantedTreatment {
        let elevation = opened.elevation
        func view(_ elevation: RuleID?) throws(BriefingFailure) -> PolicyView {
            do { return try rulebook.policy.view(question(under: elevation, for: opened.elevated)) } catch {
                throw BriefingFailure(problem: Problem(.unavailable, detail: "the policy gives no view"))
            }
        }
        return GrantedTreatment(
            granted: try redactor(try view(elevation)),
            plain: elevation == nil ? nil : try redactor(try view(nil)),
            bound: elevation == nil ? nil : input.request.conversation, answers: rulebook.answers,
            ownOrganisation: isExternal ? caller.organisation : nil)
    }
}

extension TreatedTimeline {
    /// This part and another of the same timeline as one, in the timeline's order; this one's word on what was shown stays.
    func joined(with other: TreatedTimeline, inOrderOf timeline: Timeline) -> TreatedTimeline {
        var (own, others) = (interactions[...], other.interactions[...])
        var ordered: [TreatedInteraction] = []
        for interaction in timeline.interactions {
            if let next = own.first, next.interaction == interaction {
                ordered.append(own.removeFirst())
            } else if let next = others.first, next.interaction == interaction {
                ordered.append(others.removeFirst())
            }
        }
        var (withheld, shown) = (withheld, shown)
        withheld.add(other.withheld)
        shown.add(other.shown)
        return TreatedTimeline(
            interactions: ordered, subjects: subjects.merging(other.subjects) { own, _ in own },
            attachmentTexts: attachmentTexts + other.attachmentTexts,
            silentEvents: (silentEvents + other.silentEvents).sorted {
                ($0.at, $0.record.reference) < ($1.at, $1.record.reference)
            }, withheld: withheld, shown: shown,
            isGuessList: isGuessList || other.isGuessList)
    }
}
