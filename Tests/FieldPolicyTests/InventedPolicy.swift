import Conversations
import GatewayTestSupport

/// Policies made at random from a few names, so that properties are tried on more than anybody would write.
struct InventedPolicy {
    static let roles: [RoleID] = ["a", "b", "c"]
    static let purposes: [PurposeID] = ["p", "q"]
    static let regions: [RegionID?] = [nil, "R1", "R2", "elsewhere"]
    static let consents: [[ConsentID]] = [[], ["c1"], ["c2"], ["c1", "c2"], ["c9"]]
    static let elevations: [RuleID?] = [nil, "E1"]
    static let classes: [FieldClass] = ["x", "x.one", "x.two", "x.two.deep", "y.three", "payment.cvv"]
    private static let patterns = ["\"*\"", "x.*", "x.one", "x.two", "x.two.deep", "y", "y.three"]
    private static let treatments = [
        "show", "show", "hash", "withhold", "{mask: last_four}", "{mask: keep_format}", "{generalise: year}",
        "{pseudonymise: tenant}", "{pseudonymise: conversation}",
    ]

    /// The rules, each a line of YAML.
    let rules: [String]

    /// Makes up to eight rules.
    init(using generator: inout SeededGenerator) {
        var rules: [String] = []
        for number in 0..<Int.random(in: 1...8, using: &generator) {
            rules.append("  - \(Self.rule(number, using: &generator))")
        }
        self.rules = rules
    }

    private static func rule(_ number: Int, using generator: inout SeededGenerator) -> String {
        var conditions: [String] = []
        if Bool.random(using: &generator) { conditions.append("regions: [R1]") }
        if Bool.random(using: &generator) { conditions.append("consents: [c1]") }
        let when = Bool.random(using: &generator) ? "when: {\(conditions.joined(separator: ", "))}, " : ""
        let roles = ["\"*\"", "[a]", "[b, c]"].randomElement(using: &generator) ?? "[a]"
        let purposes = ["\"*\"", "[p]"].randomElement(using: &generator) ?? "[p]"
        let treat = patterns.shuffled(using: &generator).prefix(3).map { pattern in
            "\(pattern): \(treatments.randomElement(using: &generator) ?? "show")"
        }
        return "{id: R\(number), roles: \(roles), purposes: \(purposes), \(when)"
            + "treat: {\(treat.joined(separator: ", "))}, because: chance}"
    }

    /// The files, with the rules in a given order and cut after some of them.
    func files(order: [String], cut: Int) -> [(path: String, text: String)] {
        let schema = "schema: throughline/policy/v1\n"
        let axes = """
            policy: invented
            version: "1"
            default: withhold
            regions: [R1, R2]
            consents: [c1, c2]
            contact_types: [general]
            classes:
              x: {means: x}
              x.one: {means: x, ceiling: {mask: last_four}, because: bound}
              x.two: {means: x}
              x.two.deep: {means: x}
              y.three: {means: y}
              payment.cvv: {means: code}
            roles:
              a: {means: a, flagged: pass, purposes: [p, q]}
              b: {means: b, external: true, flagged: hold, purposes: [p, q]}
              c: {means: c, flagged: warn, purposes: [p]}
            purposes:
              p: {decision: "P?", contact_types: "*"}
              q: {decision: "Q?", contact_types: "*"}
            elevations:
              - id: E1
                roles: [a]
                purposes: [p]
                treat: {x.*: show}
                minutes_max: 5
                approvers: [c]
                because: up

            """
        let first = order.prefix(cut).joined(separator: "\n")
        let second = order.dropFirst(cut).joined(separator: "\n")
        return [
            ("policy/z.yaml", schema + axes),
            ("policy/b.yaml", schema + "rules:\n" + (first.isEmpty ? "  []" : first) + "\n"),
            ("policy/a.yaml", schema + "rules:\n" + (second.isEmpty ? "  []" : second) + "\n"),
        ]
    }

    /// Every question that can be asked of it, unknown regions and consents included.
    static var questions: [PolicyQuestionParts] {
        roles.flatMap { role in
            purposes.flatMap { purpose in
                regions.flatMap { region in
                    consents.flatMap { consents in
                        elevations.map { PolicyQuestionParts(role, purpose, region, consents, $0) }
                    }
                }
            }
        }
    }
}

/// The parts of a question, before somebody acts on somebody's behalf.
struct PolicyQuestionParts {
    let role: RoleID
    let purpose: PurposeID
    let region: RegionID?
    let consents: [ConsentID]
    let elevation: RuleID?

    init(
        _ role: RoleID, _ purpose: PurposeID, _ region: RegionID?, _ consents: [ConsentID],
        _ elevation: RuleID?
    ) {
        self.role = role
        self.purpose = purpose
        self.region = region
        self.consents = consents
        self.elevation = elevation
    }
}
