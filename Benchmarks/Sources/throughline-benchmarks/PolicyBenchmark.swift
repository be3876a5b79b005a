import ArgumentParser
import Conversations
import FieldPolicy
import RuleFiles

/// Decisions, compiling with invariants, and what the cases cover.
struct PolicyBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "policy")

    @Option(help: "How often each thing is measured.")
    var rounds = 21

    func run() async throws {
        let shipped = try RuleFolder(directory: "redaction-rules")
        try await decisions(try CompiledPolicy.load(folder: shipped))
        try await compiling("shipped policy", shipped)
        try await compiling("invented policy", try Self.invented())
        for name in ["", "bank", "health"] {
            let folder =
                name.isEmpty
                ? shipped : shipped.overlaid(by: try RuleFolder(directory: "docs/policies/\(name)"))
            try coverage(name.isEmpty ? "retail" : name, folder)
        }
    }

    /// One decision of a view, and one found from role and purpose on.
    private func decisions(_ policy: CompiledPolicy) async throws {
        let view = try policy.view(role: "agent", purpose: "arrange_delivery")
        let classes = view.fieldClasses
        let repeats = 20_000
        var shown = 0
        var perDecision: [Double] = []
        for _ in 0..<rounds {
            let elapsed = await seconds {
                for _ in 0..<repeats {
                    for one in classes where view.decision(for: one).treatment == .show { shown += 1 }
                }
            }
            perDecision.append(elapsed / Double(repeats * classes.count))
        }
        let spread = Durations(perDecision)
        print(
            "decision: p50 \(rounded(spread.milliseconds(at: 0.5) * 1e6, 0)) ns, p95 "
                + "\(rounded(spread.milliseconds(at: 0.95) * 1e6, 0)) ns over \(rounds) rounds (\(shown) shown)"
        )
    }

    private func compiling(_ name: String, _ folder: RuleFolder) async throws {
        var elapsed: [Double] = []
        var cells = 0
        for _ in 0..<rounds {
            elapsed.append(await seconds { cells = PolicyCheck(folder: folder).policy?.cellCount ?? 0 })
        }
        let spread = Durations(elapsed)
        let median = spread.milliseconds(at: 0.5)
        print(
            "\(name): \(cells) cells read, compiled, invariants and cases run in p50 \(rounded(median, 1)) ms, p95 "
                + "\(rounded(spread.milliseconds(at: 0.95), 1)) ms; \(rounded(median * 100_000 / Double(max(1, cells)), 1)) ms "
                + "per 100,000 cells")
    }

    private func coverage(_ name: String, _ folder: RuleFolder) throws {
        let policy = try CompiledPolicy.load(folder: folder)
        let cases = try PolicyCases(folder: folder)
        let score = cases.mutationScore(of: policy)
        let covered = policy.ruleCount - cases.uncoveredRules(in: policy).count
        print(
            "\(name): \(cases.count) cases, rule coverage \(covered)/\(policy.ruleCount), mutation score "
                + "\(score.tried - score.survivors.count)/\(score.tried)")
    }

    /// 8 roles × 12 purposes × 40 classes × 4 regions × 2 sets of consents × 3 elevations: 92,160 cells.
    private static func invented() throws -> RuleFolder {
        func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
        let roles = (0..<8).map { "role\($0)" }
        let purposes = (0..<12).map { "purpose\($0)" }
        var lines = [
            "schema: throughline/policy/v1", "policy: invented", "version: \"1\"", "default: withhold",
            "regions: [r1, r2, r3]", "consents: [c1]", "contact_types: [general]", "classes:",
        ]
        lines += (0..<40).map { "  group\($0 / 8).class\($0): {means: invented}" }
        lines.append("roles:")
        lines += roles.map { "  \($0): {means: invented, flagged: warn, purposes: \(list(purposes))}" }
        lines.append("purposes:")
        lines += purposes.map { "  \($0): {decision: \"what?\", contact_types: \"*\"}" }
        lines.append("rules:")
        var cases = ["schema: throughline/policy-cases/v1", "cases:"]
        for (number, role) in roles.enumerated() {
            for group in 0..<5 {
                let when = group % 2 == 0 ? "" : ", when: {regions: [r\(group % 3 + 1)], consents: [c1]}"
                let treat =
                    "{group\(group).*: {mask: last_four}, group\(group).class\(group * 8 + number % 8): show}"
                let id = "RULE-\(number)-\(group)"
                lines.append(
                    "  - {id: \(id), roles: [\(role)], purposes: \"*\"\(when), treat: \(treat), because: invented}"
                )
                cases.append(
                    "  - {name: \(id), given: {role: \(role), purpose: purpose0, region: r\(group % 3 + 1), "
                        + "consents: [c1]}, expect: [{rule: \(id), treat: {group\(group).class\(group * 8 + number % 8): show}}]}"
                )
            }
        }
        lines.append("elevations:")
        for number in 0..<2 {
            lines.append(
                "  - {id: UP-\(number), roles: [role\(number)], purposes: \"*\", treat: {group0.class7: show}, "
                    + "minutes_max: 10, approvers: [role7], because: invented}")
            cases.append(
                "  - {name: up\(number), given: {role: role\(number), purpose: purpose1, elevation: UP-\(number)}, "
                    + "expect: [{rule: UP-\(number), treat: {group0.class7: show}}]}")
        }
        lines.append("invariants:")
        for number in 0..<20 {
            lines.append(
                "  - {id: NEVER-\(number), never: {roles: \"*\", classes: [group\(number % 5).*], more_than: show}, because: invented}"
            )
        }
        return RuleFolder(files: [
            try RuleFile(
                path: "policy/invented.yaml", bytes: Array((lines.joined(separator: "\n") + "\n").utf8)),
            try RuleFile(
                path: "policy/cases/invented.yaml", bytes: Array((cases.joined(separator: "\n") + "\n").utf8)),
        ])
    }
}
