public import Conversations
public import RuleFiles

/// All review rules of a folder, compiled: `review/<category>.<language>.yaml`, the lexicons, the languages.
///
/// The categories, words, severities and reasons are data; this type only knows how to read and to match them. Compiled
/// once, immutable, free to be shared.
public struct FlagRules: Sendable {
    /// The rules, in byte order of their ids.
    public let rules: [FlagRule]
    /// The languages that have rules, in byte order.
    public let languages: [String]

    /// The categories that every house holds for a person.
    public static let mandatoryCategories: Set<FlagCategory> = ["billing", "emotional", "legal", "safety"]

    /// The languages whose messages count as assessed: those with rules for every mandatory category that any language
    /// has rules for.
    ///
    /// WHY not all: rules of one category say nothing of a message's danger, and it would no longer be *not assessed*.
    public var assessedLanguages: [String] {
        let wanted = categories.intersection(Self.mandatoryCategories)
        return languages.filter { language in
            wanted.isSubset(of: rules.filter { $0.language == language }.map(\.category))
        }
    }

    /// The categories of the rules.
    public var categories: Set<FlagCategory> { Set(rules.map(\.category)) }

    /// The most rows of a thousand that the linear model alone may flag in neutral traffic; `nil` without a model.
    public var modelBudgetPermille: Int? { model?.budgetPermille }

    let lexicons: [Lexicon]
    let languageGuess: LanguageGuess
    let table: PhraseTable
    /// For each slot the patterns that are tried when it occurs, as (rule, pattern).
    let patternsBySlot: [[PatternPlace]]
    /// What may add candidates; `nil` when the folder holds no model.
    let model: LinearModel?
    /// For each target of ``model`` its rule's place in ``rules``.
    let modelRules: [Int]
    /// What fields and events say.
    let signals: [Signal]

    /// Names one pattern of one rule.
    struct PatternPlace: Sendable {
        /// The rule's place in ``FlagRules/rules``.
        let rule: Int32
        /// The pattern's place in the rule.
        let pattern: Int32
    }

    /// The schema of files of rules.
    public static let rulesSchema = "throughline/review-rules/v1"
    /// The schema of lexicons.
    public static let lexiconSchema = "throughline/review-lexicon/v1"
    /// The schema of the file of languages.
    public static let languagesSchema = "throughline/review-languages/v1"
    /// The schema of files of ordinary words.
    public static let wordsSchema = "throughline/review-words/v1"
    /// The schema of the file of a linear model.
    public static let modelSchema = "throughline/review-model/v1"
    /// The schema of the file of signals.
    public static let signalsSchema = "throughline/review-signals/v1"

    /// Reads and compiles the rules of a folder.
    ///
    /// - Parameters:
    ///   - folder: its `review/` files; test cases are left aside.
    ///   - digester: holds a model's weights against the digest in its file.
    /// - Throws: ``RuleFileProblems`` with every fault found, each with file and line; a folder without rules is one.
    public init(folder: RuleFolder, digester: some Digester) throws(RuleFileProblems) {
        var reader = FlagRulesReader()
        for file in folder.files(in: "review") { reader.read(file) }
        let read = try reader.finish(digester)
        rules = read.rules
        languages = read.lexicons.map(\.language)
        lexicons = read.lexicons
        languageGuess = read.guess
        table = read.table
        model = read.model
        modelRules = (read.model?.targets ?? []).compactMap { target in
            read.rules.firstIndex { $0.id == target.rule }
        }
        signals = read.signals
        patternsBySlot = Self.index(read.rules, slotCount: read.table.slotCount, common: read.commonSlots)
    }

    /// WHY: a pattern is tried only when its rarest slot occurs; slots of everyday words are the worst to start from.
    private static func index(_ rules: [FlagRule], slotCount: Int, common: [Bool]) -> [[PatternPlace]] {
        var index: [[PatternPlace]] = Array(repeating: [], count: slotCount)
        for (number, rule) in rules.enumerated() {
            for (place, pattern) in rule.patterns.enumerated() {
                let slots = pattern.slots
                guard let anchor = slots.first(where: { !common[Int($0)] }) ?? slots.first else { continue }
                index[Int(anchor)].append(PatternPlace(rule: Int32(number), pattern: Int32(place)))
            }
        }
        return index
    }
}
