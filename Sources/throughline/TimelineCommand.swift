import ArgumentParser
import Conversations
import NIOHTTP1

struct TimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Asks a running gateway for everything that you may read of a customer, in order of time.",
        discussion: """
            The same scope, gate and treatment as `throughline summary`, without its selection; every page leaves a leaf. \
            The customer goes by the id that a summary shows, or by the id of the leaf in one of your own receipts, for \
            callers who are shown no customer ids. With --showing only interactions that show a token, for callers who \
            may not see the value behind it. Example:
              throughline timeline 01M7ZHVBG2GT2SCKAP3GPEFBFA --purpose arrange_delivery --token agent.token
            Exit code 0 for a view, 1 for a hold or refusal, 69 when there is no answer.
            """)

    @Argument(help: "The customer id of 26 characters, or the id of a leaf of yours.")
    var customer: String

    @OptionGroup var options: ClientOptions

    @Option(help: "The decision that it is for, for example arrange_delivery.")
    var purpose: String

    @Option(help: "The conversation, as source:id or as an answer named it.")
    var conversation: String?

    @Option(help: "Only interactions that show this token, as answers print it.")
    var showing: String?

    @Option(help: "At most this many interactions a page, 1 to 200.")
    var limit: Int?

    @Option(help: "Where the page before ended, as it said.")
    var cursor: String?

    @ArgumentParser.Flag(help: "Ask for page after page to the end.")
    var all = false

    @Option(help: "The case token of a hold that you acknowledge.")
    var acknowledge: String?

    func validate() throws {
        guard ULID(customer) != nil else {
            throw ValidationError(
                "expected a customer id or leaf id of 26 characters, found \"\(customer)\"; "
                    + "`throughline summary --email …` shows it")
        }
    }

    func run() async throws {
        let client = try options.gateway.client()
        var next = cursor
        repeat {
            let path = "/v1/customers/\(customer)/timeline" + GatewayClient.query(parameters(next))
            let reply = try await client.ask(.GET, path)
            try options.show(reply)
            next = reply.document?["body"]?["page"]?["next"]?.string
        } while all && next != nil
        if let next, !options.json { Terminal.print("  there is more: --cursor \(next), or --all") }
    }

    private func parameters(_ cursor: String?) -> [(name: String, value: String)] {
        let given: [(String, String?)] = [
            ("acknowledge", acknowledge), ("conversation", conversation), ("cursor", cursor),
            ("limit", limit.map { "\($0)" }), ("purpose", purpose), ("token", showing),
        ]
        return given.compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}
