import Conversations

/// The compiled policy: one number a cell, which points into a short list of different decisions.
struct DecisionTable: Sendable {
    /// The axes.
    let axes: PolicyAxes
    /// The different decisions; the first is ``Decision/byDefault``.
    let decisions: [Decision]
    /// For each cell, the index of its decision.
    let cells: [UInt32]
    /// Which entries of which rules and elevations decide at least one cell.
    let reached: Set<EntryName>
    /// Rules that cannot be ordered, with the first class where they meet.
    let incomparable: [IncomparableRules]

    /// The decisions of a row, one a class.
    func row(at first: Int) -> ArraySlice<UInt32> { cells[first..<first + axes.classes.count] }

    /// The decision of a cell.
    func decision(at cell: Int) -> Decision { decisions[Int(cells[cell])] }
}

/// Names one entry of a rule or elevation.
struct EntryName: Hashable {
    let rule: RuleID
    let entry: Int
}

/// Two rules whose treatments of one class cannot be ordered, so that the class is withheld where both apply.
struct IncomparableRules: Hashable {
    let left: RuleID
    let right: RuleID
    let role: RoleID
    let purpose: PurposeID
    let fieldClass: FieldClass
}
