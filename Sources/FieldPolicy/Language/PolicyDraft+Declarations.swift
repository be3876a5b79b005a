import Conversations
import RuleFiles

// Field classes, roles and purposes: the axes of the table.
extension PolicyDraft {
    mutating func readClass(_ member: RuleMember) throws(RuleFileProblem) {
        let node = member.value
        let place = RulePlace(file: node.file, line: member.line)
        try node.allowOnly(PolicyKeys.fieldClass)
        guard let fieldClass = FieldClass(member.key) else {
            throw place.problem("expected a dotted path such as payment.card, found \"\(member.key)\"")
        }
        if let earlier = classes.first(where: { $0.fieldClass == fieldClass }) {
            throw place.problem("field class \"\(fieldClass)\" given twice, first in \(earlier.place)")
        }
        var ceiling: Treatment?
        if let written = try node.optional("ceiling") { ceiling = try Treatment(written) }
        let because = try node.optional("because")
        guard (ceiling == nil) == (because == nil) else {
            throw place.problem("expected a ceiling together with its because, found one without the other")
        }
        classes.append(
            ClassRule(
                fieldClass: fieldClass, means: try node.member("means").sentence(), ceiling: ceiling,
                because: try because?.sentence() ?? "", kinds: try kinds(node.optional("only")),
                isLowRisk: try node.optional("low_risk")?.bool() ?? false, place: place)
        )
    }

    private func kinds(_ node: RuleNode?) throws(RuleFileProblem) -> [String]? {
        guard let node else { return nil }
        var kinds: [String] = []
        for item in try node.items() {
            let kind = try item.text()
            guard Treatment.kinds.contains(kind) else {
                throw item.problem(
                    "unknown treatment \"\(kind)\"\(nearest(to: kind, in: Treatment.kinds))")
            }
            kinds.append(kind)
        }
        return kinds.sorted()
    }

    mutating func readRole(_ member: RuleMember) throws(RuleFileProblem) {
        let node = member.value
        let place = RulePlace(file: node.file, line: member.line)
        try node.allowOnly(PolicyKeys.role)
        let id: RoleID = try name(member, place)
        if let earlier = roles.first(where: { $0.id == id }) {
            throw place.problem("role \"\(id)\" given twice, first in \(earlier.place)")
        }
        let purposes = try node.optional("purposes")?.names(PurposeKind.self) ?? []
        let read = try scope(try node.optional("scope"))
        roles.append(
            RoleRule(
                id: id, means: try node.member("means").sentence(),
                isExternal: try node.optional("external")?.bool() ?? false,
                isAutomated: try node.optional("automated")?.bool() ?? false,
                flagged: try node.member("flagged").choice(of: FlaggedGate.self),
                purposes: purposes.map(\.value).sorted(), scope: read.scope,
                customersPerDay: try customersPerDay(of: node) ?? RoleRule.customersPerDayDefault,
                customersPerDayTogether: try customersPerDayTogether(of: node),
                place: place, namedPurposes: purposes, namedScope: read.names))
    }

    mutating func readPurpose(_ member: RuleMember) throws(RuleFileProblem) {
        let node = member.value
        let place = RulePlace(file: node.file, line: member.line)
        try node.allowOnly(PolicyKeys.purpose)
        let id: PurposeID = try name(member, place)
        if let earlier = purposes.first(where: { $0.id == id }) {
            throw place.problem("purpose \"\(id)\" given twice, first in \(earlier.place)")
        }
        let selection = try node.member("contact_types").selection(ContactTypeKind.self)
        let named = selection.names
        let needs = try needs(try node.optional("needs"))
        purposes.append(
            PurposeRule(
                id: id, decision: try node.member("decision").sentence(),
                contactTypes: selection == .all ? nil : named.map(\.value).sorted(),
                approval: try node.optional("approval")?.sentence(), newestDays: try newestDays(of: node),
                windowMinutes: try node.optional("window_minutes")?.int(
                    in: 0...PurposeRule.windowMinutesBound) ?? PurposeRule.windowMinutesDefault,
                needs: needs == nil ? nil : [], place: place, namedContactTypes: named,
                namedNeeds: needs ?? []))
    }

    private func needs(_ node: RuleNode?) throws(RuleFileProblem) -> [Located<ClassPattern>]? {
        guard let node else { return nil }
        var patterns: [Located<ClassPattern>] = []
        for item in try node.items() { patterns.append(try item.pattern()) }
        return patterns
    }

    func name<Kind: IdentifierKind>(
        _ member: RuleMember, _ place: RulePlace
    ) throws(RuleFileProblem) -> Identifier<Kind> {
        do { return try Identifier<Kind>(member.key) } catch { throw place.problem(error.description) }
    }
}
