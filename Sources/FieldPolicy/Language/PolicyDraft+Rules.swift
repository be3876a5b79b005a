import Conversations
import RuleFiles

// Rules, elevations and invariants: what fills the table and what must hold in it.
extension PolicyDraft {
    /// Names that decisions use for themselves and no rule may take.
    static let reservedIDs: [RuleID] = ["default", "ceiling", "incomparable"]

    mutating func readRule(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(PolicyKeys.rule)
        let id = try freshID(node)
        let when = try node.optional("when")
        try when?.allowOnly(PolicyKeys.condition)
        rules.append(
            FieldRule(
                id: id, roles: try node.member("roles").selection(),
                purposes: try node.member("purposes").selection(),
                regions: try condition("regions", of: when), consents: try condition("consents", of: when),
                treat: try node.member("treat").treatEntries(),
                because: try node.member("because").sentence(), place: node.place))
    }

    /// The names of a condition; one that is written must name something, lest an empty list be read as
    /// *nowhere*.
    private func condition<Kind: IdentifierKind>(
        _ key: String, of when: RuleNode?
    ) throws(RuleFileProblem) -> [Located<Identifier<Kind>>] {
        guard let node = try when?.optional(key) else { return [] }
        let names = try node.names(Kind.self)
        guard !names.isEmpty else { throw node.problem("expected at least one \(Kind.noun), found none") }
        return names
    }

    mutating func readElevation(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(PolicyKeys.elevation)
        let id = try freshID(node)
        let approvers = try node.member("approvers").names(RoleKind.self)
        guard !approvers.isEmpty else {
            throw try node.member("approvers").problem("expected at least one role, found none")
        }
        let delegates = try node.optional("delegates")?.names(RoleKind.self) ?? []
        elevations.append(
            ElevationRule(
                id: id,
                minutesMax: try node.member("minutes_max").int(in: 1...ElevationRule.minutesMaxBound),
                approvers: approvers.map(\.value).sorted(), delegates: delegates.map(\.value).sorted(),
                targetMinutes: try node.optional("target_minutes")?.int(
                    in: 1...ElevationRule.targetMinutesBound) ?? ElevationRule.targetMinutesDefault,
                preapproved: try preapproval(node.optional("preapproved")), breakGlass: nil,
                because: try node.member("because").sentence(), place: node.place,
                roles: try node.member("roles").selection(),
                purposes: try node.member("purposes").selection(),
                treat: try node.member("treat").treatEntries(), namedApprovers: approvers,
                namedDelegates: delegates))
    }

    private func preapproval(_ node: RuleNode?) throws(RuleFileProblem) -> Preapproval? {
        guard let node else { return nil }
        try node.allowOnly(PolicyKeys.preapproval)
        return Preapproval(samplePercent: try node.member("sample_percent").int(in: 1...100))
    }

    mutating func readBreakGlass(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(PolicyKeys.breakGlass)
        let id = try freshID(node)
        let terms = BreakGlassTerms(
            newestLines: try node.member("newest_lines").int(in: 1...BreakGlassTerms.newestLinesBound),
            reviewHours: try node.member("review_hours").int(in: 1...BreakGlassTerms.reviewHoursBound))
        let minutes = 1...ElevationRule.breakGlassMinutesBound
        elevations.append(
            ElevationRule(
                id: id, minutesMax: try node.member("minutes_max").int(in: minutes), approvers: [],
                delegates: [], targetMinutes: ElevationRule.targetMinutesDefault, preapproved: nil,
                breakGlass: terms, because: try node.member("because").sentence(), place: node.place,
                roles: try node.member("roles").selection(),
                purposes: try node.member("purposes").selection(),
                treat: try node.member("treat").treatEntries(), namedApprovers: [], namedDelegates: []))
    }

    mutating func readInvariant(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(PolicyKeys.invariant)
        let id = try freshID(node)
        let never = try node.optional("never")
        let together = try node.optional("never_together")
        guard let body = never ?? together, never == nil || together == nil else {
            throw node.problem("expected never or never_together, one of the two")
        }
        try body.allowOnly(never == nil ? PolicyKeys.neverTogether : PolicyKeys.never)
        var classes: [Located<ClassPattern>] = []
        for item in try body.member("classes").items() { classes.append(try item.pattern()) }
        guard classes.count >= (never == nil ? 2 : 1) else {
            throw try body.member("classes").problem("expected more field classes, found \(classes.count)")
        }
        invariants.append(
            Invariant(
                id: id, claim: try claim(body, isNever: never != nil),
                roles: try body.member("roles").selection(), classes: classes,
                moreThan: try body.optional("more_than").map { node throws(RuleFileProblem) in
                    try Treatment(node)
                } ?? .withhold,
                because: try node.member("because").sentence(), place: node.place))
    }

    private func claim(_ body: RuleNode, isNever: Bool) throws(RuleFileProblem) -> Invariant.Claim {
        guard isNever else {
            return .neverTogether(try body.optional("across")?.choice(of: Invariant.Reach.self) ?? .role)
        }
        return .never(purposes: try body.optional("purposes")?.selection() ?? .all)
    }

    /// An id that nothing else has: rules, elevations and invariants share one space of names.
    private func freshID(_ node: RuleNode) throws(RuleFileProblem) -> RuleID {
        let written = try node.member("id")
        let id: RuleID = try written.name()
        guard !Self.reservedIDs.contains(id) else { throw written.problem("the id \"\(id)\" is reserved") }
        let taken =
            rules.first { $0.id == id }?.place ?? elevations.first { $0.id == id }?.place
            ?? invariants.first { $0.id == id }?.place
        if let taken { throw written.problem("the id \"\(id)\" is given twice, first in \(taken)") }
        return id
    }
}
