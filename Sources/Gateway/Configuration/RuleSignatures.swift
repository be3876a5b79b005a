import AuditTrail
import Conversations
import Foundation
import RuleFiles
import Sodium

/// The two detached signatures that production demands over rules, identity rules and mappings.
///
/// They stand in `SIGNATURES` beside the rules: a signed note (C2SP signed-note) over the digest of the rule folder and of
/// every mapping, one line by the author's key and one by compliance's.
struct RuleSignatures {
    static let fileName = "SIGNATURES"

    /// The text that both sign.
    static func text(rules: RuleFolder, mappings: [RuleFile], digester: some Digester) -> String {
        let mapped = RuleFolder(files: mappings).digest(digester)
        return "throughline/rules/v1\nrules \(hex(rules.digest(digester)))\nmappings \(hex(mapped))\n"
    }

    /// Adds one signature to those that stand beside the rules; signatures over other rules are dropped.
    ///
    /// - Throws: ``RuleFileProblem`` when the rules or mappings cannot be read; a file error when nothing can be written.
    static func sign(_ configuration: GatewayConfiguration, by signer: SigningKey, name: String) throws {
        let digester = SodiumDigester()
        let text = text(
            rules: try RuleFolder(directory: configuration.rules),
            mappings: try configuration.mappings.map(GatewayRoot.mappingFile), digester: digester)
        let path = configuration.rules + "/" + fileName
        var note = try SignedNote(text: text, signedBy: signer, name: name, digester: digester)
        if let data = FileManager.default.contents(atPath: path),
            let earlier = try? SignedNote(parsing: Array(data)), earlier.text == text
        {
            note = note.adding(earlier.signatures.filter { $0.name != name })
        }
        try Data(note.bytes).write(to: URL(fileURLWithPath: path))
    }

    /// Refuses rules that are not signed by both.
    ///
    /// - Throws: ``RuleFileProblems`` naming what is missing or does not fit.
    static func demand(
        _ signers: GatewayConfiguration.Signers, directory: String, rules: RuleFolder, mappings: [RuleFile]
    ) throws(RuleFileProblems) {
        func problem(_ message: String) -> RuleFileProblems {
            RuleFileProblems([RuleFileProblem(file: fileName, line: 0, message: message)])
        }
        let digester = SodiumDigester()
        guard let data = FileManager.default.contents(atPath: directory + "/" + fileName) else {
            throw problem("expected two detached signatures over the rules, found no file")
        }
        guard let note = try? SignedNote(parsing: Array(data)) else {
            throw problem("expected a signed note, found something else")
        }
        guard note.text == text(rules: rules, mappings: mappings, digester: digester) else {
            throw problem("the signatures are for other rules or mappings than those found")
        }
        for (role, text) in [("author", signers.author), ("compliance", signers.compliance)] {
            guard let key = VerifierKey(text, digester: digester) else {
                throw problem("the configuration's \(role) key is no verifier key")
            }
            do { try note.verify(by: [key], with: SodiumVerifier()) } catch {
                throw problem("expected a valid signature by \(role) (\(key.name)), found none")
            }
        }
    }
}
