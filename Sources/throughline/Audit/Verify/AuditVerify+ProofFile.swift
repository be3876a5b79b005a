import ArgumentParser
import AuditTrail
import Conversations
import Sodium

extension AuditVerify {
    /// Verifies a file that `audit prove` wrote.
    ///
    /// - Throws: exit code 1 when it proves nothing.
    func verify(_ document: JSONValue) async throws {
        let file: ProofFile
        do { file = try ProofFile(json: document) } catch { throw broken(paths[0], error) }
        let keys = try keys(signing: file.bundle.checkpoint)
        do {
            let leaf = try file.verified(by: keys[0], digester: SodiumDigester(), with: SodiumVerifier())
            Terminal.print(
                "ok: leaf \(leaf.id), number \(file.bundle.index), \(leaf.type.rawValue) at \(leaf.time)")
            for opening in file.openings { Terminal.print("  \(opening.name): \(opening.value.text())") }
            if file.body != nil { Terminal.print("  the body is the one that the leaf stands for") }
        } catch {
            throw broken(paths[0], error)
        }
        try holdWitnesses(Array(file.bundle.checkpoint.utf8))
        try await holdAgainstLog(
            leaf: file.leaf, index: file.bundle.index, checkpoint: file.bundle.checkpoint, keys: keys)
    }
}
