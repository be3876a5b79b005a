import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewClaim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Takes the case that the queue gives you next; cases are not picked.")

    @OptionGroup var options: ClientOptions

    func run() async throws {
        let document = try await options.ask(.POST, "/v1/reviews/claim", [:])
        if !options.json { ReviewText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}

struct ReviewReturn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Gives a case back undecided.")

    @OptionGroup var about: CaseArgument
    @OptionGroup var options: ClientOptions
    @OptionGroup var lease: LeaseOption

    func run() async throws {
        let document = try await options.ask(
            .POST, try about.path("return"), ["lease": .string(lease.lease)])
        if !options.json { ReviewText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}

struct ReviewAccept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Takes the customer of a held case over; the hand-over is recorded.")

    @OptionGroup var about: CaseArgument
    @OptionGroup var options: ClientOptions

    func run() async throws {
        let document = try await options.ask(.POST, try about.path("accept"), [:])
        if !options.json { ReviewText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}
