public import Conversations
public import RuleFiles

/// The cases of a policy: expected decisions as data, in `policy/cases/`, that any implementation could run.
public struct PolicyCases: Sendable {
    /// What every file of cases says it follows.
    public static let schema = "throughline/policy-cases/v1"

    package let cases: [PolicyCase]

    /// Reads the cases of a folder of rules; a folder without any is allowed.
    ///
    /// - Throws: ``RuleFileProblems`` with the first fault of each file, and its line.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        cases = try folder.readCases(in: "policy", schema: Self.schema) { file throws(RuleFileProblem) in
            var cases: [PolicyCase] = []
            for item in try file.root.member("cases").items() { cases.append(try PolicyCase(item)) }
            return cases
        }
    }

    /// How many cases there are.
    public var count: Int { cases.count }

    /// Runs every case.
    ///
    /// - Returns: one problem for each expectation that is not met, with its line.
    public func failures(under policy: CompiledPolicy) -> [RuleFileProblem] {
        cases.flatMap { one in
            do throws(PolicyRefusal) {
                let view = try policy.view(one.question)
                return one.failures(classes: policy.classes.map(\.fieldClass)) { view.decision(for: $0) }
            } catch {
                if case .refused(error.code) = one.outcome { return [] }
                return [one.place.problem("case \"\(one.name)\": found refused, \(error)")]
            }
        }
    }

    /// The rules and elevations that no case names as what decides.
    public func uncoveredRules(in policy: CompiledPolicy) -> [RuleID] {
        uncoveredPlaces(in: policy.source).map(\.id)
    }

    /// A fault for every rule, elevation and way to break glass that no case names as what decides.
    func uncovered(in source: PolicySource) -> [RuleFileProblem] {
        uncoveredPlaces(in: source).map { $0.place.problem("no case names rule \($0.id)") }
    }

    private func uncoveredPlaces(in source: PolicySource) -> [(id: RuleID, place: RulePlace)] {
        let named = Set(cases.flatMap(\.expectations).compactMap(\.rule))
        let rules = source.rules.map { ($0.id, $0.place) } + source.elevations.map { ($0.id, $0.place) }
        return rules.filter { !named.contains($0.0) }
    }
}

extension PolicyCase {
    /// The expected decisions; none for a refusal.
    var expectations: [Expectation] {
        if case .view(let expectations, _) = outcome { expectations } else { [] }
    }

    /// What differs from what was expected.
    ///
    /// - Parameters:
    ///   - classes: all classes of the tree.
    ///   - decide: the decision on a class; stands for the compiled table or for the slow reference.
    /// - Returns: one problem for each expectation that is not met.
    func failures(classes: [FieldClass], decide: (FieldClass) -> Decision) -> [RuleFileProblem] {
        guard case .view(let expectations, let othersAreWithheld) = outcome else {
            return [place.problem("case \"\(name)\": expected a refusal, found a view")]
        }
        var failures = expectations.compactMap { failure(of: $0, decision: decide($0.fieldClass)) }
        for expectation in expectations where !classes.contains(expectation.fieldClass) {
            failures.append(expectation.place.problem("unknown field class \"\(expectation.fieldClass)\""))
        }
        guard othersAreWithheld else { return failures }
        let named = Set(expectations.map(\.fieldClass))
        for fieldClass in classes where !named.contains(fieldClass) {
            let found = decide(fieldClass)
            guard found.treatment != .withhold else { continue }
            failures.append(
                place.problem(
                    "case \"\(name)\": expected \(fieldClass) to be withheld like all others, "
                        + "found \(found.treatment.text) by \(found.rule)"))
        }
        return failures
    }

    private func failure(of expectation: Expectation, decision: Decision) -> RuleFileProblem? {
        let isRight =
            decision.treatment == expectation.treatment
            && (expectation.rule.map { $0 == decision.rule } ?? true)
        guard !isRight else { return nil }
        let rule = expectation.rule.map { " by \($0)" } ?? ""
        return expectation.place.problem(
            "case \"\(name)\": expected \(expectation.fieldClass) \(expectation.treatment.text)\(rule), "
                + "found \(decision.treatment.text) by \(decision.rule)")
    }
}
