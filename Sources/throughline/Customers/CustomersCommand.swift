import ArgumentParser
import AsyncHTTPClient
import Conversations
import Foundation
import NIOCore
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
            "The file that holds a token of role compliance (default: $THROUGHLINE_TOKEN).", valueName: "file"
        ))
    var token: String?

    @ArgumentParser.Flag(help: "Print the answer as it came.")
    var json = false

    func validate() throws {
        guard ULID(customer) != nil else {
            throw ValidationError("expected a customer id of 26 characters, found \"\(customer)\"")
        }
    }

    /// The gateway's URL.
    var gateway: String { GatewayAccess.url(url) }

    /// The token, which never stands on the command line.
    func readToken() throws -> String { try GatewayAccess.token(file: token) }

    /// Asks the gateway; leaves with 69 when there is no answer, and prints refusals.
    ///
    /// - Returns: the document of a 200.
    func ask(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        var request = HTTPClientRequest(url: "\(gateway)/v1/customers/\(customer)/\(path)")
        request.method = method
        request.headers.add(name: "Authorization", value: "Bearer \(try readToken())")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body.text()))
        }
        let (status, bytes): (Int, [UInt8])
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
            status = Int(response.status.code)
            bytes = Array(try await response.body.collect(upTo: 16 << 20).readableBytesView)
        } catch {
            throw Terminal.stop("\(gateway): no answer (\(error))", Exit.unavailable)
        }
        let document = try? JSONValue(json: bytes)
        if json { Terminal.print(String(decoding: bytes, as: UTF8.self)) }
        guard status == 200, let document else {
            if !json {
                let title = document?["title"]?.string ?? "status \(status)"
                Terminal.note("refused: " + title + (document?["detail"]?.string.map { ": " + $0 } ?? ""))
            }
            throw status == 503 ? Exit.unavailable : Exit.negativeFinding
        }
        return document
    }
}
