import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Sodium

extension AuditVerify {
    // MARK: - A receipt

    func verifyReceipt() async throws {
        let path = paths[0]
        guard !vkey.isEmpty else {
            throw ValidationError("--receipt needs --vkey: an answer cannot vouch for itself")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Terminal.stop("\(path): expected a file, found none", Exit.usage)
        }
        if let document = try? JSONValue(json: Array(data)), document["format"]?.string == ProofFile.format {
            return try await verify(document)
        }
        guard let answer = try? JSONValue(json: Array(data)), let (body, receipt) = Self.parts(of: answer)
        else {
            throw Terminal.stop("\(path): expected an answer with its receipt", Exit.negativeFinding)
        }
        let keys = try keys(signing: receipt.checkpoint)
        do {
            let leaf = try receipt.verified(
                body: body, by: keys[0], digester: SodiumDigester(), with: SodiumVerifier())
            Terminal.print(
                "ok: leaf \(leaf.id), number \(receipt.index), \(leaf.type.rawValue) at \(leaf.time)")
            for opening in receipt.openings { Terminal.print("  \(opening.name): \(opening.value.text())") }
        } catch {
            throw broken(path, error)
        }
        try holdWitnesses(Array(receipt.checkpoint.utf8))
        try await holdAgainstLog(
            leaf: receipt.leaf, index: receipt.index, checkpoint: receipt.checkpoint, keys: keys)
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

    // MARK: - A proof bundle

    func verifyProof(_ proof: String, leaf: String) async throws {
        let text = String(validating: try Self.file(proof, "--proof"), as: UTF8.self)
        guard let bundle = text.flatMap(ProofBundle.init(text:)) else {
            throw Terminal.stop("\(proof): expected a c2sp.org/tlog-proof@v1 file", Exit.negativeFinding)
        }
        let bytes = try Self.file(leaf, "--leaf", byteCountMax: LeafLimits.storedLeafBytesMax)
        let keys = try keys(signing: bundle.checkpoint)
        do {
            let checkpoint = try bundle.verified(
                leaf: bytes, by: keys[0], digester: SodiumDigester(), with: SodiumVerifier())
            let read = try Leaf(bytes: bytes)
            Terminal.print(
                "ok: leaf \(read.id), number \(bundle.index) of \(checkpoint.size), \(read.type.rawValue) at \(read.time)"
            )
        } catch {
            throw broken(proof, error)
        }
        try holdWitnesses(Array(bundle.checkpoint.utf8))
        try await holdAgainstLog(leaf: bytes, index: bundle.index, checkpoint: bundle.checkpoint, keys: keys)
    }

    /// Says which file proves nothing, and why.
    func broken(_ path: String, _ fault: some Error) -> ExitCode {
        Terminal.print("broken: \(path): \(fault)")
        return Exit.negativeFinding
    }

    // MARK: - What both are held against

    /// The cosignatures under the checkpoint that a proof leads to.
    func holdWitnesses(_ checkpoint: [UInt8]) throws {
        guard let policy = try readPolicy(), let note = try? SignedNote(parsing: checkpoint) else { return }
        let found = VerificationReport.Cosigning(of: note, under: policy, with: SodiumVerifier())
        for line in found.lines { Terminal.print(line) }
        if !found.isQuorumMet || !found.faults.isEmpty { throw Exit.negativeFinding }
    }

    /// The log as it is now must hold the same leaf and extend the proof's checkpoint.
    func holdAgainstLog(
        leaf: [UInt8], index: Int, checkpoint: String, keys: [VerifierKey]
    ) async throws {
        guard let log else { return }
        let source = try AuditVerifySource(log, token: nil)
        let older = try Checkpoint.verified(Array(checkpoint.utf8), by: keys[0], with: SodiumVerifier())
        let verdict = await source.reader.verdict(
            on: leaf, at: index, under: older, keys: keys, digester: SodiumDigester(),
            signatures: SodiumVerifier())
        await source.close()
        Terminal.print("\(verdict.isHeld ? "ok" : "broken"): \(log): \(verdict.text)")
        if !verdict.isHeld { throw Exit.negativeFinding }
    }
}
