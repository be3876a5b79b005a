import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Sodium

struct AuditProve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Writes one file that proves one leaf to an outsider who has the log's key.",
        discussion: """
            From a gateway: the leaf's id and a token of role compliance; --open chooses the members that the file opens. \
            From an exported log: the leaf's number and --log; nothing is opened then. The file is checked before it is \
            written; whoever gets it runs: throughline audit verify FILE --receipt --vkey KEY
            """)

    @Argument(help: "The leaf's id, or with --log its number from 0.")
    var leaf: String

    @Option(help: "The folder of an exported log.")
    var log: String?

    @Option(help: "The log's verifier key, name+id+key, or a file that holds it; demanded without --log.")
    var vkey: String?

    @Option(help: "The file to write; it must not exist.")
    var out: String

    @Option(
        name: .customLong("open"), parsing: .upToNextOption,
        help: "Members that the file opens, for example shown withheld.")
    var opened: [String] = []

    @Option(help: "A file with the body as sent, canonical JSON, to be proved too.")
    var body: String?

    @OptionGroup var gateway: GatewayOptions

    func validate() throws {
        if log == nil {
            guard ULID(leaf) != nil else { throw ValidationError("expected a leaf's id of 26 characters") }
            guard vkey != nil else {
                throw ValidationError("expected --vkey: the key comes from somewhere else than the gateway")
            }
        } else {
            guard Int(leaf).map({ $0 >= 0 }) ?? false else {
                throw ValidationError("expected a leaf's number from 0, as --log is given")
            }
            guard opened.isEmpty, body == nil else {
                throw ValidationError("an exported log holds no openings; ask the gateway, or show a receipt")
            }
        }
    }

    func run() async throws {
        let file: ProofFile
        if let log { file = try await offline(log) } else { file = try await online() }
        let key = try verifierKey(file)
        let proved: Leaf
        do {
            proved = try file.verified(by: key, digester: SodiumDigester(), with: SodiumVerifier())
        } catch { throw Terminal.stop("the proof does not hold: \(error)", Exit.negativeFinding) }
        let data = Data((file.json.text() + "\n").utf8)
        do {
            try data.write(to: URL(fileURLWithPath: out), options: .withoutOverwriting)
        } catch { throw Terminal.stop("\(out): cannot be written, or exists already", Exit.usage) }
        Terminal.print(
            "wrote \(out): leaf \(proved.id), number \(file.bundle.index), opens "
                + (file.openings.isEmpty ? "nothing" : file.openings.map(\.name).joined(separator: ", ")))
    }

    private func verifierKey(_ file: ProofFile) throws -> VerifierKey {
        if let vkey { return try AuditVerify.key(vkey) }
        Terminal.note("warning: no --vkey, so the log vouches for its own key")
        guard let key = VerifierKey(file.keyHint, digester: SodiumDigester()) else {
            throw Terminal.stop("\(log ?? "")/vkey: expected a verifier key", Exit.negativeFinding)
        }
        return key
    }

    private func offline(_ path: String) async throws -> ProofFile {
        let folder = ExportedLog(path: path)
        let proof = try await folder.proof(of: Int(leaf) ?? 0)
        let named = try await folder.bytes(LogFiles.verifierKey, LogFiles.verifierKeyBytesMax)
        return ProofFile(
            keyHint: String(decoding: named, as: UTF8.self).trimmingCharacters(in: .newlines),
            leaf: proof.leaf, openings: [], bodyKey: nil, body: nil, bundle: proof.bundle)
    }

    private func online() async throws -> ProofFile {
        let client = try AuditClient(gateway)
        let needsOpenings = !opened.isEmpty || body != nil
        let reply = try await client.get(
            "/v1/audit/leaves/\(leaf)", query: needsOpenings ? [(name: "opened", value: "true")] : [])
        let row = reply.document?["body"] ?? .null
        let text = String(
            decoding: try await client.get("/v1/audit/leaves/\(leaf)/proof").bytes, as: UTF8.self)
        guard let bytes = row["leaf"]?.string.flatMap(Base64URL.decode), let bundle = ProofBundle(text: text)
        else { throw Terminal.stop("\(client.url): expected a leaf and its proof", Exit.fault) }
        let key = try AuditVerify.key(vkey ?? "")
        return ProofFile(
            keyHint: key.description, leaf: bytes, openings: try chosen(row),
            bodyKey: body == nil ? nil : row["body_key"]?.string.flatMap(Base64URL.decode),
            body: try body.map(read), bundle: bundle)
    }

    /// The openings that were asked for, in the order of the leaf's own.
    private func chosen(_ row: JSONValue) throws -> [Opening] {
        let all = (row["openings"]?.array ?? []).compactMap { $0.string.flatMap(Opening.init(text:)) }
        if let missing = opened.first(where: { name in !all.contains { $0.name == name } }) {
            let names = all.map(\.name).joined(separator: ", ")
            throw Terminal.stop(
                "--open \(missing): the leaf has no such opening, expected one of: \(names)",
                Exit.negativeFinding)
        }
        return all.filter { opened.contains($0.name) }
    }

    private func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Terminal.stop("\(path): expected a file, found none", Exit.usage)
        }
        return Array(data)
    }
}
