import ArgumentParser
import AuditTrail
import Conversations
import Sodium

extension AuditVerify {
    /// Verifies a file that `audit prove` wrote.
    ///
    /// - Throws: exit code 1 when it proves nothing.
    func verify(_ document: JSONValue, by key: VerifierKey) throws {
        do {
            let file = try ProofFile(json: document)
            let leaf = try file.verified(by: key, digester: SodiumDigester(), with: SodiumVerifier())
            Terminal.print(
                "ok: leaf \(leaf.id), number \(file.bundle.index), \(leaf.type.rawValue) at \(leaf.time)")
            for opening in file.openings { Terminal.print("  \(opening.name): \(opening.value.text())") }
            if file.body != nil { Terminal.print("  the body is the one that the leaf stands for") }
        } catch {
            Terminal.print("broken: \(error)")
            throw Exit.negativeFinding
        }
    }
}
