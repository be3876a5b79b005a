import ArgumentParser
import Conversations
import NIOHTTP1

struct CustomersReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Answers a subject-access request: who saw which classes of fields, when, for what.",
        discussion: """
            Classes and outcomes, never values. --json prints each page as it came. Asking is itself recorded.
            """)

    @OptionGroup var options: CustomersOptions

    @Option(help: "Entries a page, 1 to 1000.")
    var limit: Int = 500

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("expected --limit from 1 to 1000") }
    }

    func run() async throws {
        var cursor: String?
        var isFirst = true
        repeat {
            let query = "report?limit=\(limit)" + (cursor.map { "&cursor=\($0)" } ?? "")
            let document = try await options.ask(.GET, query)
            let body = document["body"] ?? .null
            cursor = body["next"]?.string
            if !options.json {
                Self.lines(body, isFirst: isFirst, isLast: cursor == nil).forEach(Terminal.print)
            }
            isFirst = false
        } while cursor != nil
    }

    private static func lines(_ body: JSONValue, isFirst: Bool, isLast: Bool) -> [String] {
        var lines: [String] = []
        if isFirst {
            lines.append("customer \(body["customer"]?.string ?? "?")")
            for profile in body["profiles"]?.array ?? [] {
                lines.append("  profile \(profile["source"]?.string ?? "?"):\(profile["id"]?.string ?? "?")")
            }
            if let at = body["erased_at"]?.string { lines.append("  erased at \(at)") }
        }
        for entry in body["entries"]?.array ?? [] { lines += Self.lines(of: entry) }
        guard isLast else { return lines }
        return lines
            + (body["cannot_be_told"]?.array ?? []).map { "cannot be told: " + ($0.string ?? "?") }
    }

    private static func lines(of entry: JSONValue) -> [String] {
        func text(_ name: String) -> String { entry[name]?.string ?? "-" }
        let machine = entry["by_machine"] == true ? ", through a machine" : ""
        var lines = [
            "\(text("at"))  \(text("what")): \(text("role")) of \(text("organisation"))\(machine), for \(text("purpose")), "
                + "under \(text("policy"))"
        ]
        let shown = classes(entry["shown"], "treatment")
        if !shown.isEmpty { lines.append("    saw: " + shown.joined(separator: ", ")) }
        let withheld = classes(entry["withheld"], "count")
        if !withheld.isEmpty { lines.append("    kept from them: " + withheld.joined(separator: ", ")) }
        if entry["told"] == false { lines.append("    which fields can no longer be told") }
        return lines
    }

    private static func classes(_ list: JSONValue?, _ name: String) -> [String] {
        (list?.array ?? []).map { "\($0["class"]?.string ?? "?") (\($0[name]?.string ?? "?"))" }
    }
}
