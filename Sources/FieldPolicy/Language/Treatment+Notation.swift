import Conversations
import RuleFiles

extension Treatment {
    /// Reads `show`, `hash`, `withhold`, or a map of one kind and its detail, such as `{mask: last_four}`.
    init(_ node: RuleNode) throws(RuleFileProblem) {
        switch node.content {
        case .scalar(let word, _):
            switch word {
            case "show": self = .show
            case "hash": self = .hash
            case "withhold": self = .withhold
            default: throw node.problem(Self.expectation(found: word))
            }
        case .map(let members):
            guard let member = members.first, members.count == 1 else {
                throw node.problem("expected one treatment, found \(members.count)")
            }
            switch member.key {
            case "mask": self = .mask(try member.value.choice(of: Mask.self))
            case "generalise": self = .generalise(try member.value.choice(of: Generalisation.self))
            case "pseudonymise": self = .pseudonymise(try member.value.choice(of: PseudonymScope.self))
            default: throw node.problem(Self.expectation(found: member.key))
            }
        case .list:
            throw node.problem("expected a treatment, found a list")
        }
    }

    /// Reads what ``Treatment/text`` writes, for example `mask(last_four)`; `nil` for anything else.
    package init?(text: String) {
        let all: [Treatment] =
            [.show, .hash, .withhold] + Mask.allCases.map(Treatment.mask)
            + Generalisation.allCases.map(Treatment.generalise)
            + PseudonymScope.allCases.map(Treatment.pseudonymise)
        guard let treatment = all.first(where: { $0.text == text }) else { return nil }
        self = treatment
    }

    /// Which way a treatment changes when another takes its place.
    func direction(to after: Treatment) -> PolicyDiff.Direction {
        if after.showsNoMore(than: self) { return .narrowed }
        return showsNoMore(than: after) ? .widened : .changed
    }

    /// The six kinds in the words of rule files, from the mildest.
    static let kinds = ["show", "mask", "generalise", "pseudonymise", "hash", "withhold"]

    /// Whether a value treated like this shows no more than one treated like another.
    func showsNoMore(than other: Treatment) -> Bool { joined(with: other).treatment == self }

    private static func expectation(found word: String) -> String {
        """
        expected a treatment (show, {mask: …}, {generalise: …}, {pseudonymise: …}, hash, withhold), \
        found "\(word)"\(nearest(to: word, in: kinds))
        """
    }
}
