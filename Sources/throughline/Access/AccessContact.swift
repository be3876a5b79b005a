import ArgumentParser
import Conversations
import NIOHTTP1

struct AccessContact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact",
        abstract: "Gets a handle to call or write to the value on file without seeing it.",
        discussion: """
            Give the handle to the dialler or mailer within fifteen minutes; it works once, and never for you. Example:
              throughline access contact --customer maria@example.com --conversation tickets:7 --purpose resolve_issue \\
                  --class contact.phone --reason "the customer asked to be called back"
            """)

    @OptionGroup var options: ClientOptions
    @OptionGroup var about: AboutOptions

    @Option(help: "The decision it is for.")
    var purpose: String

    @Option(name: .customLong("class"), help: "contact.email or contact.phone.")
    var fieldClass: String

    @Option(help: "Why; kept with the case.")
    var reason: String

    func run() async throws {
        var members = about.members(purpose: purpose)
        members["class"] = .string(fieldClass)
        members["reason"] = .string(reason)
        let document = try await options.ask(.POST, "/v1/contact-handles", .object(members))
        if !options.json { AccessText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}

struct AccessResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Turns a handle into the value on file, once, for a program that calls or writes.",
        discussion: """
            Reads the handle from standard input; only programs that the gateway's `duty.contact_clients` names get an \
            answer. One value a line.
            """)

    @OptionGroup var options: ClientOptions

    func run() async throws {
        guard let handle = readLine(strippingNewline: true), !handle.isEmpty else {
            throw Terminal.stop("expected the handle on standard input, found none", Exit.usage)
        }
        let document = try await options.ask(
            .POST, "/v1/contact-handles/resolve", ["handle": .string(handle)])
        guard !options.json else { return }
        for value in document["body"]?["values"]?.array ?? [] { Terminal.print(value.string ?? "") }
    }
}
