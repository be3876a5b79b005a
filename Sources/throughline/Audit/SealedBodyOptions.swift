import ArgumentParser
import AuditTrail
import Conversations
import Gateway
import Sodium

/// What it takes to read a delivered body: the private key, a case and a second person.
struct SealedBodyOptions: ParsableArguments {
    @Option(help: "The file of the compliance private key, mode 0600; it never leaves this machine.")
    var complianceKey: String?

    @Option(name: .customLong("case"), help: "The reference of the case that the body is opened for.")
    var caseReference: String?

    @Option(help: "The token of a second person: another subject, of role compliance or reviewer.")
    var secondToken: String?

    var isAsked: Bool { complianceKey != nil || caseReference != nil || secondToken != nil }

    /// All or nothing, and for one leaf only.
    ///
    /// - Throws: a usage error naming what is missing.
    func check(isOneLeaf: Bool, isOpened: Bool) throws {
        guard isAsked else { return }
        let given = [
            ("--compliance-key", complianceKey), ("--case", caseReference), ("--second-token", secondToken),
        ]
        if let missing = given.first(where: { $0.1 == nil }) {
            throw ValidationError("a delivered body is opened with \(missing.0) too")
        }
        guard isOneLeaf, isOpened else {
            throw ValidationError("a delivered body is opened for one leaf: give its id, and --opened")
        }
    }

    /// Fetches, opens, checks and prints a body.
    ///
    /// - Throws: an exit code: 1 when box, ciphertext or digest do not fit.
    func show(_ leaf: ULID, client: AuditClient) async throws {
        let key: ComplianceKey
        do {
            let file = KeyFile(path: complianceKey ?? "", label: ComplianceKeyText.label)
            key = try ComplianceKey(seed: try file.read())
        } catch { throw Terminal.stop("\(error)", Exit.configuration) }
        let reply = try await client.get(
            "/v1/audit/leaves/\(leaf)/body",
            headers: [
                ("Case-Reference", caseReference ?? ""),
                ("Second-Authorization", "Bearer \(secondToken ?? "")"),
            ])
        let body = try Self.opened(reply.document?["body"] ?? .null, leaf: leaf, by: key)
        Terminal.note("ok: the body is the one that leaf \(leaf) stands for")
        Terminal.print(String(decoding: body, as: UTF8.self))
    }

    /// The body that a gateway's answer holds, once everything fits.
    ///
    /// - Throws: an exit code naming what does not.
    static func opened(_ answer: JSONValue, leaf id: ULID, by key: ComplianceKey) throws -> [UInt8] {
        func bytes(_ name: String) throws -> [UInt8] {
            guard let bytes = answer[name]?.string.flatMap(Base64URL.decode) else {
                throw Terminal.stop("the answer has no \(name)", Exit.fault)
            }
            return bytes
        }
        guard let leaf = try? Leaf(bytes: try bytes("leaf")), leaf.id == id, let digest = leaf.bodyDigest
        else {
            throw Terminal.stop("the answer is about another leaf than \(id)", Exit.negativeFinding)
        }
        let sealed = SealedBody(dataKeyBox: try bytes("data_key_box"), ciphertext: try bytes("ciphertext"))
        let body: [UInt8]
        do { body = try key.open(sealed, bodyDigest: digest) } catch {
            throw Terminal.stop(
                "the body was altered, or sealed to another compliance key", Exit.negativeFinding)
        }
        guard leaf.standsFor(body: body, key: try bytes("body_key"), digester: SodiumDigester()) else {
            throw Terminal.stop("the body is not the one that the leaf stands for", Exit.negativeFinding)
        }
        return body
    }
}
