import ArgumentParser
import Conversations
import NIOHTTP1

struct AccessRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Asks for more of some classes, for a second purpose, or to break the glass of a hold.",
        discussion: """
            Without --class, --elevation and --break-glass it asks for the purpose itself, while another one excludes it. \
            Exit code 1 when the gateway refuses.
            """)

    @OptionGroup var options: ClientOptions
    @OptionGroup var about: AboutOptions

    @Option(help: "The decision it is for.")
    var purpose: String

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("A field class; may be given again.", valueName: "class"))
    var classes: [String] = []

    @Option(help: "An elevation of the policy by its name.")
    var elevation: String?

    @ArgumentParser.Flag(
        help: "Break the glass of a hold: contact fields and newest lines, recorded and reviewed.")
    var breakGlass = false

    @Option(help: "Why; whoever decides reads it.")
    var reason: String

    func validate() throws {
        let ways = [!classes.isEmpty, elevation != nil, breakGlass].filter { $0 }.count
        guard ways <= 1 else {
            throw ValidationError("expected at most one of --class, --elevation, --break-glass")
        }
    }

    func run() async throws {
        var members = about.members(purpose: purpose)
        members["reason"] = .string(reason)
        if !classes.isEmpty { members["classes"] = .array(classes.map(JSONValue.string)) }
        members["elevation"] = elevation.map(JSONValue.string)
        if breakGlass { members["break_glass"] = true }
        let document = try await options.ask(.POST, "/v1/access-requests", .object(members))
        if !options.json { AccessText.lines(document["body"] ?? .null).forEach(Terminal.print) }
    }
}

/// An access case as a person reads it.
enum AccessText {
    static func lines(_ found: JSONValue) -> [String] {
        func text(_ name: String) -> String { found[name]?.string ?? "-" }
        var lines = ["\(text("id"))  \(text("kind")) \(text("rule")): \(text("state"))"]
        let classes = (found["fields"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        lines.append(
            "    \(text("conversation")), \(text("purpose"))" + (classes.isEmpty ? "" : ": " + classes))
        if let requester = found["requester"] {
            let who = requester["subject"]?.string ?? "?"
            let why = found["reason"]?.string.map { ": \($0)" } ?? ""
            lines.append("    asked by \(who) (\(requester["role"]?.string ?? "?"))\(why)")
        }
        if let until = found["until"]?.string { lines.append("    until \(until)") }
        if let handle = found["handle"]?.string { lines.append("    handle \(handle)") }
        if found["state"]?.string == "pending" {
            let approvers = (found["approvers"]?.array ?? []).compactMap(\.string).joined(separator: " or ")
            lines.append("    waits for \(approvers), answer by \(text("answer_by"))")
        }
        if let review = found["review"] {
            lines.append(
                review["due"]?.string.map { "    review due \($0)" }
                    ?? "    reviewed \(review["at"]?.string ?? "?"): "
                    + (review["justified"]?.bool == true ? "justified" : "not justified"))
        }
        return lines
    }
}
