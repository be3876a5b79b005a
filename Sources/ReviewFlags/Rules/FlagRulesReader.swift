import Conversations
import RuleFiles

/// Reads the files of `review/` and compiles them in a fixed order.
struct FlagRulesReader {
    /// Everything that was read.
    struct Result {
        let rules: [FlagRule]
        let lexicons: [Lexicon]
        let guess: LanguageGuess
        let table: PhraseTable
        let commonSlots: [Bool]
        let model: LinearModel?
        let signals: [Signal]
    }

    private var problems: [RuleFileProblem] = []
    private var lexiconFiles: [RuleFile] = []
    private var ruleFiles: [RuleFile] = []
    private var languageFiles: [RuleFile] = []
    private var modelFiles: [RuleFile] = []
    private var signalFiles: [RuleFile] = []
    private var wordFiles: [RuleFile] = []

    /// Takes a file by its schema.
    mutating func read(_ file: RuleFile) {
        switch file.schema {
        case FlagRules.lexiconSchema: lexiconFiles.append(file)
        case FlagRules.rulesSchema: ruleFiles.append(file)
        case FlagRules.languagesSchema: languageFiles.append(file)
        case FlagRules.modelSchema: modelFiles.append(file)
        case FlagRules.signalsSchema: signalFiles.append(file)
        case FlagRules.wordsSchema: wordFiles.append(file)
        default:
            problems.append(
                RuleFileProblem(
                    file: file.path, line: 1,
                    message: "expected a schema of review rules, found \"\(file.schema)\""))
        }
    }

    /// Compiles what was taken.
    mutating func finish(_ digester: some Digester) throws(RuleFileProblems) -> Result {
        guard languageFiles.count == 1, !lexiconFiles.isEmpty, !ruleFiles.isEmpty else {
            problems.append(
                RuleFileProblem(
                    file: "review", line: 0,
                    message: "expected one file of languages, a lexicon and rules, found "
                        + "\(languageFiles.count), \(lexiconFiles.count) and \(ruleFiles.count)"))
            throw RuleFileProblems(problems)
        }
        do {
            let result = try compile(digester)
            guard problems.isEmpty else { throw RuleFileProblems(problems) }
            return result
        } catch let problem as RuleFileProblem {
            throw RuleFileProblems(problems + [problem])
        } catch {
            throw RuleFileProblems(problems)
        }
    }

    private mutating func compile(_ digester: some Digester) throws -> Result {
        let guess = try LanguageGuess(file: languageFiles[0])
        var compiler = PatternCompiler(everyday: Set(guess.everydayWords.map(\.word)))
        var lexicons: [Lexicon] = []
        var lists: [String: PhraseLists] = [:]
        var slips = SlipWords(distinct: guess.everydayWords)
        for file in lexiconFiles {
            compiler.language = guess.bit(of: try file.root.member("language").text())
            guard compiler.language != 0 else {
                throw try file.root.member("language").problem("expected a language of the file of languages")
            }
            let read = try LexiconReader(file, &compiler)
            guard lists.updateValue(read.lists, forKey: read.lexicon.language) == nil else {
                throw try file.root.member("language").problem(
                    "a second lexicon of \"\(read.lexicon.language)\"")
            }
            lexicons.append(read.lexicon)
            slips.misspellable += read.misspellable
            slips.distinct += read.distinct.map { ($0, compiler.language) }
        }
        for file in wordFiles {
            let read = try OrdinaryWords(file, guess)
            slips.ordinary += read.words.map { ($0, read.language) }
            slips.abbreviations.formUnion(read.abbreviations)
        }
        lexicons.sort { $0.language.utf8.lexicographicallyPrecedes($1.language.utf8) }
        var rules: [FlagRule] = []
        for file in ruleFiles {
            do {
                compiler.language = guess.bit(of: try file.root.member("language").text())
                let read = try RuleFileReader.rules(of: file, lists: lists, &compiler)
                rules += read.rules
                problems += read.problems
            } catch {
                problems.append(error)
            }
        }
        var model: LinearModel?
        for file in modelFiles {
            guard model == nil else { throw file.root.problem("a second linear model") }
            let read = try LinearModelReader(file, digester)
            // WHY: a model that learned from no language that is known would keep still without a word.
            if let listed = read.model.languages,
                listed.isEmpty || listed.contains(where: { guess.bit(of: $0) == 0 })
            {
                throw try file.root.member("languages").problem(
                    "expected at least one language of the file of languages, and no other")
            }
            model = read.model
            rules += read.rules
        }
        var signals: [Signal] = []
        for file in signalFiles {
            let read = try SignalsReader(file)
            signals += read.signals
            rules += read.rules
        }
        rules.sort { $0.id < $1.id }
        for (left, right) in zip(rules, rules.dropFirst()) where left.id == right.id {
            problems.append(
                RuleFileProblem(file: "review", line: 0, message: "two rules named \"\(left.id)\""))
        }
        compiler.finish(slips)
        return Result(
            rules: rules, lexicons: lexicons, guess: guess, table: compiler.table,
            commonSlots: compiler.isCommon, model: model, signals: signals)
    }
}

/// Reads one lexicon.
struct LexiconReader {
    let lexicon: Lexicon
    let lists: PhraseLists
    let misspellable: [String]
    let distinct: [String]

    init(_ file: RuleFile, _ compiler: inout PatternCompiler) throws(RuleFileProblem) {
        let root = file.root
        try root.allowOnly([
            "schema", "language", "lists", "masks", "negators", "negator_exceptions", "reporters",
            "quote_headers", "misspellable", "distinct", "everyday_requests", "affirmations", "denials",
        ])
        var lists = PhraseLists()
        try lists.add(try root.member("lists"))
        func slot(_ name: String) throws(RuleFileProblem) -> Int32 {
            var phrases: [[String]] = []
            for item in try root.member(name).items() {
                phrases += try lists.phrases(of: try PhraseText(item), at: item)
            }
            return compiler.slot(phrases)
        }
        func optionalSlot(_ name: String) throws(RuleFileProblem) -> Int32? {
            try root.optional(name) == nil ? nil : try slot(name)
        }
        lexicon = Lexicon(
            language: try root.member("language").text(), masks: try slot("masks"),
            everydayRequests: try optionalSlot("everyday_requests"),
            affirmations: try optionalSlot("affirmations"), denials: try optionalSlot("denials"),
            negators: try slot("negators"), negatorExceptions: try slot("negator_exceptions"),
            reporters: try slot("reporters"), quoteHeaders: try slot("quote_headers"))
        misspellable = try root.member("misspellable").texts()
        distinct = try root.member("distinct").texts().flatMap { $0.split(separator: " ").map(String.init) }
        self.lists = lists
    }
}

/// Reads one file of rules.
enum RuleFileReader {
    static func rules(
        of file: RuleFile, lists: [String: PhraseLists], _ compiler: inout PatternCompiler
    ) throws(RuleFileProblem) -> (rules: [FlagRule], problems: [RuleFileProblem]) {
        let root = file.root
        try root.allowOnly(["schema", "category", "language", "lists", "rules"])
        let language = try root.member("language").text()
        guard var lists = lists[language] else {
            throw try root.member("language").problem("no lexicon of language \"\(language)\"")
        }
        if let own = try root.optional("lists") { try lists.add(own) }
        let category = try identifier(try root.member("category"), FlagCategory.self)
        try expectName(of: file, category.text, language, at: root.member("category"))
        var rules: [FlagRule] = []
        var problems: [RuleFileProblem] = []
        for node in try root.member("rules").items() {
            do {
                rules.append(try rule(node, category, language, &lists, &compiler))
            } catch {
                problems.append(error)
            }
        }
        return (rules, problems)
    }

    /// WHY: who looks for the rules of a category goes by the names of the files.
    private static func expectName(
        of file: RuleFile, _ category: String, _ language: String, at node: RuleNode
    ) throws(RuleFileProblem) {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        guard name != "\(category).\(language).yaml" else { return }
        guard name.hasPrefix("\(category)-"), name.hasSuffix(".\(language).yaml") else {
            throw node.problem(
                "expected the file of these rules to be named \(category).\(language).yaml or "
                    + "\(category)-….\(language).yaml, found \(name)")
        }
    }

    private static func rule(
        _ node: RuleNode, _ category: FlagCategory, _ language: String, _ lists: inout PhraseLists,
        _ compiler: inout PatternCompiler
    ) throws(RuleFileProblem) -> FlagRule {
        try node.allowOnly([
            "id", "topic", "severity", "strength", "confidence", "because", "by", "answer", "negatable",
            "any",
            "unless", "unless_in_message",
        ])
        let strength = try node.member("strength").choice(of: RuleStrength.self)
        func patterns(_ name: String) throws(RuleFileProblem) -> [Pattern] {
            var all: [Pattern] = []
            for item in try node.optional(name)?.items() ?? [] {
                all += try compiler.patterns(of: item, lists: &lists)
            }
            return all
        }
        compiler.guardsWords = strength == .decisive
        defer { compiler.guardsWords = false }
        let wanted = try patterns("any")
        compiler.guardsWords = false
        guard !wanted.isEmpty else {
            throw node.problem("expected at least one pattern in \"any\", found none")
        }
        let name = try node.member("id")
        guard let id = try? RuleID("\(category).\(language).\(try name.text())") else {
            throw name.problem("expected a rule id, found something else")
        }
        let answer: FlagAnswer? = try node.optional("answer")?.choice(of: FlagAnswer.self)
        guard answer == nil || [.decisive, .strong].contains(strength) else {
            throw try node.member("strength").problem(
                "expected decisive or strong for a rule with an answer, found \"\(strength.rawValue)\"")
        }
        return FlagRule(
            id: id, origin: .written, category: category, topic: try node.member("topic").text(),
            language: language,
            severity: try node.member("severity").int(in: 1...4), strength: strength,
            confidence: try node.optional("confidence")?.int(in: 0...100) ?? strength.confidence,
            because: try node.member("because").text(), authors: try authors(node, answer),
            answer: answer, isNegatable: try node.optional("negatable")?.bool() ?? false, patterns: wanted,
            blockers: try patterns("unless"), messageBlockers: try patterns("unless_in_message"))
    }

    private static func authors(
        _ node: RuleNode, _ answer: FlagAnswer?
    ) throws(RuleFileProblem) -> Set<AuthorRole> {
        guard let list = try node.optional("by") else {
            return answer == nil ? [.customer, .other] : [.agent, .bot]
        }
        var authors: Set<AuthorRole> = []
        for item in try list.items() { authors.insert(try item.choice(of: AuthorRole.self)) }
        return authors
    }

    private static func identifier<Kind: IdentifierKind>(
        _ node: RuleNode, _ type: Identifier<Kind>.Type
    ) throws(RuleFileProblem) -> Identifier<Kind> {
        let text = try node.text()
        guard let identifier = try? Identifier<Kind>(text) else {
            throw node.problem("expected a \(Kind.noun), found something else")
        }
        return identifier
    }
}

extension RuleStrength {
    /// How sure a hit is when its rule does not say.
    fileprivate var confidence: Int {
        switch self {
        case .decisive: 95
        case .strong: 80
        case .tentative: 65
        case .contributory: 55
        }
    }
}
