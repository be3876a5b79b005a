import ArgumentParser
import Conversations
import NIOHTTP1

struct AccessList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists your own access cases, and those that wait for your decision.")

    @OptionGroup var options: ClientOptions

    @ArgumentParser.Flag(help: "Only cases that are not over.")
    var open = false

    func run() async throws {
        let document = try await options.ask(.GET, "/v1/access-requests?open=\(open)")
        guard !options.json else { return }
        for (name, title) in [("queue", "waiting for you"), ("own", "your own")] {
            let found = document["body"]?[name]?.array ?? []
            Terminal.print("\(title): \(found.isEmpty ? "none" : "\(found.count)")")
            found.flatMap(AccessText.lines).forEach(Terminal.print)
        }
    }
}
