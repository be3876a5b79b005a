import ArgumentParser
import Conversations
import NIOHTTP1

/// Which gateway a command asks, and as whom.
struct GatewayOptions: ParsableArguments {
    @Option(help: "The gateway (default: $THROUGHLINE_URL, else http://127.0.0.1:8080).")
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The file that holds a token, or the token (default: $THROUGHLINE_TOKEN).", valueName: "file"))
    var token: String?

    /// The client, with the token that it sends.
    ///
    /// - Throws: a usage error when there is no token.
    func client() throws -> GatewayClient {
        GatewayClient(url: try GatewayAccess.url(url), token: try GatewayAccess.token(token))
    }
}

/// Which gateway a command asks, as whom, and how it shows the answer.
struct ClientOptions: ParsableArguments {
    @OptionGroup var gateway: GatewayOptions

    @ArgumentParser.Flag(help: "Print the answer as it came.")
    var json = false

    /// Asks the gateway; leaves with 69 when there is no answer, and with 1 after a refusal or a hold.
    ///
    /// - Returns: the document of a 200.
    func ask(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let reply = try await gateway.client().ask(method, path, body)
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

    /// Prints a view, a hold or a refusal, and leaves with its code unless it is a view.
    func show(_ reply: GatewayClient.Reply) throws {
        if json {
            Terminal.print(String(decoding: reply.bytes, as: UTF8.self))
        } else {
            for line in AnswerText(reply: reply).lines { Terminal.print(line) }
        }
        if reply.status != 200 { throw reply.code }
    }
}
