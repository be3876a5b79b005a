import ArgumentParser
import Conversations
import FieldPolicy
import RuleFiles

struct RulesTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract:
            "Runs the cases of every engine, and asks whether the policy's would notice a slip of the pen.",
        discussion: """
            Prints failing cases of the policy, detectors, identity, review and extracts with file and line, and rules \
            that no case names; of the policy also every treatment that could be turned into show or withhold, or \
            condition that could be dropped, without a case failing. Exit code 1 when there is any of these. Review cases \
            that are kept aside from whoever writes rules are reported as shares.
            """)

    @OptionGroup var rules: RulesOption

    @ArgumentParser.Flag(help: "Print one JSON document.")
    var json = false

    func run() throws {
        let folder = try rules.folder()
        let (policy, cases): (CompiledPolicy, PolicyCases)
        do {
            (policy, cases) = (try CompiledPolicy.forTesting(folder: folder), try PolicyCases(folder: folder))
        } catch {
            throw Terminal.stop("the rules do not fit\n\(error)", Exit.configuration)
        }
        let engines = try EngineCases.runs(of: folder)
        let report = Report(
            engines: engines, failures: cases.failures(under: policy),
            uncovered: cases.uncoveredRules(in: policy),
            ruleCount: policy.ruleCount, mutation: cases.mutationScore(of: policy), caseCount: cases.count)
        if json {
            Terminal.print(report.document.text())
        } else {
            for line in report.lines { Terminal.print(line) }
        }
        guard report.isSound else { throw Exit.negativeFinding }
    }

    /// What a run of the cases found.
    private struct Report {
        let engines: [EngineCases]
        let failures: [RuleFileProblem]
        let uncovered: [RuleID]
        let ruleCount: Int
        let mutation: PolicyCases.MutationScore
        let caseCount: Int

        var isSound: Bool {
            failures.isEmpty && uncovered.isEmpty && mutation.survivors.isEmpty
                && engines.allSatisfy(\.isSound)
        }

        var lines: [String] {
            let noticed = mutation.tried - mutation.survivors.count
            return failures.map { "failed: \($0)" } + uncovered.map { "no case names rule \($0)" }
                + mutation.survivors.map { "survived: \($0)" } + [
                    "cases: \(caseCount), \(failures.count) expectations not met",
                    "rule coverage: \(ruleCount - uncovered.count) of \(ruleCount) (\(share(ruleCount - uncovered.count, ruleCount)))",
                    "mutation score: \(noticed) of \(mutation.tried) (\(share(noticed, mutation.tried)))",
                ] + engines.flatMap(\.lines)
        }

        private func share(_ part: Int, _ whole: Int) -> String {
            whole == 0 ? "100.0 %" : "\(part * 1000 / whole / 10).\(part * 1000 / whole % 10) %"
        }

        var document: JSONValue {
            [
                "cases": JSONValue(caseCount), "failures": .array(failures.map(RulesText.problem)),
                "rules": JSONValue(ruleCount), "uncovered": .array(uncovered.map { .string($0.text) }),
                "mutants": JSONValue(mutation.tried),
                "survivors": .array(mutation.survivors.map(RulesText.problem)),
                "engines": .object(
                    Dictionary(uniqueKeysWithValues: engines.map { ($0.name, $0.document) })),
            ]
        }
    }
}
