import ArgumentParser
import Conversations
import NIOHTTP1

struct AccessDecide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decides on an access case, takes a grant back, or reviews a broken glass.",
        discussion: "Never your own request. Exit code 1 when the gateway refuses.")

    @Argument(help: "The case id of 26 characters, as `throughline access list` shows it.")
    var id: String

    @Argument(help: "approve, refuse, revoke, justified or unjustified.")
    var decision: String

    @OptionGroup var options: ClientOptions

    @Option(help: "Why.")
    var reason: String

    @Option(help: "For how many minutes an approval lasts (default: the most that the policy allows).")
    var minutes: Int?

    func validate() throws {
        guard ULID(id) != nil else {
            throw ValidationError("expected a case id of 26 characters, found \"\(id)\"")
        }
        let known = ["approve", "refuse", "revoke", "justified", "unjustified"]
        guard known.contains(decision) else {
            throw ValidationError("expected one of \(known.joined(separator: ", ")), found \"\(decision)\"")
        }
    }

    func run() async throws {
        var members: [String: JSONValue] = ["decision": .string(decision), "reason": .string(reason)]
        members["minutes"] = minutes.map { JSONValue($0) }
        let document = try await options.ask(
            .POST, "/v1/access-requests/\(id)/decision", .object(members))
        if !options.json { AccessText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}
