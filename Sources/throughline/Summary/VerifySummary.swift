import ArgumentParser
import AuditTrail
import Briefing
import Conversations
import Foundation
import PhoneNumbering
import Sodium

struct VerifySummary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-summary",
        abstract: "Derives every line of a summary anew, byte for byte, without the gateway.",
        discussion: """
            Needs the whole answer (outcome, body and receipt), an export of the sources (`throughline source export`), \
            the rule folder that was in force, and the record key: an in-house receipt opens it, for others the audit \
            does (`throughline audit show ID --opened --json`, given with --openings). Each line is looked up, held \
            against its commitment, treated again and compared, and the lines are chosen again where the export gives the \
            records that the caller reached. docs/SUMMARIES.md says what this proves. Exit code 1 with every place \
            that differs, 78 when the rules do not fit.
            """)

    @Argument(help: "The file of the answer, as the gateway sent it.")
    var answer: String

    @Option(help: "The export of the sources.")
    var export: String

    @Option(help: "A file of openings from the audit; may be repeated.")
    var openings: [String] = []

    @OptionGroup var rules: RulesOption

    @Option(help: "The gateway's pseudonym key (default: tokens are compared with one another only).")
    var key: String?

    @Option(
        help: "The log's verifier key, name+id+key, or its file: the receipt is then proved against it too.")
    var vkey: String?

    @ArgumentParser.Flag(
        inversion: .prefixedNo,
        help: "Choose the lines again too, where the export gives what the caller reached.")
    var choice = true

    @ArgumentParser.Flag(help: "Print the findings as JSON.")
    var json = false

    func run() throws {
        let document = try read(answer)
        let evidence = SummaryEvidence(
            answer: document, openings: try openings.flatMap(opened), export: try exported(),
            hasPseudonymKey: key != nil, checksChoice: choice)
        let rulebook = try rules.compiling {
            try Rulebook(folder: $0, digester: SodiumDigester(), phoneNumbers: LibraryPhoneNumbers())
        }
        // Without the key tokens are compared with one another only, so that any key serves.
        let pseudonymiser = try key.map { try PseudonymKey.pseudonymiser($0) } ?? .withPublicTestKey()
        let briefing = Briefing(
            rulebook: rulebook, digester: SodiumDigester(), pseudonymiser: pseudonymiser)
        try prove(document)
        let verdict = briefing.verify(evidence)
        show(verdict)
        if !verdict.isSound { throw Exit.negativeFinding }
    }

    private func show(_ verdict: SummaryVerdict) {
        if json {
            let faults = verdict.faults.map { fault -> JSONValue in
                ["place": .string(fault.place), "message": .string(fault.message)]
            }
            let report: JSONValue = [
                "sound": .bool(verdict.isSound), "lines": JSONValue(verdict.lineCount),
                "derived": JSONValue(verdict.derivedCount), "faults": .array(faults),
                "notes": .array(verdict.notes.map(JSONValue.string)),
            ]
            Terminal.print(report.text())
            return
        }
        for fault in verdict.faults { Terminal.print("FAULT  \(fault.place): \(fault.message)") }
        for note in verdict.notes { Terminal.print("note   \(note)") }
        let end = "\(verdict.derivedCount) of \(verdict.lineCount) lines derived anew, byte for byte"
        Terminal.print((verdict.isSound ? "ok     " : "FAULT  ") + end)
    }

    // MARK: - Reading

    private func read(_ path: String) throws -> JSONValue {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Terminal.stop("\(path): expected a file, found none", Exit.usage)
        }
        do { return try JSONValue(json: Array(data), depthMax: 64) } catch {
            throw Terminal.stop("\(path): \(error)", Exit.usage)
        }
    }

    private func exported() throws -> SourceExport {
        let document = try read(export)
        do { return try SourceExport(json: document) } catch {
            throw Terminal.stop("\(export): \(error)", Exit.usage)
        }
    }

    /// The openings of a leaf as the audit gives them: the document itself, or the answer around it.
    private func opened(_ path: String) throws -> [Opening] {
        let document = try read(path)
        guard let texts = (document["openings"] ?? document["body"]?["openings"])?.array else {
            throw Terminal.stop(
                "\(path): expected openings, as `audit show --opened --json` prints them", Exit.usage)
        }
        return try texts.map { text in
            guard let opening = text.string.flatMap(Opening.init(text:)) else {
                throw Terminal.stop("\(path): holds an opening that cannot be read", Exit.usage)
            }
            return opening
        }
    }

    /// Proves the receipt against the log's key, where that is given.
    private func prove(_ document: JSONValue) throws {
        guard let vkey else {
            return Terminal.note("warning: no --vkey, so that the leaf is in a log is not proved")
        }
        guard let receipt = document["receipt"].flatMap(Receipt.init(json:)) else {
            throw Terminal.stop("\(answer): expected an answer with a receipt", Exit.negativeFinding)
        }
        let known = try AuditVerify.key(vkey)
        do {
            _ = try receipt.verified(
                body: nil, by: known, digester: SodiumDigester(), with: SodiumVerifier())
        } catch { throw Terminal.stop("the receipt does not hold: \(error)", Exit.negativeFinding) }
    }
}
