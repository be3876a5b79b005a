import ArgumentParser
import Conversations
import NIOHTTP1

struct CustomersLegalHold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "legal-hold",
        abstract: "Forbids the erasure of a customer, or allows it again; both stand in the log.",
        subcommands: [LegalHoldSet.self, LegalHoldRelease.self])
}

struct LegalHoldSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Nothing about the customer may be destroyed until the hold is released.")

    @OptionGroup var options: CustomersOptions

    @Option(help: "Why, in words that name nobody.")
    var reason: String

    func run() async throws {
        _ = try await options.ask(.PUT, "legal-hold", ["reason": .string(reason)])
        if !options.json { Terminal.print("legal hold set; erasure and retention spare this customer") }
    }
}

struct LegalHoldRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Erasure and retention apply to the customer again.")

    @OptionGroup var options: CustomersOptions

    @Option(help: "Why, in words that name nobody.")
    var reason: String

    func run() async throws {
        _ = try await options.ask(.DELETE, "legal-hold", ["reason": .string(reason)])
        if !options.json { Terminal.print("legal hold released") }
    }
}
