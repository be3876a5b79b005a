import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Sodium

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies an exported log, or the receipt of one answer, offline.",
        discussion: """
            A folder holds checkpoint, vkey and tile/…, as `audit export` writes it: every leaf is read, every tile \
            rebuilt, and a file that the log cannot have is refused. With --receipt the file is one whole answer of \
            the gateway. Exit code 1 when anything does not fit.
            """)

    @Argument(help: "The folder of an exported log, or with --receipt the file of one answer.")
    var path: String

    @Option(
        help:
            "The log's verifier key, name+id+key, or a file that holds it (default: the log's own, with a warning)."
    )
    var vkey: String?

    @ArgumentParser.Flag(help: "The path is one answer (a view, hold or refusal) with its receipt.")
    var receipt = false

    @ArgumentParser.Flag(help: "Print the report as JSON.")
    var json = false

    func run() async throws {
        receipt ? try verifyReceipt() : try await verifyLog()
    }

    // MARK: - A log

    private func verifyLog() async throws {
        let reader = DirectoryLogReader(directory: path)
        let key = try await key(of: reader)
        let verifier = LogVerifier(key: key, digester: SodiumDigester(), signatures: SodiumVerifier())
        let isTerminal = isatty(STDERR_FILENO) == 1
        let report = await verifier.verify(reader) { read, all in
            if isTerminal { FileHandle.standardError.write(Data("\r\(read) of \(all) leaves".utf8)) }
        }
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        Terminal.print(json ? report.document.text() : report.lines.joined(separator: "\n"))
        if !report.isSound { throw Exit.negativeFinding }
    }

    private func key(of reader: DirectoryLogReader) async throws -> VerifierKey {
        if let vkey { return try Self.key(vkey) }
        Terminal.note(
            "warning: no --vkey, so the log vouches for its own key; get the key from somewhere else")
        do {
            if let named = try await LogFiles.namedKey(in: reader, digester: SodiumDigester()) {
                return named
            }
        } catch {
            throw Terminal.stop("\(path)/vkey: cannot be read", Exit.negativeFinding)
        }
        throw Terminal.stop(
            "\(path)/vkey: expected one line with a verifier key, found something else", Exit.negativeFinding)
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

    // MARK: - A receipt

    private func verifyReceipt() throws {
        guard let vkey else {
            throw ValidationError("--receipt needs --vkey: an answer cannot vouch for itself")
        }
        let key = try Self.key(vkey)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Terminal.stop("\(path): expected a file, found none", Exit.usage)
        }
        if let document = try? JSONValue(json: Array(data)), document["format"]?.string == ProofFile.format {
            return try verify(document, by: key)
        }
        guard let answer = try? JSONValue(json: Array(data)), let (body, receipt) = Self.parts(of: answer)
        else {
            throw Terminal.stop("\(path): expected an answer with its receipt", Exit.negativeFinding)
        }
        do {
            let leaf = try receipt.verified(
                body: body, by: key, digester: SodiumDigester(), with: SodiumVerifier())
            Terminal.print(
                "ok: leaf \(leaf.id), number \(receipt.index), \(leaf.type.rawValue) at \(leaf.time)")
            for opening in receipt.openings { Terminal.print("  \(opening.name): \(opening.value.text())") }
        } catch {
            Terminal.print("broken: \(error)")
            throw Exit.negativeFinding
        }
    }

    /// The canonical body that the digest covers, and the receipt; of a problem everything but the receipt is the body.
    static func parts(of answer: JSONValue) -> (body: [UInt8], receipt: Receipt)? {
        guard var members = answer.object, let receipt = members["receipt"].flatMap(Receipt.init(json:))
        else {
            return nil
        }
        members["receipt"] = nil
        let isProblem = members["body"] == nil
        guard let body = try? (members["body"] ?? .object(members)).canonicalBytes(),
            isProblem || members.count == 2
        else { return nil }
        return (body, receipt)
    }
}

extension VerificationReport {
    fileprivate var lines: [String] {
        var lines: [String] = []
        if let checkpoint {
            lines.append("log:    \(checkpoint.origin)")
            lines.append("leaves: \(leavesRead) of \(checkpoint.size), root \(hex(checkpoint.root.bytes))")
        }
        if let firstTime, let lastTime {
            lines.append("from:   \(firstTime) to \(lastTime), as the gateway claims")
        }
        lines += types.map { "        \($0.count) × \($0.type.rawValue)" }
        lines += problems.map { "broken: \($0)" }
        lines.append(
            isSound ? "ok: every leaf, tile and signature fits" : "NOT OK: \(problems.count) problems")
        return lines
    }
}
