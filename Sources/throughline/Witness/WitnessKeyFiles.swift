import AuditTrail
import Foundation
import Sodium

/// The two files of a witness's key: the secret, and beside it the public half under its name.
struct WitnessKeyFiles {
    /// Why they cannot be used.
    enum Problem: Error, CustomStringConvertible {
        case noName(path: String)
        case badName(String)
        case otherName(path: String, found: String)
        case noVerifierKey(path: String)
        case otherKey(path: String)

        var description: String {
            switch self {
            case .noName(let path): "\(path): expected --name for a new key, found none"
            case .badName(let name):
                "--name: expected a name without white space and plus, found \"\(name)\""
            case .otherName(let path, let found):
                "\(path): expected the name of the existing key, which is \(found)"
            case .noVerifierKey(let path):
                "\(path): expected one line name+id+key (type 0x04), as `throughline witness key` writes it"
            case .otherKey(let path):
                "\(path): expected the public half of the key file beside it, found another"
            }
        }
    }

    private let secret: KeyFile
    private let publicPath: String

    init(path: String) {
        // WHY: the label keeps a gateway's key from being used here, and a witness's there.
        secret = KeyFile(path: path, label: "witness-cosigning")
        publicPath = path + ".vkey"
    }

    /// Reads both halves.
    func read() throws -> (key: WitnessKey, signer: SigningKey) {
        let signer = try SigningKey(seed: try secret.read())
        guard let text = try? String(contentsOfFile: publicPath, encoding: .utf8), text.hasSuffix("\n"),
            let key = WitnessKey(String(text.dropLast()), digester: SodiumDigester())
        else { throw Problem.noVerifierKey(path: publicPath) }
        guard key.publicKey == signer.publicKey else { throw Problem.otherKey(path: publicPath) }
        return (key, signer)
    }

    /// Makes what is missing; an existing key stays, under the name it has.
    func make(name: String?) throws -> WitnessKey {
        if !FileManager.default.fileExists(atPath: secret.path) {
            guard let name else { throw Problem.noName(path: secret.path) }
            _ = try key(name, [UInt8](repeating: 0, count: 32))
            try secret.write(try SecretBytes(randomCount: 32))
        }
        if FileManager.default.fileExists(atPath: publicPath) {
            let known = try read().key
            guard name.map({ $0.utf8.elementsEqual(known.name.utf8) }) ?? true else {
                throw Problem.otherName(path: secret.path, found: known.name)
            }
            return known
        }
        guard let name else { throw Problem.noName(path: secret.path) }
        let made = try key(name, try SigningKey(seed: try secret.read()).publicKey)
        try "\(made)\n".write(toFile: publicPath, atomically: true, encoding: .utf8)
        return made
    }

    private func key(_ name: String, _ publicKey: [UInt8]) throws -> WitnessKey {
        guard let key = WitnessKey(name: name, publicKey: publicKey, digester: SodiumDigester()) else {
            throw Problem.badName(name)
        }
        return key
    }
}
