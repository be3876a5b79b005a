import ArgumentParser
import Conversations
import FieldPolicy
import RuleFiles

struct RulesTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the policy's cases, and asks whether they would notice a slip of the pen.",
        discussion: """
            Prints failing cases, rules that no case names, and every treatment that could be turned into show or withhold, \
            or condition that could be dropped, without a case failing. Exit code 1 when there is any of these.
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
        let report = Report(
            failures: cases.failures(under: policy), uncovered: cases.uncoveredRules(in: policy),
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
        let failures: [RuleFileProblem]
        let uncovered: [RuleID]
        let ruleCount: Int
        let mutation: PolicyCases.MutationScore
        let caseCount: Int

        var isSound: Bool { failures.isEmpty && uncovered.isEmpty && mutation.survivors.isEmpty }

        var lines: [String] {
            let noticed = mutation.tried - mutation.survivors.count
            return failures.map { "failed: \($0)" } + uncovered.map { "no case names rule \($0)" }
                + mutation.survivors.map { "survived: \($0)" } + [
                    "cases: \(caseCount), \(failures.count) expectations not met",
                    "rule coverage: \(ruleCount - uncovered.count) of \(ruleCount) (\(share(ruleCount - uncovered.count, ruleCount)))",
                    "mutation score: \(noticed) of \(mutation.tried) (\(share(noticed, mutation.tried)))",
                ]
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
            ]
        }
    }
}
