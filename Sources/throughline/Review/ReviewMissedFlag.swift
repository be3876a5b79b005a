import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewMissedFlag: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "missed-flag", abstract: "Opens a case for what you saw and no rule flagged.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var about: AboutOptions

    @Option(help: "The decision that you work on.")
    var purpose: String

    @Option(help: "legal, billing, safety or emotional.")
    var category: String

    @Option(help: "1 (low) to 4 (imminent harm).")
    var severity: Int

    @Option(help: "What you saw, in your own words; at least 15 characters and no personal data.")
    var words: String

    func run() async throws {
        var members = about.members(purpose: purpose)
        members["category"] = .string(category)
        members["severity"] = JSONValue(severity)
        members["words"] = .string(words)
        let document = try await options.ask(.POST, "/v1/reviews/missed-flags", .object(members))
        if !options.json { ReviewText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}
