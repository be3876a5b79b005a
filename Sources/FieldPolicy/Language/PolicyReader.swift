import Conversations
package import RuleFiles

/// Reads the files of `redaction-rules/policy/` into a ``PolicySource``.
///
/// Any section may stand in any file, and sections of one name are joined, so that a policy is cut into files
/// as its owners like. Every fault is named with its file and line; one fault is enough that nothing loads.
package struct PolicyReader {
    /// What every file of a policy says it follows.
    package static let schema = "throughline/policy/v1"

    /// Reads, and holds every name against its declaration.
    ///
    /// - Parameter folder: the folder of all rule files; only `policy/` without its cases is read.
    /// - Returns: the policy as its files state it, every name known.
    /// - Throws: ``RuleFileProblems`` with every fault found.
    package static func read(_ folder: RuleFolder) throws(RuleFileProblems) -> PolicySource {
        var draft = PolicyDraft()
        let files = folder.files(in: "policy")
        for file in files {
            draft.attempt { (draft) throws(RuleFileProblem) in
                try file.expect(schema: schema)
                try file.root.allowOnly(PolicyKeys.file)
                for member in try file.root.members() { read(member, into: &draft) }
            }
        }
        if files.isEmpty {
            draft.fault(RulePlace(file: "policy", line: 0), "expected the files of a policy, found none")
        }
        let source = draft.resolved()
        guard draft.problems.isEmpty, let source else { throw RuleFileProblems(draft.problems) }
        return source
    }

    private static func read(_ member: RuleMember, into draft: inout PolicyDraft) {
        let node = member.value
        draft.attempt { (draft) throws(RuleFileProblem) in
            switch member.key {
            case "policy": try set(\.id, to: node, in: &draft)
            case "version": try set(\.version, to: node, in: &draft)
            case "default": try readDefault(node, into: &draft)
            case "regions": draft.regions += try node.names()
            case "consents": draft.consents += try node.names()
            case "contact_types": draft.contactTypes += try node.names()
            case "queues": draft.queues += try node.names()
            case "classes":
                try readEach(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readClass(one)
                }
            case "roles":
                try readEach(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readRole(one)
                }
            case "purposes":
                try readEach(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readPurpose(one)
                }
            case "fences":
                try readEach(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readFence(one)
                }
            case "organisations":
                try readEach(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readOrganisation(one)
                }
            case "rules":
                try readItems(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readRule(one)
                }
            case "elevations":
                try readItems(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readElevation(one)
                }
            case "break_glass":
                try readItems(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readBreakGlass(one)
                }
            case "invariants":
                try readItems(of: node, into: &draft) { (draft, one) throws(RuleFileProblem) in
                    try draft.readInvariant(one)
                }
            default: break
            }
        }
    }

    private static func set(
        _ member: WritableKeyPath<PolicyDraft, Located<String>?>, to node: RuleNode,
        in draft: inout PolicyDraft
    ) throws(RuleFileProblem) {
        if let earlier = draft[keyPath: member] {
            throw node.problem("given twice, first in \(earlier.place)")
        }
        draft[keyPath: member] = Located(value: try node.sentence(), place: node.place)
    }

    private static func readDefault(_ node: RuleNode, into draft: inout PolicyDraft) throws(RuleFileProblem) {
        guard try node.text() == "withhold" else {
            throw node.problem(
                "expected withhold: what no rule names is never shown, found \"\(try node.text())\"")
        }
        try set(\.hasDefault, to: node, in: &draft)
    }

    private static func readEach(
        of node: RuleNode, into draft: inout PolicyDraft,
        _ step: (inout PolicyDraft, RuleMember) throws(RuleFileProblem) -> Void
    ) throws(RuleFileProblem) {
        for member in try node.members() {
            draft.attempt { (draft) throws(RuleFileProblem) in try step(&draft, member) }
        }
    }

    private static func readItems(
        of node: RuleNode, into draft: inout PolicyDraft,
        _ step: (inout PolicyDraft, RuleNode) throws(RuleFileProblem) -> Void
    ) throws(RuleFileProblem) {
        for item in try node.items() {
            draft.attempt { (draft) throws(RuleFileProblem) in try step(&draft, item) }
        }
    }
}
