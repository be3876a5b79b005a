public import Conversations
public import RuleFiles

/// A policy, checked and compiled: the one place that says who may see what, and for which decision.
///
/// An instance exists only if its files have no fault, no broken invariant, no rule without effect and no
/// failing case. Values are immutable and cheap to copy; a running gateway swaps one for another.
public struct CompiledPolicy: Sendable {
    /// The policy's name.
    public let id: String
    /// The policy's version, as its files state it.
    public let version: String
    /// The roles, by name.
    public let roles: [RoleRule]
    /// The catalogue of purposes, by name.
    public let purposes: [PurposeRule]
    /// The field classes, by path.
    public let classes: [ClassRule]
    /// The elevations that may be asked for, by name.
    public let elevations: [ElevationRule]
    /// The ways to break glass, by name; a ``PolicyQuestion`` names one as its elevation.
    public let breakGlass: [ElevationRule]
    /// The compiled table in one canonical form: same rules, same bytes, however they are cut into files.
    public let tableBytes: [UInt8]
    package let source: PolicySource
    let table: DecisionTable

    /// Loads the policy of a folder of rules.
    ///
    /// - Parameter folder: the files; those below `policy/` are read, its cases are run.
    /// - Returns: the policy, sound as ``PolicyCheck`` sees it.
    /// - Throws: ``RuleFileProblems`` with every fault, its file and its line; nothing loads half.
    public static func load(folder: RuleFolder) throws(RuleFileProblems) -> CompiledPolicy {
        let check = PolicyCheck(folder: folder)
        guard let policy = check.policy, check.faults.isEmpty else { throw RuleFileProblems(check.faults) }
        return policy
    }

    /// Joins a policy with its table, whatever a check would say of it.
    package init(unchecked source: PolicySource) {
        table = TableCompiler.compile(source)
        self.source = source
        id = source.id
        version = source.version
        roles = source.roles
        purposes = source.purposes
        classes = source.classes
        elevations = source.elevations.filter { $0.breakGlass == nil }
        breakGlass = source.elevations.filter { $0.breakGlass != nil }
        tableBytes = table.canonicalBytes(of: source)
    }

    /// A role of the policy, `nil` when it has none of that name.
    public func role(_ id: RoleID) -> RoleRule? { table.axes.roles[id].map { roles[$0] } }

    /// A purpose of the catalogue, `nil` when it has none of that name.
    public func purpose(_ id: PurposeID) -> PurposeRule? { table.axes.purposes[id].map { purposes[$0] } }

    /// A field class, `nil` when the tree has none of that path.
    public func fieldClass(_ fieldClass: FieldClass) -> ClassRule? {
        table.axes.classes[fieldClass].map { classes[$0] }
    }

    /// An elevation or a way to break glass, `nil` when the policy has none of that name.
    public func elevation(_ id: RuleID) -> ElevationRule? {
        table.axes.elevations[id].map { source.elevations[$0] }
    }

    /// A digest of the compiled table: what a leaf may name to say under which rules it was decided.
    public func digest(_ digester: some Digester) -> [UInt8] { digester.sha256(tableBytes) }
}
