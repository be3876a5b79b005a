import ArgumentParser
import Conversations
import NIOHTTP1

struct CustomersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers",
        abstract: "What compliance does about a customer's traces: erase them, keep them, report on them.",
        subcommands: [CustomersErase.self, CustomersLegalHold.self, CustomersReport.self])
}

/// Which customer, at which gateway, with a token of role compliance.
struct CustomersOptions: ParsableArguments {
    @Argument(help: "The customer id of 26 characters, as answers and leaves show it.")
    var customer: String

    @OptionGroup var client: ClientOptions

    var json: Bool { client.json }

    func validate() throws {
        guard ULID(customer) != nil else {
            throw ValidationError("expected a customer id of 26 characters, found \"\(customer)\"")
        }
    }

    /// Asks the gateway about the customer, as ``ClientOptions/ask(_:_:_:)`` does.
    ///
    /// - Returns: the document of a 200.
    func ask(_ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        try await client.ask(method, "/v1/customers/\(customer)/\(path)", body)
    }
}
