public import Conversations
public import RuleFiles

/// One message by a customer and the category that it must raise.
public struct FlagCase: Sendable {
    /// The language of the file.
    public let language: String
    /// The category, `none` for a harmless message.
    public let category: String
    /// Whether it was kept aside from whoever writes rules: it counts in shares and need not hold by itself.
    public let isHeldAside: Bool
    /// A bot's question to which the message is the answer; `nil` for a message of its own.
    public let question: String?
    /// The message.
    public let text: String
    /// Where it is written.
    public let place: RuleNode

    /// Whether a detector raises the category; for a harmless message, whether no written rule raises one.
    ///
    /// WHY written: a rule is wrong or it is not; the linear model guesses within a budget.
    public func holds(under detector: FlagDetector) -> Bool {
        let flags = flags(under: detector)
        guard category == "none" else { return flags.contains { $0.category.text == category } }
        return !flags.contains { !detector.learnedRules.contains($0.rule) }
    }

    /// Whether the linear model alone flags a harmless message.
    public func isGuessedWrongly(by detector: FlagDetector) -> Bool {
        category == "none" && holds(under: detector) && !flags(under: detector).isEmpty
    }

    fileprivate func flags(under detector: FlagDetector) -> [Flag] { assessment(under: detector).flags }

    fileprivate func assessment(under detector: FlagDetector) -> Assessment {
        let asked = question.map { [FlagMessage(author: .bot, text: $0)] } ?? []
        return detector.assess(asked + [FlagMessage(author: .customer, text: text)])
    }
}

/// The cases of `review/cases/`.
public struct FlagCases: Sendable {
    /// What every file of cases says it follows.
    public static let schema = "throughline/review-cases/v1"

    /// The cases in the order of the files.
    public let cases: [FlagCase]

    /// Reads the cases of a rule folder; a folder without any is allowed.
    ///
    /// - Throws: ``RuleFileProblems`` with the first fault of each file.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        let members = ["language", "cases"]
        cases = try folder.readCases(in: "review", schema: Self.schema, members: members) {
            file throws(RuleFileProblem) in
            var cases: [FlagCase] = []
            let language = try file.root.member("language").text()
            for group in try file.root.member("cases").items() {
                try group.allowOnly(["category", "held_aside", "question", "texts"])
                let category = try group.member("category").text()
                let isHeldAside = try group.member("held_aside").bool()
                let question = try group.optional("question")?.text()
                for item in try group.member("texts").items() {
                    cases.append(
                        FlagCase(
                            language: language, category: category, isHeldAside: isHeldAside,
                            question: question, text: try item.text(), place: item))
                }
            }
            return cases
        }
    }

    /// How many harmless messages there are, and how many of them the linear model alone flags.
    public func guesses(under detector: FlagDetector) -> (harmless: Int, flagged: Int) {
        let harmless = cases.filter { $0.category == "none" }
        return (harmless.count, harmless.count { $0.isGuessedWrongly(by: detector) })
    }

    /// Runs every case that rules were written for.
    ///
    /// - Returns: one problem for each message that raises something else, with its line.
    public func failures(under detector: FlagDetector) -> [RuleFileProblem] {
        cases.filter { !$0.isHeldAside && !$0.holds(under: detector) }.map { one in
            let found = Set(one.flags(under: detector).map(\.category.text)).sorted().joined(separator: ", ")
            return one.place.problem("expected \(one.category), found \(found.isEmpty ? "none" : found)")
        }
    }

    /// The written rules that no case fires.
    public func uncoveredRules(in detector: FlagDetector) -> [RuleID] {
        var fired: Set<RuleID> = []
        for one in cases {
            let assessment = one.assessment(under: detector)
            fired.formUnion(assessment.flags.map(\.rule))
            fired.formUnion(assessment.suppressed.filter { $0.reason == .alone }.map(\.rule))
        }
        return detector.rules.rules.filter { $0.origin != .structured && !fired.contains($0.id) }.map(\.id)
    }
}

extension FlagDetector {
    /// The rules that stand for the linear model.
    fileprivate var learnedRules: Set<RuleID> {
        Set(rules.rules.filter { $0.origin == .learned }.map(\.id))
    }
}

/// How many cases of some kind hold.
public struct FlagCaseShare: Hashable, Sendable {
    /// Messages that must raise a category.
    public private(set) var wanted = 0
    /// Those among them that do.
    public private(set) var found = 0
    /// Harmless messages.
    public private(set) var harmless = 0
    /// Those among them for which a written rule raises one.
    public private(set) var wrong = 0

    /// Counts some cases.
    public init(_ cases: [FlagCase], under detector: FlagDetector) {
        for one in cases {
            let isHeld = one.holds(under: detector)
            if one.category == "none" {
                harmless += 1
                wrong += isHeld ? 0 : 1
            } else {
                wanted += 1
                found += isHeld ? 1 : 0
            }
        }
    }
}
