import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewDecide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decides about the view that you looked at.",
        discussion: """
            release, release_edited (with --line), release_crisis, withhold or dismiss. One request at a time; \
            what is grave waits for a second person.
            """)

    @OptionGroup var about: CaseArgument

    @Argument(help: "release, release_edited, release_crisis, withhold or dismiss.")
    var verdict: String

    @OptionGroup var options: ClientOptions
    @OptionGroup var lease: LeaseOption

    @Option(help: "The view, as `throughline review view` shows it.")
    var view: String

    @Option(help: "The code of the reason, as the rules list them.")
    var reason: String

    @Option(help: "Why, in your own words; at least 15 characters.")
    var words: String

    @Option(help: "A line that may be shown, by its name; may be given again.")
    var line: [String] = []

    @Option(help: "A rule that was wrong; may be given again.")
    var falseRule: [String] = []

    @Option(help: "A rule that was right; may be given again.")
    var rightRule: [String] = []

    func run() async throws {
        var members: [String: JSONValue] = [
            "lease": .string(lease.lease), "verdict": .string(verdict), "view": .string(view),
            "reason": .string(reason), "words": .string(words),
        ]
        if !line.isEmpty { members["lines"] = .array(line.map(JSONValue.string)) }
        var rules: [String: JSONValue] = [:]
        for name in rightRule { rules[name] = true }
        for name in falseRule { rules[name] = false }
        if !rules.isEmpty { members["rules"] = .object(rules) }
        let document = try await options.ask(.POST, try about.path("decide"), .object(members))
        if !options.json { ReviewText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}

struct ReviewConfirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Agrees with the first decision of a case, or does not.")

    @OptionGroup var about: CaseArgument
    @OptionGroup var options: ClientOptions
    @OptionGroup var lease: LeaseOption

    @ArgumentParser.Flag(help: "You do not agree; a senior reviewer decides then.")
    var disagree = false

    @Option(help: "Why, in your own words; at least 15 characters.")
    var words: String

    func run() async throws {
        let document = try await options.ask(
            .POST, try about.path("confirm"),
            ["lease": .string(lease.lease), "agrees": .bool(!disagree), "words": .string(words)])
        if !options.json { ReviewText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}

struct ReviewContest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contest", abstract: "Disputes a decision: it holds no more, and somebody new looks.")

    @OptionGroup var about: CaseArgument
    @OptionGroup var options: ClientOptions

    @Option(help: "Why, in your own words; at least 15 characters.")
    var words: String

    func run() async throws {
        let document = try await options.ask(
            .POST, try about.path("contest"), ["words": .string(words)])
        if !options.json { ReviewText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}
