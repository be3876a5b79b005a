import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewStop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stops the queue: everything is held for everybody until it goes on.")

    @OptionGroup var queue: QueueSwitch

    func run() async throws { try await queue.turn(isStopped: true, "stopped: everything is held") }
}

struct ReviewResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Lets a stopped queue go on.")

    @OptionGroup var queue: QueueSwitch

    func run() async throws { try await queue.turn(isStopped: false, "the queue goes on") }
}

/// The switch of the queue: who turns it, and why.
struct QueueSwitch: ParsableArguments {
    @OptionGroup var options: ClientOptions

    @Option(help: "Why; at least 15 characters.")
    var words: String

    func turn(isStopped: Bool, _ done: String) async throws {
        _ = try await options.ask(
            .POST, "/v1/reviews/stop", ["stopped": .bool(isStopped), "words": .string(words)])
        if !options.json { Terminal.print(done) }
    }
}
