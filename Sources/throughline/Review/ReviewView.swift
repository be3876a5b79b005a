import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewView: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Shows the view that a held request would be given; a decision is bound to it.")

    @OptionGroup var about: CaseArgument
    @OptionGroup var options: ClientOptions
    @OptionGroup var lease: LeaseOption

    @Option(help: "Which of the case's held requests, from 0.")
    var request = 0

    func run() async throws {
        let document = try await options.ask(
            .POST, try about.path("view"), ["lease": .string(lease.lease), "request": JSONValue(request)])
        if !options.json { ReviewText.view(document["body"] ?? .null).forEach(Terminal.print) }
    }
}

struct ReviewSpan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "span", abstract: "Opens one more record of a case's conversation; each is recorded.")

    @OptionGroup var about: CaseArgument

    @Argument(help: "The record, as a flag names it.")
    var record: String

    @OptionGroup var options: ClientOptions
    @OptionGroup var lease: LeaseOption

    func run() async throws {
        let document = try await options.ask(
            .POST, try about.path("span"), ["lease": .string(lease.lease), "record": .string(record)])
        if !options.json { Terminal.print(document["body"]?["text"]?.string ?? "") }
    }
}
