import Conversations
public import RuleFiles

/// Everything that `rules check` has to say about a policy.
///
/// A fault keeps the policy from loading: bad files, broken law, rules without effect, broken invariants,
/// failing cases, rules that no case names. A remark does not, because the cell that it is about fails closed or harms nobody.
public struct PolicyCheck: Sendable {
    /// What keeps the policy from loading, in the order of files and lines.
    public let faults: [RuleFileProblem]
    /// What its owners should know, in the order of files and lines.
    public let remarks: [RuleFileProblem]
    /// What each role can come to see over all its purposes; empty when the files cannot be read.
    public let unions: [RoleUnion]
    /// The compiled policy, `nil` when there is a fault.
    public let policy: CompiledPolicy?

    /// Reads, compiles and goes through every cell.
    ///
    /// - Parameter folder: the folder of all rule files; only `policy/` is read.
    public init(folder: RuleFolder) {
        let source: PolicySource
        do { source = try PolicyReader.read(folder) } catch {
            self.init(faults: error.problems)
            return
        }
        let cellCount = PolicyAxes(source).cellCount
        guard cellCount <= PolicyAxes.cellsMax else {
            let message = "expected a table of at most \(PolicyAxes.cellsMax) cells, found \(cellCount)"
            self.init(faults: [source.place.problem(message)])
            return
        }
        let policy = CompiledPolicy(unchecked: source)
        var faults = source.breachesOfLaw.map { $0.place.problem($0.message) }
        faults += ReachCheck(policy).faults + InvariantCheck(policy).faults
        let remarks = ReachCheck(policy).remarks
        do {
            let cases = try PolicyCases(folder: folder)
            faults += cases.failures(under: policy)
            faults += cases.uncovered(in: source)
        } catch {
            faults += error.problems
        }
        self.init(
            faults: faults, remarks: remarks, unions: policy.roles.map { RoleUnion(of: $0, in: policy) },
            policy: faults.isEmpty ? policy : nil)
    }

    private init(
        faults: [RuleFileProblem], remarks: [RuleFileProblem] = [], unions: [RoleUnion] = [],
        policy: CompiledPolicy? = nil
    ) {
        self.faults = Self.inOrder(faults)
        self.remarks = Self.inOrder(remarks)
        self.unions = unions
        self.policy = policy
    }

    private static func inOrder(_ problems: [RuleFileProblem]) -> [RuleFileProblem] {
        problems.sorted { ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message) }
    }
}

extension CompiledPolicy {
    /// The table of a policy whose files can be read, whatever a check says of it: for running its cases.
    ///
    /// Nothing is shown to anybody by it; ``load(folder:)`` is what a gateway does.
    ///
    /// - Throws: ``RuleFileProblems`` when the files cannot be read or the table would be too large.
    public static func forTesting(folder: RuleFolder) throws(RuleFileProblems) -> CompiledPolicy {
        let source = try PolicyReader.read(folder)
        let cellCount = PolicyAxes(source).cellCount
        guard cellCount <= PolicyAxes.cellsMax else {
            let message = "expected a table of at most \(PolicyAxes.cellsMax) cells, found \(cellCount)"
            throw RuleFileProblems([source.place.problem(message)])
        }
        return CompiledPolicy(unchecked: source)
    }

    /// How many rules, elevations and ways to break glass it has.
    public var ruleCount: Int { source.rules.count + source.elevations.count }

    /// How many cells its table has.
    public var cellCount: Int { table.cells.count }
}
