import Conversations

/// The few things that no rule file can change.
///
/// Everything else about roles and classes is data. These stand in code because a mistake in a file must not
/// be able to break them: card verification values, PINs and magnetic-stripe data may not be kept or shown
/// after authorisation (PCI DSS 3.3), other people's staff and machines never see a flagged case before a
/// person has, and whoever runs the gateway has no business with customer data.
enum PolicyLaw {
    /// Sensitive authentication data: withheld from every role, elevated or not, with everything under it.
    static let neverShown: [FieldClass] = ["payment.cvv", "payment.pin", "payment.track"]

    /// The reason that an answer gives for them.
    static let neverShownBecause = "sensitive authentication data is shown to nobody"

    /// The role that runs the gateway.
    static let operatorRole: RoleID = "operator"
}

extension ClassRule {
    /// The class under the law: sensitive authentication data has a ceiling of withhold, whatever its file
    /// says.
    var lawful: ClassRule {
        guard PolicyLaw.neverShown.contains(where: { fieldClass.isWithin($0) }) else { return self }
        return ClassRule(
            fieldClass: fieldClass, means: means, ceiling: .withhold, because: PolicyLaw.neverShownBecause,
            kinds: kinds, place: place)
    }
}

extension PolicySource {
    /// Where the files say something that the law forbids.
    var breachesOfLaw: [(place: RulePlace, message: String)] {
        roles.compactMap { role in breach(by: role).map { (role.place, $0) } }
            + elevations.flatMap { elevation in elevation.namedApprovers.compactMap(breach(byApprover:)) }
            + (rules.flatMap(\.treat) + elevations.flatMap(\.treat)).compactMap(breach(by:))
    }

    private func breach(by role: RoleRule) -> String? {
        if role.id == PolicyLaw.operatorRole, role.flagged != .refuse {
            return "role \"\(role.id)\" runs the gateway and must be flagged: refuse, "
                + "found \(role.flagged.rawValue)"
        }
        if role.flagged == .refuse, let purpose = role.purposes.first {
            return "role \"\(role.id)\" is refused and may have no purposes, found \"\(purpose)\""
        }
        if role.isOutside, role.flagged == .warn || role.flagged == .pass {
            let marker = role.isExternal ? "external" : "automated"
            return "role \"\(role.id)\" is \(marker) and must be flagged: hold or refuse, "
                + "found \(role.flagged.rawValue)"
        }
        return nil
    }

    private func breach(byApprover approver: Located<RoleID>) -> (place: RulePlace, message: String)? {
        guard let role = roles.first(where: { $0.id == approver.value }) else { return nil }
        guard role.isOutside || role.flagged == .refuse else { return nil }
        let message = "role \"\(role.id)\" cannot approve: expected a role of people of the house"
        return (approver.place, message)
    }

    /// Naming such a class with anything milder than `withhold` is a mistake worth telling, though the
    /// ceiling holds.
    private func breach(by entry: TreatEntry) -> (place: RulePlace, message: String)? {
        guard let top = entry.pattern.top, entry.treatment != .withhold,
            PolicyLaw.neverShown.contains(where: { top.isWithin($0) })
        else { return nil }
        return (
            entry.place,
            "field class \"\(top)\" is withheld from everybody by law, found \(entry.treatment.text)"
        )
    }
}
