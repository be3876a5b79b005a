import ArgumentParser
import Conversations
import NIOHTTP1

struct CustomersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: "What compliance does about a customer's traces: erase them, keep them, report on them.",
        subcommands: [CustomersErase.self, CustomersLegalHold.self, CustomersReport.self])
}

/// Which customer, at which gateway, with whose token.
struct CustomersOptions: ParsableArguments {
    @Argument(help: "The customer id of 26 characters, as answers and leaves show it.")
    var customer: String

    @Option(help: "The gateway (default: $THROUGHLINE_URL, else http://127.0.0.1:8080).")
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The file that holds a token of role compliance, or that token (default: $THROUGHLINE_TOKEN).",
            valueName: "file"))
    var token: String?

    @ArgumentParser.Flag(help: "Print the answer as it came.")
    var json = false

    func validate() throws {
        guard ULID(customer) != nil else {
            throw ValidationError("expected a customer id of 26 characters, found \"\(customer)\"")
        }
    }

    /// Asks the gateway; leaves with 69 when there is no answer, and prints refusals.
    ///
    /// - Returns: the document of a 200.
    func ask(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let client = GatewayClient(url: try GatewayAccess.url(url), token: try GatewayAccess.token(token))
        let reply = try await client.ask(method, "/v1/customers/\(customer)/\(path)", body)
        if json { Terminal.print(String(decoding: reply.bytes, as: UTF8.self)) }
        guard reply.status == 200, let document = reply.document else {
            if !json { Terminal.note("refused: \(reply.refusal)") }
            throw reply.code
        }
        return document
    }
}
