import Conversations
import Foundation
import ReviewFlags
import RuleFiles
import Sodium

/// The rules that ship with the project, and their cases.
enum ShippedRules {
    /// A line of a file of cases.
    struct Case {
        let language: String
        let category: String
        let isHeldAside: Bool
        /// Whether it is told without any trigger word.
        let isOblique: Bool
        /// Whether the linear model alone finds it.
        let isLearned: Bool
        /// Whether a rule that guesses hits it, as the only one of its category.
        let isGuessed: Bool
        let text: String
    }

    private static let loaded = Result { try load() }

    static func folder() throws -> RuleFolder { try loaded.get() }

    private static func load() throws -> RuleFolder {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let all = try RuleFolder(directory: root.appending(path: "redaction-rules").path())
        return RuleFolder(files: all.files.filter { $0.path.hasPrefix("review/") })
    }

    // WHY: read and compiled once for all tests; immutable.
    private static let compiled = Result {
        FlagDetector(rules: try FlagRules(folder: try folder(), digester: SodiumDigester()))
    }

    static func detector() throws -> FlagDetector { try compiled.get() }

    private static let read = Result { try readCases() }

    static func cases() throws -> [Case] { try read.get() }

    private static func readCases() throws -> [Case] {
        var cases: [Case] = []
        for file in try folder().cases(in: "review") {
            try file.expect(schema: "throughline/review-cases/v1")
            try file.root.allowOnly(["schema", "language", "cases"])
            let language = try file.root.member("language").text()
            for group in try file.root.member("cases").items() {
                try group.allowOnly(["category", "held_aside", "texts"])
                let category = try group.member("category").text()
                let isHeldAside = try group.member("held_aside").bool()
                for text in try group.member("texts").texts() {
                    cases.append(
                        Case(
                            language: language, category: category, isHeldAside: isHeldAside,
                            isOblique: file.path.contains("/told."),
                            isLearned: file.path.contains("/model."),
                            isGuessed: file.path.contains("/tentative."), text: text))
                }
            }
        }
        return cases
    }
}

extension FlagDetector {
    /// The assessment of one message by the customer.
    func assess(_ text: String) -> Assessment { assess([FlagMessage(author: .customer, text: text)]) }

    /// The flags that written rules raise for one message by the customer.
    ///
    /// WHY: a rule is wrong or it is not; the linear model guesses within a budget.
    func flagsByRules(of text: String) -> [Flag] {
        let learned = Set(rules.rules.filter { $0.origin == .learned }.map(\.id))
        return assess(text).flags.filter { !learned.contains($0.rule) }
    }

    /// The categories that one message by the customer raises.
    func categories(of text: String) -> Set<String> { Set(assess(text).flags.map(\.category.text)) }
}
