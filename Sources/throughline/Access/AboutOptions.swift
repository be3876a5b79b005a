import ArgumentParser
import Conversations

/// About whom, in which conversation, for which decision.
struct AboutOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The customer's e-mail address, or the id of 26 characters.", valueName: "key"))
    var customer: String

    @Option(help: ArgumentHelp("The conversation as answers name it.", valueName: "name"))
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
