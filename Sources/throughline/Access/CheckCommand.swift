import ArgumentParser
import Conversations
import NIOHTTP1
import Foundation

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether a value that the customer gave is on file, without showing what is.",
        discussion: """
            The value is read from standard input, so that it stands in no history of commands. Three tries a \
            conversation, of all callers together. Exit code 1 for no match and for a refusal.
            """)

    @OptionGroup var options: ClientOptions
    @OptionGroup var about: AboutOptions

    @Option(name: .customLong("class"), help: "The field class of the value, such as birth.date.")
    var fieldClass: String

    func run() async throws {
        guard let value = readLine(strippingNewline: true), !value.isEmpty else {
            throw Terminal.stop("expected the value on standard input, found none", Exit.usage)
        }
        var members = about.members(purpose: "verify_identity")
        members["class"] = .string(fieldClass)
        members["value"] = .string(value)
        let document = try await options.ask(.POST, "/v1/checks", .object(members))
        let result = document["body"]?["result"]?.string ?? "?"
        if !options.json {
            let left = document["body"]?["tries_left"]?.int ?? 0
            Terminal.print(
                "\(result == "match" ? "match" : "no match"), \(left) tries left in this conversation")
        }
        if result != "match" { throw Exit.negativeFinding }
    }
}
