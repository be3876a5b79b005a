import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists review cases in the order in which the queue gives them out.")

    @OptionGroup var options: ClientOptions

    @Option(help: "Only this state; may be given again (default: every open one).")
    var state: [String] = []

    @Option(help: "Only this category; may be given again.")
    var category: [String] = []

    @Option(help: "Only this severity or a higher one, 1 to 4.")
    var severityMin: Int?

    @ArgumentParser.Flag(help: "Only cases whose clock has run out.")
    var breached = false

    @ArgumentParser.Flag(help: "Only cases that you have now.")
    var mine = false

    func run() async throws {
        var query = state.map { "state=\($0)" } + category.map { "category=\($0)" }
        if let severityMin { query.append("severity_min=\(severityMin)") }
        if breached { query.append("breached=true") }
        if mine { query.append("mine=true") }
        let tail = query.isEmpty ? "" : "?" + query.joined(separator: "&")
        let document = try await options.ask(.GET, "/v1/reviews" + tail)
        guard !options.json else { return }
        if document["body"]?["stopped"]?.bool ?? false {
            Terminal.print("the queue is stopped: everything is held")
        }
        let found = document["body"]?["cases"]?.array ?? []
        Terminal.print("\(found.count) of \(document["body"]?["open"]?.int ?? 0) open cases")
        found.flatMap(ReviewText.lines).forEach(Terminal.print)
    }
}
