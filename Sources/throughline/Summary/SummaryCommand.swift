import ArgumentParser
import Briefing
import Conversations
import NIOHTTP1

struct SummaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Asks a running gateway for one customer.",
        discussion: """
            Name the customer in exactly one way. Example:
              throughline summary --email maria@example.com --purpose arrange_delivery --token agent.token
            `throughline timeline` shows the whole history instead of a selection. Exit code 0 for a view, 1 for a hold or refusal, 69 when there is no answer.
            """)

    @OptionGroup var options: ClientOptions

    @OptionGroup var person: PersonOptions

    @Option(help: "The decision that the summary is for, for example arrange_delivery.")
    var purpose: String

    @Option(help: "The conversation, as source:id or as an answer named it.")
    var conversation: String?

    @Option(help: "At most this many words, 30 to 2000.")
    var words: Int?

    @Option(help: "At most this many lines, 1 to 200.")
    var lines: Int?

    @Option(help: "At most about this many tokens of a language model, 40 to 4000.")
    var tokens: Int?

    @ArgumentParser.Flag(help: "Say why each line was chosen, and what was left out.")
    var explain = false

    @Option(help: "How a view is written: full, or compact for an agent's tool result (then with --json).")
    var form: SummaryForm = .full

    @Option(help: "The case token of a hold that you acknowledge.")
    var acknowledge: String?

    func validate() throws {
        guard form == .full || options.json else { throw ValidationError("--form compact goes with --json") }
    }

    func run() async throws {
        try options.show(try await options.gateway.client().ask(.POST, "/v1/summaries", body))
    }

    private var body: JSONValue {
        var members: [String: JSONValue] = ["customer": person.member, "purpose": .string(purpose)]
        members["conversation"] = conversation.map(JSONValue.string)
        members["acknowledge"] = acknowledge.map(JSONValue.string)
        var budget: [String: JSONValue] = [:]
        budget["words"] = words.map { JSONValue($0) }
        budget["lines"] = lines.map { JSONValue($0) }
        budget["tokens"] = tokens.map { JSONValue($0) }
        if !budget.isEmpty { members["budget"] = .object(budget) }
        if explain { members["explain"] = true }
        if form != .full { members["form"] = .string(form.rawValue) }
        return .object(members)
    }
}
