public import AccessGrants
public import Conversations
import FieldPolicy

/// Whether an access request may be made, and on which terms.
public enum AccessRuling: Sendable {
    /// It may: the terms, the classes that it is about, and what changes with the leaf.
    case allowed(AccessTerms, [FieldClass], [LedgerChange])
    /// Outside callers wait for a reviewer first.
    case held(BriefingOutcome)
    /// It may not.
    case refused(BriefingOutcome)
}

extension Briefing {
    /// How old a sign-in may be to break glass, in milliseconds.
    public static let freshSignInMilliseconds: Int64 = 5 * 60_000
    /// How long a contact handle works and a second purpose is allowed, in minutes.
    public static let handleMinutes = 15
    static let purposeMinutes = 30

    /// Rules whether a caller may ask, by scope and policy; nobody asks about a customer out of reach.
    ///
    /// - Parameters:
    ///   - ask: what for.
    ///   - input: everything that was read; its `hasAccessGrant` is set, because asking for a second purpose is the point.
    /// - Returns: the terms, or the outcome to record and answer with.
    /// - Throws: ``BriefingFailure`` when nobody can tell.
    public func accessRuling(_ ask: AccessAsk, _ input: BriefingInput) throws(BriefingFailure) -> AccessRuling
    {
        let reached: ReachedRequest
        switch try ruling(on: input) {
        case .refused(let problem): return .refused(try refusal(problem, input))
        case .reached(let request): reached = request
        }
        if let hold = try holdForOutside(reached) { return .held(hold) }
        if ask.wish == .breakGlass, holding(reached) == nil {
            let problem = Problem(
                .purposeNotAllowed, detail: "nothing is held here: ask for the summary",
                rule: "break_glass:not_held")
            return .refused(try refusal(problem, input))
        }
        switch terms(ask, input) {
        case .success(let found): return .allowed(found.terms, found.fields, counted(input))
        case .failure(let refused): return .refused(try refusal(refused.problem, input))
        }
    }

    /// The hold of an outside caller whose conversation waits for a person; nothing of it is checked or asked for before.
    func holdForOutside(_ reached: ReachedRequest) throws(BriefingFailure) -> BriefingOutcome? {
        guard let (decided, ruling, assessed) = holding(reached), decided.isOutside else { return nil }
        return try decided.hold(try decided.policyView(), ruling, assessed)
    }

    /// What the gate holds of a request and why; `nil` when it lets it pass.
    private func holding(
        _ reached: ReachedRequest
    ) -> (decided: DecidedRequest, ruling: GateRuling, assessed: [AssessedConversation])? {
        let decided = DecidedRequest(briefing: self, input: reached.input, scope: reached.scope)
        let assessed = decided.assessGated(decided.assessor)
        let ruling = Gate.rule(decided.gateInput(assessed))
        switch ruling {
        case .pass, .warn: return nil
        case .hold, .holdUntilAcknowledged:
            return decided.isShadowed(assessed) ? nil : (decided, ruling, assessed)
        }
    }

    /// Links that the ledger does not have yet, and one customer more towards the caller's bound: asking tells who exists.
    func counted(_ input: BriefingInput) -> [LedgerChange] {
        (input.customer?.newLinks ?? []).map(LedgerChange.link)
            + Scoping(rulebook: rulebook, input: input).counted(.hold)
    }

    private struct Refused: Error { let problem: Problem }

    private struct Found {
        let terms: AccessTerms
        let fields: [FieldClass]
    }

    private func terms(_ ask: AccessAsk, _ input: BriefingInput) -> Result<Found, Refused> {
        switch ask.wish {
        case .classes(let classes): elevation(showing: classes, input)
        case .elevation(let id): elevation(named: id, input)
        case .purpose: .success(Found(terms: purposeTerms, fields: []))
        case .breakGlass: glass(input)
        case .contact(let fieldClass): handle(fieldClass)
        }
    }

    private func no(_ detail: String, _ rule: RuleID) -> Result<Found, Refused> {
        .failure(Refused(problem: Problem(.purposeNotAllowed, detail: detail, rule: rule)))
    }

    private func elevation(showing classes: [FieldClass], _ input: BriefingInput) -> Result<Found, Refused> {
        let question = question(input)
        let fitting = rulebook.policy.elevations.first { rule in
            classes.allSatisfy { fieldClass in
                (try? rulebook.policy.elevations(for: question, fieldClass))?.contains { $0.id == rule.id }
                    ?? false
            }
        }
        guard let fitting else {
            return no(
                "no elevation of the policy shows more of these classes for this role and purpose",
                "access:no_elevation")
        }
        return .success(Found(terms: terms(fitting), fields: classes))
    }

    private func elevation(named id: RuleID, _ input: BriefingInput) -> Result<Found, Refused> {
        guard let rule = rulebook.policy.elevation(id), rule.breakGlass == nil,
            applies(rule, input)
        else {
            return no("the policy has no such elevation for this role and purpose", "access:no_elevation")
        }
        let question = question(input)
        let fields = rulebook.policy.classes.map(\.fieldClass).filter { fieldClass in
            (try? rulebook.policy.elevations(for: question, fieldClass))?.contains { $0.id == id } ?? false
        }
        return .success(Found(terms: terms(rule), fields: fields))
    }

    private func applies(_ rule: ElevationRule, _ input: BriefingInput) -> Bool {
        rule.applies(role: input.caller.role, purpose: input.request.purpose)
    }

    private func terms(_ rule: ElevationRule) -> AccessTerms {
        AccessTerms(
            kind: .elevation, rule: rule.id, minutesMax: rule.minutesMax, approvers: rule.approvers,
            delegates: rule.delegates, targetMinutes: rule.targetMinutes,
            isPreapproved: rule.preapproved != nil)
    }

    /// A second purpose is let go ahead by whoever approves elevations.
    private var purposeTerms: AccessTerms {
        let approvers = Set(rulebook.policy.elevations.flatMap(\.approvers)).sorted()
        return AccessTerms(
            kind: .purpose, rule: "scope:one_purpose", minutesMax: Self.purposeMinutes, approvers: approvers,
            isPreapproved: false)
    }

    private func glass(_ input: BriefingInput) -> Result<Found, Refused> {
        let caller = input.caller
        let roles = [caller.role, caller.actorRole].compactMap { $0 }.map { rulebook.policy.role($0) }
        guard caller.actor == nil, roles.allSatisfy({ $0.map { !$0.isOutside } ?? false }) else {
            return no("only people of the house break glass, and no machine for them", "break_glass:in_house")
        }
        guard let rule = rulebook.policy.breakGlass.first(where: { applies($0, input) }) else {
            return no(
                "no rule of the policy lets this role break glass for this purpose", "break_glass:no_rule")
        }
        guard let issued = caller.issuedAt,
            issued > input.now.adding(milliseconds: -Self.freshSignInMilliseconds)
        else {
            return no(
                "sign in again: breaking glass takes a token of the last five minutes", "break_glass:sign_in")
        }
        let fields = (try? rulebook.policy.view(question(input).elevated(by: rule.id))).map { view in
            rulebook.policy.classes.map(\.fieldClass).filter { view.decision(for: $0).treatment != .withhold }
        }
        return .success(
            Found(
                terms: AccessTerms(
                    kind: .breakGlass, rule: rule.id, minutesMax: rule.minutesMax, approvers: glassReviewers,
                    reviewHours: rule.breakGlass?.reviewHours, isPreapproved: false),
                fields: fields ?? []))
    }

    /// Who reviews a broken glass: people of the house whose work is to look at flagged cases.
    private var glassReviewers: [RoleID] {
        rulebook.policy.roles.filter { $0.flagged == .pass && !$0.isOutside }.map(\.id)
    }

    private func handle(_ fieldClass: FieldClass) -> Result<Found, Refused> {
        let contacts = [AnswerPart.email, .phone].map { rulebook.answers.fieldClass(of: $0) }
        guard contacts.contains(fieldClass) else {
            let names = contacts.map(\.path).joined(separator: ", ")
            return no("a contact handle is for one of: \(names)", "contact:class")
        }
        return .success(
            Found(
                terms: AccessTerms(
                    kind: .contact, rule: "contact:handle", minutesMax: Self.handleMinutes, approvers: [],
                    isPreapproved: true), fields: [fieldClass]))
    }

    private func question(_ input: BriefingInput) -> PolicyQuestion {
        PolicyQuestion(
            role: input.caller.role, actorRole: input.caller.actorRole, purpose: input.request.purpose,
            region: input.caller.region,
            consents: Consent.combined(input.timeline.persons).filter(\.isGiven).map(\.id))
    }
}
