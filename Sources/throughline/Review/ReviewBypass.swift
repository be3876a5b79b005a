import AccessGrants
import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import ReviewQueue

struct ReviewBypass: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bypass",
        abstract:
            "Counts direct reads of a source soon after a hold or a refusal, from the source's own log.",
        discussion: """
            --leaves is a file of opened leaves, one row a line, as `throughline audit show --opened --json` prints them; the \
            access log names each reader as tokens name them. Exit code 1 when there is such a read.
            """)

    @Option(help: ArgumentHelp("A file of opened leaves.", valueName: "file"))
    var leaves: String

    @Option(help: ArgumentHelp("The source's own log of reads.", valueName: "file"))
    var accessLog: String

    @Option(help: "How it is written: csv or jsonl.")
    var format: String = "csv"

    @Option(help: "The column or member that holds the time.")
    var timeColumn: String = "time"

    @Option(help: "The column or member that names who read.")
    var readerColumn: String

    @Option(help: "How many minutes after a hold or a refusal a read counts, 1 to 1440.")
    var minutes = 10

    @ArgumentParser.Flag(help: "Print the counts as JSON.")
    var json = false

    func validate() throws {
        guard AccessLogLayout.Form(rawValue: format) != nil else {
            throw ValidationError("--format: expected csv or jsonl")
        }
        guard (1...1440).contains(minutes) else {
            throw ValidationError("--minutes: expected 1 to 1440, found \(minutes)")
        }
    }

    func run() throws {
        var measure = BypassMeasure(minutes: minutes)
        let lines = try LineReader(path: leaves)
        while let line = try lines.next() {
            guard !line.isEmpty else { continue }
            guard let fact = (try? JSONValue(json: line)).flatMap(AccessFact.init(row:)) else {
                throw Terminal.stop("\(leaves): expected leaves as the audit door gives them", Exit.usage)
            }
            guard ["hold", "refusal"].contains(fact.type),
                let subject = fact.members["caller_identity"]?["subject"]?.string,
                let person = try? PrincipalID(subject)
            else { continue }
            measure.add(stopped: person, at: fact.at)
        }
        guard let data = FileManager.default.contents(atPath: accessLog) else {
            throw Terminal.stop("\(accessLog): expected a file, found none", Exit.usage)
        }
        for person in measure.people {
            let layout = AccessLogLayout(
                form: AccessLogLayout.Form(rawValue: format) ?? .csv, timeColumn: timeColumn,
                account: AccessLogLayout.Account(column: readerColumn, name: person.text))
            do {
                measure.add(reads: try layout.reads(in: Array(data)).map(\.at), by: person)
            } catch {
                throw Terminal.stop("\(accessLog): \(error)", Exit.usage)
            }
        }
        let document = measure.document
        if json { Terminal.print(document.text()) } else { show(document) }
        if document["followed_by_read"]?.int ?? 0 > 0 { throw Exit.negativeFinding }
    }

    private func show(_ document: JSONValue) {
        let share = document["bypass_permille"]?.int.map { "\($0 / 10).\($0 % 10) %" } ?? "-"
        Terminal.print(
            "\(document["followed_by_read"]?.int ?? 0) of \(document["stops"]?.int ?? 0) holds and refusals were followed "
                + "by a direct read within \(minutes) minutes (\(share))")
        for row in document["people"]?.array ?? [] {
            Terminal.print("    \(row["subject"]?.string ?? "?"): \(row["followed_by_read"]?.int ?? 0)")
        }
    }
}
