import Conversations
import RuleFiles

// Field classes, roles and purposes: the axes of the table.
extension PolicyDraft {
    mutating func readClass(_ member: RuleMember) throws(RuleFileProblem) {
        let node = member.value
        let place = RulePlace(file: node.file, line: member.line)
        try node.allowOnly(["means", "ceiling", "because", "only"])
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
                because: try because?.sentence() ?? "", kinds: try kinds(node.optional("only")), place: place)
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
        try node.allowOnly(["means", "external", "automated", "flagged", "purposes"])
        let id: RoleID = try name(member, place)
        if let earlier = roles.first(where: { $0.id == id }) {
            throw place.problem("role \"\(id)\" given twice, first in \(earlier.place)")
        }
        let purposes = try node.optional("purposes")?.names(PurposeKind.self) ?? []
        roles.append(
            RoleRule(
                id: id, means: try node.member("means").sentence(),
                isExternal: try node.optional("external")?.bool() ?? false,
                isAutomated: try node.optional("automated")?.bool() ?? false,
                flagged: try node.member("flagged").choice(of: FlaggedGate.self),
                purposes: purposes.map(\.value).sorted(), place: place, namedPurposes: purposes))
    }

    mutating func readPurpose(_ member: RuleMember) throws(RuleFileProblem) {
        let node = member.value
        let place = RulePlace(file: node.file, line: member.line)
        try node.allowOnly(["decision", "contact_types", "approval"])
        let id: PurposeID = try name(member, place)
        if let earlier = purposes.first(where: { $0.id == id }) {
            throw place.problem("purpose \"\(id)\" given twice, first in \(earlier.place)")
        }
        let selection = try node.member("contact_types").selection(ContactTypeKind.self)
        let named = selection.names
        purposes.append(
            PurposeRule(
                id: id, decision: try node.member("decision").sentence(),
                contactTypes: selection == .all ? nil : named.map(\.value).sorted(),
                approval: try node.optional("approval")?.sentence(), place: place, namedContactTypes: named))
    }

    private func name<Kind: IdentifierKind>(
        _ member: RuleMember, _ place: RulePlace
    ) throws(RuleFileProblem) -> Identifier<Kind> {
        do { return try Identifier<Kind>(member.key) } catch { throw place.problem(error.description) }
    }
}
