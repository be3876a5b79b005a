import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Sodium

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Verifies logs in folders or by URL, a proof, or the receipt of one answer, without the gateway.",
        discussion: """
            A folder holds checkpoint, vkey and tile/…, as `audit export` writes it: every leaf is read, every tile \
            rebuilt, and a file that the log cannot have is refused. Several logs are years, oldest first: each has to \
            continue the one before, and callers' counters go on. A URL ends in /audit/log/<tenant>/<year>; without \
            --token what is public is verified, which is everything but the leaves themselves. With --receipt the file \
            is one whole answer of the gateway; with --proof and --leaf it is a C2SP .tlog-proof and the leaf's stored \
            bytes; --log holds either against a newer log. Exit code 1 when anything does not fit.
            """)

    @Argument(help: "Folders or URLs of logs, oldest year first; with --receipt the file of one answer.")
    var paths: [String] = []

    @Option(
        help:
            "The log's verifier key, name+id+key, or a file that holds it; again for each year that has another (default: the log's own, with a warning)."
    )
    var vkey: [String] = []

    @ArgumentParser.Flag(help: "The path is one answer (a view, hold or refusal) with its receipt.")
    var receipt = false

    @Option(help: "A C2SP .tlog-proof to verify; needs --leaf and --vkey.")
    var proof: String?

    @Option(help: "The leaf's stored bytes, for --proof.")
    var leaf: String?

    @Option(
        help: "A folder or URL of the log that a receipt or proof is held against too, by its hash tiles.")
    var log: String?

    @Option(
        help: "An older checkpoint of the (last) log that you kept: the log has to extend it. Repeatable.")
    var consistency: [String] = []

    @Option(help: "The last checkpoint of the year before the (first) log, which has to continue it.")
    var previous: String?

    @Option(help: "A C2SP tlog-policy: whose cosignatures the (last) checkpoint needs.")
    var witnessPolicy: String?

    @Option(help: "Certificates (PEM) of the time-stamp authorities to believe, to check stamps/….")
    var tsaCa: String?

    @Option(help: "How many seconds the gateway's clock and an authority's may lie apart, 0 to 3600.")
    var clockTolerance = 2

    @Option(help: "The file that holds a token, or the token, to read leaves by URL.")
    var token: String?

    @ArgumentParser.Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        guard (0...3600).contains(clockTolerance) else {
            throw ValidationError(
                "expected --clock-tolerance from 0 to 3600 seconds, found \(clockTolerance)")
        }
        guard (proof == nil) == (leaf == nil) else {
            throw ValidationError("expected --proof and --leaf together, found one of the two")
        }
        guard !receipt || paths.count == 1 else {
            throw ValidationError("expected one file with --receipt, found \(paths.count)")
        }
        guard receipt || (proof == nil) != paths.isEmpty else {
            throw ValidationError("expected folders or URLs of logs, or --proof and --leaf, or --receipt")
        }
        guard log == nil || receipt || proof != nil else {
            throw ValidationError("--log goes with --receipt or --proof; give logs as arguments")
        }
    }

    func run() async throws {
        if receipt { return try await verifyReceipt() }
        if let proof, let leaf { return try await verifyProof(proof, leaf: leaf) }
        try await verifyLogs()
    }

    /// The bytes of a file that an option names, of at most so many.
    static func file(_ path: String, _ option: String, byteCountMax: Int = 1 << 20) throws -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: byteCountMax + 1)
        else { throw Terminal.stop("\(option): expected a file at \(path), found none", Exit.usage) }
        guard data.count <= byteCountMax else {
            throw Terminal.stop("\(option): expected at most \(byteCountMax) bytes, found more", Exit.usage)
        }
        return Array(data)
    }

    /// A verifier key as typed, or from a file of one line.
    static func key(_ text: String) throws -> VerifierKey {
        let line = (try? String(contentsOfFile: text, encoding: .utf8)) ?? text
        guard
            let key = VerifierKey(
                line.trimmingCharacters(in: .whitespacesAndNewlines), digester: SodiumDigester())
        else { throw Terminal.stop("--vkey: expected name+id+key, found something else", Exit.usage) }
        return key
    }

    /// The keys for a receipt or proof, the one that signed its checkpoint first.
    func keys(signing checkpoint: String) throws -> [VerifierKey] {
        let keys = try vkey.map(Self.key)
        let note = Array(checkpoint.utf8)
        let place = keys.firstIndex {
            (try? Checkpoint.verified(note, by: $0, with: SodiumVerifier())) != nil
        }
        guard let first = place.map({ keys[$0] }) ?? keys.first else {
            throw ValidationError("expected --vkey: an answer or a proof cannot vouch for itself")
        }
        return [first] + keys.filter { $0 != first }
    }
}
