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

    /// The roles of other people's staff and of machines; a file cannot make them the house's own.
    static let externalRole: RoleID = "vendor_agent"
    static let automatedRole: RoleID = "automation"
}

extension ClassRule {
    /// The class under the law: sensitive authentication data has a ceiling of withhold, whatever its file
    /// says.
    var lawful: ClassRule {
        guard PolicyLaw.neverShown.contains(where: { fieldClass.isWithin($0) }) else { return self }
        return ClassRule(
            fieldClass: fieldClass, means: means, ceiling: .withhold, because: PolicyLaw.neverShownBecause,
            kinds: kinds, isLowRisk: isLowRisk, place: place)
    }
}

extension PolicySource {
    /// Where the files say something that the law forbids.
    var breachesOfLaw: [(place: RulePlace, message: String)] {
        roles.compactMap { role in breach(by: role).map { (role.place, $0) } }
            + elevations.flatMap { elevation in elevation.namedDeciders.compactMap(breach(byApprover:)) }
            + elevations.flatMap(breaches(by:))
            + (rules.flatMap(\.treat) + elevations.flatMap(\.treat)).compactMap(breach(by:))
    }

    private func breach(by role: RoleRule) -> String? {
        if role.id == PolicyLaw.operatorRole, role.flagged != .refuse {
            return "role \"\(role.id)\" runs the gateway and must be flagged: refuse, "
                + "found \(role.flagged.rawValue)"
        }
        if role.id == PolicyLaw.externalRole, !role.isExternal {
            return "role \"\(role.id)\" belongs to another organisation and must be external: true"
        }
        if role.id == PolicyLaw.automatedRole, !role.isAutomated {
            return "role \"\(role.id)\" is a machine's and must be automated: true"
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

    /// Seeing more without asking a person first is for people of the house, and beforehand only for little harm.
    private func breaches(by elevation: ElevationRule) -> [(place: RulePlace, message: String)] {
        guard elevation.preapproved != nil || elevation.breakGlass != nil else { return [] }
        let word = elevation.breakGlass == nil ? "is approved beforehand" : "breaks glass"
        var breaches: [(place: RulePlace, message: String)] = roles.compactMap { role in
            guard elevation.roles.contains(role.id), role.isOutside || role.flagged == .refuse else {
                return nil
            }
            let message =
                "\(elevation.id) \(word): expected roles of people of the house, found \"\(role.id)\""
            return (elevation.place, message)
        }
        guard elevation.preapproved != nil else { return breaches }
        for entry in elevation.treat {
            guard let risky = classes.first(where: { entry.pattern.covers($0.fieldClass) && !$0.isLowRisk })
            else { continue }
            let message =
                "\(elevation.id) is approved beforehand: expected classes with low_risk: true, "
                + "found \"\(risky.fieldClass)\""
            breaches.append((entry.place, message))
        }
        return breaches
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
