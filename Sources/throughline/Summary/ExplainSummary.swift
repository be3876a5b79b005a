import ArgumentParser
import Conversations
import NIOHTTP1

struct ExplainSummary: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain-summary",
        abstract: "Asks why a summary that you were given is as it is.",
        discussion: """
            The summary goes by the id of its leaf, as its receipt has it. The gateway decides anew under the policy as it \
            is now and appends a leaf; where other lines would be chosen by now, it refuses (conflict). Example:
              throughline explain-summary 01M7ZHVBG2GT2SCKAP3GPEFBFA --token agent.token
            Exit code 0 for an explanation, 1 for a hold or refusal, 69 when there is no answer.
            """)

    @Argument(help: "The id of the summary's leaf, 26 characters.")
    var leaf: String

    @OptionGroup var options: ClientOptions

    @Option(help: "The case token of a hold that you acknowledge.")
    var acknowledge: String?

    func validate() throws {
        guard ULID(leaf) != nil else {
            throw ValidationError("expected a leaf's id of 26 characters, found \"\(leaf)\"")
        }
    }

    func run() async throws {
        let query = acknowledge.map { GatewayClient.query([(name: "acknowledge", value: $0)]) } ?? ""
        let reply = try await options.gateway.client().ask(.GET, "/v1/summaries/\(leaf)/explanation" + query)
        try options.show(reply)
    }
}
