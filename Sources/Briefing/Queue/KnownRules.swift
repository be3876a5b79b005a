public import Conversations
public import ReviewQueue
public import RuleFiles

/// The known-answer cases that compliance registered, from `redaction-rules/known/`: `known.yaml` says how they are drawn,
/// every other file is one case.
public struct KnownRules: Sendable {
    /// How they are drawn; `nil` when the folder has no `known/`, so that none ever is.
    public let terms: KnownTerms?
    /// The cases, by name.
    public let answers: [KnownAnswer]

    /// The folder of these files.
    static let folder = "known"

    /// Reads the folder `known/`; without one there are no known-answer cases.
    ///
    /// - Parameters:
    ///   - folder: the rule files.
    ///   - deciders: the roles that decide cases; none of them sees which are tests.
    ///   - categories: the categories that review rules know.
    /// - Throws: ``RuleFileProblems`` naming file, line and reason.
    public init(
        folder: RuleFolder, deciders: [RoleID], categories: Set<FlagCategory>
    ) throws(RuleFileProblems) {
        let files = folder.files(in: Self.folder)
        let terms = "\(Self.folder)/known.yaml"
        do throws(RuleFileProblem) {
            guard let file = files.first(where: { $0.path == terms }) else {
                if let other = files.first {
                    throw RuleFileProblem(file: other.path, line: 0, message: "expected \(terms) beside it")
                }
                self.terms = nil
                answers = []
                return
            }
            self.terms = try Self.terms(file, deciders)
            var answers: [KnownAnswer] = []
            for file in files where file.path != terms {
                let answer = try KnownAnswerFile(file, categories: categories).answer
                guard !answers.contains(where: { $0.id == answer.id }) else {
                    throw file.root.problem("the name \"\(answer.id)\" stands in another file too")
                }
                answers.append(answer)
            }
            self.answers = answers.sorted { $0.id < $1.id }
        } catch {
            throw RuleFileProblems([error])
        }
    }

    /// The known-answer case of a test; `nil` for any other case, and when it is no longer registered.
    public func answer(of life: CaseLife) -> KnownAnswer? {
        life.opened.test.flatMap { test in answers.first { $0.id == test.answer } }
    }

    /// The history of a case that is a test, as its source would give it; `nil` where there is no ``answer(of:)``.
    public func history(of life: CaseLife) -> SourceHistory? {
        guard let test = life.opened.test, let answer = answer(of: life) else { return nil }
        return answer.history(customer: life.opened.customer, seed: test.seed, since: test.since)
    }

    private static func terms(_ file: RuleFile, _ deciders: [RoleID]) throws(RuleFileProblem) -> KnownTerms {
        try file.expect(schema: "throughline/known/v1")
        let root = file.root
        try root.allowOnly([
            "schema", "share_permille", "within_minutes", "again_after_days", "tell_after_minutes",
            "officers",
        ])
        let node = try root.member("officers")
        var officers: [RoleID] = []
        for text in try node.texts() {
            guard let role = try? RoleID(text), !officers.contains(role) else {
                throw node.problem("expected names of roles, none twice")
            }
            guard !deciders.contains(role) else {
                throw node.problem("expected roles that decide no cases, found \"\(text)\", which does")
            }
            officers.append(role)
        }
        return KnownTerms(
            sharePermille: try root.member("share_permille").int(in: 0...1_000),
            pauseMinutesMax: try root.member("within_minutes").int(in: 0...1_440),
            againAfterDays: try root.member("again_after_days").int(in: 1...3_650),
            tellAfterMinutes: try root.member("tell_after_minutes").int(in: 0...525_600), officers: officers)
    }
}

extension KnownAnswer {
    /// What the conversation's source would say of whoever seems to ask.
    public var askerRows: [KnownStaff] {
        askerStaff.map { [KnownStaff(source: thread.source, member: $0)] } ?? []
    }
}
