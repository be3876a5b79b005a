import ArgumentParser
import Conversations
import NIOHTTP1

/// At which gateway, with whose token.
struct AccessOptions: ParsableArguments {
    @Option(help: "The gateway (default: $THROUGHLINE_URL, else http://127.0.0.1:8080).")
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The file that holds a token, or the token (default: $THROUGHLINE_TOKEN).", valueName: "file"))
    var token: String?

    @ArgumentParser.Flag(help: "Print the answer as it came.")
    var json = false

    /// Asks the gateway; leaves with 69 when there is no answer, and with 1 after a refusal or a hold.
    ///
    /// - Returns: the document of a 200.
    func ask(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let client = GatewayClient(url: try GatewayAccess.url(url), token: try GatewayAccess.token(token))
        let reply = try await client.ask(method, path, body)
        if json { Terminal.print(String(decoding: reply.bytes, as: UTF8.self)) }
        guard reply.status == 200, let document = reply.document else {
            if !json {
                Terminal.note("refused: \(reply.refusal)")
                if let how = reply.document?["request_access"]?.string {
                    Terminal.note("  what to ask for: \(how)")
                }
            }
            throw reply.code
        }
        return document
    }
}

/// About whom, in which conversation, for which decision.
struct AboutOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The customer's e-mail address, or the id of 26 characters.", valueName: "key"))
    var customer: String

    @Option(help: ArgumentHelp("The conversation as answers name it.", valueName: "source:id"))
    var conversation: String

    /// The members of a request's body that say so.
    func members(purpose: String) -> [String: JSONValue] {
        let name = customer.contains("@") ? "email" : "id"
        return [
            "customer": .object([name: .string(customer)]), "conversation": .string(conversation),
            "purpose": .string(purpose),
        ]
    }
}
