public import Conversations

// What a role may draw on before any field is treated: record scope, daily bound, fences, windows.
extension CompiledPolicy {
    /// The records that a caller may draw on for a purpose: what the role, the acting machine's role, the
    /// purpose's age bound and the caller's organisation all allow.
    ///
    /// - Parameters:
    ///   - role: the role that the answer is for.
    ///   - actorRole: the role of the machine that acts for it, if any.
    ///   - purpose: the decision to be taken.
    ///   - organisation: the caller's; it binds external roles, and where the policy declares organisations one
    ///     that it does not name reaches nothing.
    /// - Returns: the scope; ``RecordScope/nothing`` for a role or purpose that the policy does not know.
    public func scope(
        role: RoleID, actorRole: RoleID? = nil, purpose: PurposeID, organisation: OrganisationID? = nil
    ) -> RecordScope {
        guard let purpose = self.purpose(purpose), let roles = known(role, actorRole) else { return .nothing }
        var scope = RecordScope(newestDays: purpose.newestDays)
        for rule in roles { scope = scope.narrowed(by: rule.scope) }
        guard roles.contains(where: \.isExternal), !source.organisations.isEmpty else { return scope }
        return scope.narrowed(by: self.organisation(organisation)?.scope ?? .nothing)
    }

    /// On how many distinct customers a caller may ask in a day: the least that role, acting machine's role and
    /// organisation allow; 0 for a role that the policy does not know.
    public func customersPerDay(
        role: RoleID, actorRole: RoleID? = nil, organisation: OrganisationID? = nil
    ) -> Int {
        guard let roles = known(role, actorRole) else { return 0 }
        let own = roles.map(\.customersPerDay).min() ?? 0
        guard roles.contains(where: \.isExternal) else { return own }
        return min(own, self.organisation(organisation)?.customersPerDay ?? own)
    }

    /// On how many distinct customers all people of a caller's organisation together may ask in a day: the least that role,
    /// acting machine's role and organisation allow; `nil` when none of them says.
    ///
    /// WHY: a bound on each person alone grows with every person that a partner hires.
    public func customersPerDayTogether(
        role: RoleID, actorRole: RoleID? = nil, organisation: OrganisationID? = nil
    ) -> Int? {
        guard let roles = known(role, actorRole) else { return 0 }
        let own = roles.compactMap(\.customersPerDayTogether)
        guard roles.contains(where: \.isExternal) else { return own.min() }
        return (own + [self.organisation(organisation)?.customersPerDayTogether].compactMap { $0 }).min()
    }

    /// Whether a caller finds a record that a source marked with a fence.
    ///
    /// - Parameters:
    ///   - fence: the marker; one that the policy does not declare lets nobody pass.
    ///   - role: the role that the answer is for.
    ///   - actorRole: the role of the machine that acts for it; it must pass as well.
    /// - Returns: whether both pass.
    public func passes(fence: FenceID, role: RoleID, actorRole: RoleID? = nil) -> Bool {
        guard let rule = source.fences.first(where: { $0.id == fence }) else { return false }
        return ([role] + (actorRole.map { [$0] } ?? [])).allSatisfy(rule.pass.contains)
    }

    /// The fences, by name.
    public var fences: [FenceRule] { source.fences }

    /// The organisations that the policy bounds, by name.
    public var organisations: [OrganisationRule] { source.organisations }

    /// Whether a second purpose must wait for an access request: a caller who asked about a customer for one
    /// purpose may not ask for another within the longer window of both, unless one of them has none.
    ///
    /// - Returns: the minutes that must have passed since the answer for `earlier`; 0 when nothing must.
    public func windowMinutes(from earlier: PurposeID, to later: PurposeID) -> Int {
        guard earlier != later, let first = purpose(earlier), let second = purpose(later) else { return 0 }
        guard first.windowMinutes > 0, second.windowMinutes > 0 else { return 0 }
        return max(first.windowMinutes, second.windowMinutes)
    }

    private func organisation(_ id: OrganisationID?) -> OrganisationRule? {
        id.flatMap { id in source.organisations.first { $0.id == id } }
    }

    private func known(_ role: RoleID, _ actorRole: RoleID?) -> [RoleRule]? {
        let asked = [role] + (actorRole.map { [$0] } ?? [])
        let rules = asked.compactMap { self.role($0) }
        return rules.count == asked.count ? rules : nil
    }
}
