public import Conversations

extension CompiledPolicy {
    /// What an open flag means for a caller: the stricter gate of both roles.
    ///
    /// - Parameters:
    ///   - role: the role that the answer is for.
    ///   - actorRole: the role of the machine that acts for it, if any.
    /// - Returns: the gate; `refuse` for a role that the policy does not know.
    public func flagged(role: RoleID, actorRole: RoleID? = nil) -> FlaggedGate {
        let own = self.role(role)?.flagged ?? .refuse
        guard let actorRole else { return own }
        return own.stricter(with: self.role(actorRole)?.flagged ?? .refuse)
    }

    /// Rules whether a role may ask for a purpose in a conversation.
    ///
    /// - Parameters:
    ///   - role: the role that the answer is for.
    ///   - actorRole: the role of the machine that acts for it; it must be allowed the purpose as well.
    ///   - purpose: the decision to be taken.
    ///   - contactType: of the conversation, as the source says; a token cannot assert it.
    /// - Returns: allowed, or refused with the reason.
    public func access(
        role: RoleID, actorRole: RoleID? = nil, purpose: PurposeID, contactType: ContactType
    ) -> AccessRuling {
        if let refusal = refusal(role: role, actorRole: actorRole, purpose: purpose) {
            return .refused(refusal)
        }
        guard let rule = self.purpose(purpose), rule.isAllowed(for: contactType) else {
            return .refused(
                PolicyRefusal(
                    code: .purposeNotAllowed, rule: Self.name("purpose", purpose.text),
                    because: "what the conversation is about does not allow \(purpose)"))
        }
        return .allowed
    }

    /// The row of the table that answers for a role and a purpose.
    ///
    /// - Parameters:
    ///   - role: the role that the answer is for.
    ///   - actorRole: the role of the machine that acts for it; the stricter cell of both applies.
    ///   - purpose: the decision to be taken.
    ///   - region: the caller's region; one that the policy does not name counts as none.
    ///   - consents: the consents that were given; those that the policy does not name count for nothing.
    ///   - elevation: the elevation in force, if any.
    /// - Returns: the treatment of every class.
    /// - Throws: ``PolicyRefusal`` when the role or purpose is unknown or the role may not ask for it.
    public func view(
        role: RoleID, actorRole: RoleID? = nil, purpose: PurposeID, region: RegionID? = nil,
        consents: [ConsentID] = [], elevation: RuleID? = nil
    ) throws(PolicyRefusal) -> PolicyView {
        try view(
            PolicyQuestion(
                role: role, actorRole: actorRole, purpose: purpose, region: region, consents: consents,
                elevation: elevation))
    }

    /// The row of the table that answers a question.
    ///
    /// - Throws: ``PolicyRefusal`` when a role or the purpose is unknown or a role may not ask for it.
    public func view(_ question: PolicyQuestion) throws(PolicyRefusal) -> PolicyView {
        if let refusal = refusal(
            role: question.role, actorRole: question.actorRole, purpose: question.purpose)
        {
            throw refusal
        }
        let own = row(question)
        guard let actor = question.asActor else {
            return PolicyView(indices: table.axes.classes, decisions: own)
        }
        let joined = zip(own, row(actor)).map { Combination.stricter($0, $1) }
        return PolicyView(indices: table.axes.classes, decisions: joined)
    }

    private func row(_ question: PolicyQuestion) -> [Decision] {
        var row = wholeRow(question)
        guard question.elevation != nil, let elevated = question.elevated else { return row }
        let plain = wholeRow(question.elevated(by: nil))
        for (fieldClass, index) in table.axes.classes
        where !elevated.contains(where: { fieldClass.isWithin($0) }) { row[index] = plain[index] }
        return row
    }

    private func wholeRow(_ question: PolicyQuestion) -> [Decision] {
        guard let first = table.axes.row(question) else {
            return Array(repeating: .byDefault, count: table.axes.classes.count)
        }
        return table.row(at: first).map { table.decisions[Int($0)] }
    }

    private func refusal(role: RoleID, actorRole: RoleID?, purpose: PurposeID) -> PolicyRefusal? {
        let asked = [role] + (actorRole.map { [$0] } ?? [])
        for id in asked {
            guard let rule = self.role(id) else {
                return PolicyRefusal(
                    code: .roleUnknown, rule: "roles", because: "the policy has no role of that name")
            }
            guard rule.flagged != .refuse else {
                return PolicyRefusal(
                    code: .roleRefused, rule: Self.name("role", id.text),
                    because: "the role \(id) sees no customer data")
            }
        }
        guard self.purpose(purpose) != nil else {
            return PolicyRefusal(
                code: .purposeUnknown, rule: "purposes", because: "the policy has no purpose of that name")
        }
        for id in asked where self.role(id)?.purposes.contains(purpose) != true {
            return PolicyRefusal(
                code: .purposeNotAllowed, rule: Self.name("role", id.text),
                because: "the role \(id) may not ask for \(purpose)")
        }
        return nil
    }

    /// A refusal's rule: `role:operator`; only the part before the colon when the whole would be too long.
    private static func name(_ section: String, _ name: String) -> RuleID {
        (try? RuleID("\(section):\(name)")) ?? "policy"
    }
}
