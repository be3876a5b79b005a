import Conversations
import RuleFiles

// Record scope, fences and organisations: what is asked before any field is treated.
extension PolicyDraft {
    /// Reads a scope; everything when it is not written.
    func scope(_ node: RuleNode?) throws(RuleFileProblem) -> (scope: RecordScope, names: NamedScope) {
        guard let node else { return (.everything, NamedScope()) }
        try node.allowOnly(PolicyKeys.scope)
        let queues = try node.optional("queues")?.selection(QueueKind.self) ?? .all
        let regions = try node.optional("regions")?.selection(RegionKind.self) ?? .all
        let types = try node.optional("contact_types")?.selection(ContactTypeKind.self) ?? .all
        let scope = RecordScope(
            assigned: try node.optional("assigned")?.choice(of: RecordScope.Assigned.self) ?? .any,
            queues: queues.listed, regions: regions.listed, contactTypes: types.listed,
            newestDays: try newestDays(of: node))
        return (scope, NamedScope(queues: queues.names, regions: regions.names, contactTypes: types.names))
    }

    /// The age bound of a role's scope or a purpose.
    func newestDays(of node: RuleNode) throws(RuleFileProblem) -> Int? {
        try node.optional("newest_days")?.int(in: 1...RecordScope.newestDaysBound)
    }

    /// The bound on distinct customers of a role or an organisation.
    func customersPerDay(of node: RuleNode) throws(RuleFileProblem) -> Int? {
        try node.optional("customers_per_day")?.int(in: 1...RoleRule.customersPerDayBound)
    }

    /// The bound on distinct customers of all holders of one organisation together.
    func customersPerDayTogether(of node: RuleNode) throws(RuleFileProblem) -> Int? {
        try node.optional("customers_per_day_together")?.int(in: 1...RoleRule.customersPerDayBound)
    }

    mutating func readFence(_ member: RuleMember) throws(RuleFileProblem) {
        let node = member.value
        let place = RulePlace(file: node.file, line: member.line)
        try node.allowOnly(PolicyKeys.fence)
        let id: FenceID = try name(member, place)
        if let earlier = fences.first(where: { $0.id == id }) {
            throw place.problem("fence \"\(id)\" given twice, first in \(earlier.place)")
        }
        let pass = try node.member("pass").names(RoleKind.self)
        fences.append(
            FenceRule(
                id: id, means: try node.member("means").sentence(), pass: pass.map(\.value).sorted(),
                because: try node.member("because").sentence(), place: place, namedPass: pass))
    }

    mutating func readOrganisation(_ member: RuleMember) throws(RuleFileProblem) {
        let node = member.value
        let place = RulePlace(file: node.file, line: member.line)
        try node.allowOnly(PolicyKeys.organisation)
        let id: OrganisationID = try name(member, place)
        if let earlier = organisations.first(where: { $0.id == id }) {
            throw place.problem("organisation \"\(id)\" given twice, first in \(earlier.place)")
        }
        let read = try scope(try node.optional("scope"))
        organisations.append(
            OrganisationRule(
                id: id, scope: read.scope, customersPerDay: try customersPerDay(of: node),
                customersPerDayTogether: try customersPerDayTogether(of: node), place: place,
                namedScope: read.names))
    }
}

extension Selection {
    /// The names in byte order; `nil` for `*`.
    fileprivate var listed: [Identifier<Kind>]? {
        if case .some(let names) = self { names.map(\.value).sorted() } else { nil }
    }
}
