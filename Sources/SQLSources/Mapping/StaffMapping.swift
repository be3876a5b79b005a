import RuleFiles

/// How rows become members of staff.
struct StaffMapping: Hashable, Sendable {
    let bySubject: NamedQuery
    let byID: NamedQuery
    let id: ColumnRule
    let subject: ColumnRule
    let team: ColumnRule?
    let name: ColumnRule?
    let organisation: ColumnRule?

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["by_subject", "by_id", "id", "subject", "team", "name", "organisation"])
        bySubject = try NamedQuery(
            node.member("by_subject"), name: "staff.by_subject", parameters: ["subject"])
        byID = try NamedQuery(node.member("by_id"), name: "staff.by_id", parameters: ["ids"])
        id = try ColumnRule(node.member("id"))
        subject = try ColumnRule(node.member("subject"))
        team = try ColumnRule.optional("team", of: node)
        name = try ColumnRule.optional("name", of: node)
        organisation = try ColumnRule.optional("organisation", of: node)
    }

    var columns: [ColumnRule] { [id, subject, team, name, organisation].compactMap { $0 } }
}
