import ArgumentParser
import AuditTrail
import Conversations
import FieldPolicy
import Foundation
import RuleFiles

struct RulesReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Says which past disclosures would have shown more or less under a proposed policy.",
        discussion: """
            From a gateway (role compliance, recorded and reported), or with --leaves from a file that \
            `throughline audit export --format jsonl --opened` wrote: each disclosure is decided again under its own \
            conditions. With --log from an exported folder, whose leaves are closed: only role and purpose are known, so \
            those disclosures are named for which the two policies differ under any condition. Judged are the classes that \
            turned up; gates and record scope are not. Exit code 1 when any disclosure would have shown more, 2 when some \
            would only have shown less.
              throughline rules replay proposed-rules --since 2026-01-01T00:00:00Z --leaves leaves.jsonl
            """)

    @Argument(help: "The folder of the policy that is proposed.")
    var proposed: String

    @OptionGroup var rules: RulesOption

    @Option(help: "Not earlier than this, in RFC 3339 with a zone.")
    var since: String

    @Option(help: "The folder of an exported log, instead of a gateway.")
    var log: String?

    @Option(help: "Opened leaves as JSON Lines, instead of a gateway.")
    var leaves: String?

    @OptionGroup var gateway: GatewayOptions

    @ArgumentParser.Flag(help: "Print JSON, a document a disclosure and a last one with the counts.")
    var json = false

    /// Only less: nobody would have seen more.
    private static let narrowed = ExitCode(2)

    func validate() throws {
        guard log == nil || leaves == nil else {
            throw ValidationError("expected --log or --leaves, found both")
        }
        guard Timestamp(rfc3339: since) != nil else {
            throw ValidationError("--since: expected RFC 3339 with a zone, found \(since)")
        }
    }

    func run() async throws {
        let policy = try ComparedPolicy.read(proposed)
        let inForce = try rules.compiling { try CompiledPolicy.load(folder: $0) }
        if let log {
            return try await closed(log, PolicyDiff(from: inForce, to: policy))
        }
        var replay = DisclosureReplay(under: policy, inForce: inForce)
        if let leaves {
            try opened(leaves, &replay)
        } else {
            try await asked(&replay)
        }
        try finish(replay)
    }

    private func isWanted(_ disclosure: PastDisclosure) -> Bool {
        guard let since = Timestamp(rfc3339: since), let at = Timestamp(rfc3339: disclosure.time) else {
            return false
        }
        return at >= since
    }

    private func opened(_ path: String, _ replay: inout DisclosureReplay) throws {
        let lines = try LineReader(path: path)
        var number = 0
        while let line = try lines.next() {
            number += 1
            guard let row = try? JSONValue(json: line) else {
                throw Terminal.stop("\(path):\(number): expected a leaf as JSON", Exit.usage)
            }
            if let one = PastDisclosure(row: row), isWanted(one) { replay.replay(one) }
        }
    }

    private func asked(_ replay: inout DisclosureReplay) async throws {
        var found: [PastDisclosure] = []
        let filter = try LeafFilter(parameters: [
            (name: "type", value: "disclosure"), (name: "from", value: since),
        ])
        try await AuditClient(gateway).rows(filter, isOpened: true) { row in
            if let one = PastDisclosure(row: row) { found.append(one) }
        }
        for one in found { replay.replay(one) }
    }

    private func finish(_ replay: DisclosureReplay) throws {
        for finding in replay.findings { show(finding) }
        let more = replay.findings.filter(\.showsMore).count
        let less = replay.findings.filter(\.showsLess).count
        if json {
            Terminal.print(
                JSONValue.object([
                    "replayed": JSONValue(replay.replayedCount), "closed": JSONValue(replay.closedCount),
                    "more": JSONValue(more), "less": JSONValue(less),
                ]).text())
        } else {
            let closed = replay.closedCount == 0 ? "" : ", \(replay.closedCount) not opened and not judged"
            Terminal.print(
                "\(replay.replayedCount) disclosures: \(more) would have shown more, \(less) less\(closed)")
        }
        if more > 0 { throw Exit.negativeFinding }
        if less > 0 { throw Self.narrowed }
    }

    private func show(_ finding: DisclosureReplay.Finding) {
        let past = finding.disclosure
        if json {
            let changes: [JSONValue] = finding.changes.map {
                [
                    "direction": .string($0.direction.rawValue), "class": .string($0.fieldClass.path),
                    "before": .string($0.before.text), "after": RulesText.json($0.after),
                ]
            }
            let document: JSONValue = [
                "index": JSONValue(past.index), "id": .string(past.id), "time": .string(past.time),
                "caller": .string(past.caller), "cell": RulesText.json(past.question),
                "changes": .array(changes),
            ]
            return Terminal.print(document.text())
        }
        Terminal.print(
            "leaf \(past.index) \(past.id) \(past.time) caller \(past.caller): \(RulesText.question(past.question))"
        )
        for change in finding.changes {
            Terminal.print(
                "    \(change.direction.rawValue): \(change.fieldClass): \(change.before.text) -> "
                    + "\(change.after.treatment.text) by \(change.after.rule)")
        }
    }

    /// Closed leaves tell role and purpose only.
    private func closed(_ path: String, _ diff: PolicyDiff) async throws {
        let relevant = diff.changes
        var touched = 0
        var isMore = false
        try await ExportedLog(path: path).forEach { row in
            let plain = AuditRowText.row(of: row.leaf, index: row.index, log: row.log)
            guard let past = PastDisclosure(row: plain), isWanted(past) else { return }
            let changes = relevant.filter {
                $0.example.role == past.question.role && $0.example.purpose == past.question.purpose
            }
            guard !changes.isEmpty else { return }
            touched += 1
            isMore = isMore || changes.contains { $0.direction != .narrowed }
            let parts = changes.map { "\($0.direction.rawValue) \($0.fieldClass)" }.joined(separator: ", ")
            let question = RulesText.question(past.question)
            Terminal.print(
                json
                    ? JSONValue.object([
                        "index": JSONValue(past.index), "id": .string(past.id),
                        "cell": RulesText.json(past.question),
                        "may": .array(
                            changes.map {
                                [
                                    "direction": .string($0.direction.rawValue),
                                    "class": .string($0.fieldClass.path),
                                ]
                            }),
                    ]).text() : "leaf \(past.index) \(past.id) \(past.time): \(question): may be \(parts)")
        }
        Terminal.note(
            "note: closed leaves tell role and purpose only; whether a class turned up is not known")
        if !json { Terminal.print("\(touched) disclosures could have been others") }
        if touched > 0 { throw isMore ? Exit.negativeFinding : Self.narrowed }
    }
}
