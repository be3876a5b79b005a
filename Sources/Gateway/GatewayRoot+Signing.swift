import AuditTrail
import Foundation
import Sodium

/// What authors and compliance officers do to put rules in force.
extension GatewayRoot {
    /// Signs the rules and mappings of a configuration; makes the key when there is none yet.
    ///
    /// - Parameters:
    ///   - configuration: whose rules and mappings.
    ///   - keyPath: the signer's key file, mode 0600; it belongs on the signer's own machine.
    ///   - name: what the key goes by, without white space and plus.
    /// - Returns: the verifier key for the configuration's `signers`.
    /// - Throws: whatever keeps the key, the rules or the signature file from being read or written.
    public static func signRules(
        _ configuration: GatewayConfiguration, keyPath: String, name: String
    ) throws -> String {
        let file = KeyFile(path: keyPath, label: "rule-signing")
        if !FileManager.default.fileExists(atPath: keyPath) {
            try file.write(try SecretBytes(randomCount: 32))
        }
        let signer = try SigningKey(seed: try file.read())
        try RuleSignatures.sign(configuration, by: signer, name: name)
        let key = VerifierKey(name: name, publicKey: signer.publicKey, digester: SodiumDigester())
        return key?.description ?? ""
    }
}
