import ArgumentParser
import Conversations
import NIOHTTP1
import Foundation

struct CustomersErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Destroys every key of a customer; nothing about them can be opened again.",
        discussion: """
            The leaves stay and every proof of them still verifies. Example:
              throughline customers erase 01J… --reason "request of 3 March" --legal-basis "GDPR art. 17(1)(b)" \\
                  --token compliance.token --proof erasure.tlog-proof
            Exit code 0 when it is done, 1 when it is refused (a legal hold, no such customer), 69 without an answer.
            """)

    @OptionGroup var options: CustomersOptions

    @Option(help: "Why, in words that name nobody.")
    var reason: String

    @Option(help: "On which legal basis.")
    var legalBasis: String

    @Option(help: ArgumentHelp("Also write the proof of the erasure's leaf here.", valueName: "file"))
    var proof: String?

    func run() async throws {
        let document = try await options.ask(
            .POST, "erasure", ["reason": .string(reason), "legal_basis": .string(legalBasis)])
        if let proof, let text = document["proof"]?.string { try write(text, document, to: proof) }
        guard !options.json, let body = document["body"] else { return }
        for line in Self.lines(body, document["receipt"]?["index"]?.int) { Terminal.print(line) }
    }

    /// The proof, and the leaf that it proves beside it.
    private func write(_ text: String, _ document: JSONValue, to path: String) throws {
        let leaf = document["receipt"]?["leaf"]?.string.flatMap(Base64URL.decode) ?? []
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            try Data(leaf).write(to: URL(fileURLWithPath: path + ".leaf"))
        } catch {
            throw Terminal.stop("\(path): the proof cannot be written", Exit.unavailable)
        }
    }

    private static func lines(_ body: JSONValue, _ index: Int64?) -> [String] {
        let leaf = index.map { "leaf \($0)" } ?? "a leaf"
        if body["already_erased"] == true {
            return ["already erased at \(body["erased_at"]?.string ?? "?"); asking again is \(leaf)"]
        }
        func count(_ name: String) -> Int64 { body["destroyed"]?[name]?.int ?? 0 }
        var lines = [
            "erased; \(leaf) says so",
            "destroyed: openings of \(count("openings_of_leaves")) leaves, \(count("sealed_bodies")) sealed bodies, "
                + "\(count("cases")) cases, \(count("links")) links",
        ]
        for profile in body["profiles"]?.array ?? [] {
            lines.append(
                "erase in the store too: \(profile["source"]?.string ?? "?"):\(profile["id"]?.string ?? "?")")
        }
        for joint in body["joint_disclosures"]?.array ?? [] {
            lines.append("read together with somebody else: leaf \(joint.string ?? "?")")
        }
        lines.append("backups: " + (body["backups"]?["says"]?.string ?? "unknown"))
        return lines
    }
}
