import ArgumentParser
import Conversations
import Foundation
import ReviewFlags
import Sodium

struct ReviewSample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Draws a blind, stratified sample of what no rule flagged, for people to read.",
        discussion: """
            Writes two files: SAMPLE holds conversations in a random order and says nothing of why each was drawn; KEY holds \
            the stratum of each id and the size of each stratum. Readers write {"id","label"} lines, where the label is \
            none or a category; `throughline review report --key KEY --labels FILE` says what that proves. Strata: \
            suppressed (a rule hit and did not count), unassessed, and random (everything else).
            """)

    @Argument(help: "One conversation a line, as `throughline try flag` takes them.")
    var file: String

    @OptionGroup var rules: RulesOption

    @Option(help: "How many conversations to draw; a third of each special stratum at most.")
    var size = 300

    @Option(help: "The seed of the draw: the same seed draws the same sample.")
    var seed: UInt64

    @Option(help: ArgumentHelp("Where the sample is written.", valueName: "file"))
    var sample: String

    @Option(help: ArgumentHelp("Where the key is written.", valueName: "file"))
    var key: String

    func validate() throws {
        guard (1...100_000).contains(size) else {
            throw ValidationError("--size: expected 1 to 100000, found \(size)")
        }
        // WHY: labels that people gave belong to the sample that they read.
        for path in [sample, key] where FileManager.default.fileExists(atPath: path) {
            throw ValidationError("\(path): expected no file yet; a sample is never written over")
        }
    }

    func run() throws {
        let detector = FlagDetector(
            rules: try rules.compiling { try FlagRules(folder: $0, digester: SodiumDigester()) })
        var strata: [String: [HistoryRow]] = [:]
        var flagged = 0
        var faults = 0
        try HistoryFile.read(file) { row in
            guard let row else {
                faults += 1
                return
            }
            let assessment = detector.assess(row.messages)
            guard assessment.flags.isEmpty else {
                flagged += 1
                return
            }
            let name =
                !assessment.isAssessed
                ? "unassessed" : assessment.suppressed.isEmpty ? "random" : "suppressed"
            strata[name, default: []].append(row)
        }
        var random = DrawnNumbers(seed: seed)
        var drawn: [(stratum: String, row: HistoryRow)] = []
        for name in ["suppressed", "unassessed"] {
            let rows = strata[name] ?? []
            drawn += rows.shuffled(using: &random).prefix(size / 3).map { (name, $0) }
        }
        let rest = (strata["random"] ?? []).shuffled(using: &random).prefix(max(0, size - drawn.count))
        drawn += rest.map { ("random", $0) }
        drawn.shuffle(using: &random)
        let sizes = JSONValue.object(strata.mapValues { JSONValue($0.count) })
        var keyLines = [JSONValue.object(["strata": sizes, "flagged": JSONValue(flagged)]).text()]
        keyLines += drawn.map {
            JSONValue.object(["id": $0.row.id, "stratum": .string($0.stratum)]).text()
        }
        try write(drawn.map { blind($0.row).text() }, to: sample)
        try write(keyLines, to: key)
        Terminal.note("drew \(drawn.count) conversations; \(flagged) are flagged and were left out")
        if faults > 0 { throw Exit.negativeFinding }
    }

    /// Only what a reader needs: labels and anything else that a row carries are left out.
    private func blind(_ row: HistoryRow) -> JSONValue {
        let kept = ["id", "text", "messages"]
        return .object((row.document.object ?? [:]).filter { kept.contains($0.key) })
    }

    private func write(_ lines: [String], to path: String) throws {
        let text = lines.map { $0 + "\n" }.joined()
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) } catch {
            throw Terminal.stop("\(path): expected a file that can be written", Exit.usage)
        }
    }
}
