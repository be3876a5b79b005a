import Conversations
import Foundation
import Sodium

/// The public half of a compliance key as one line: a mark and 32 bytes in base64url.
///
/// The private half opens what gateways sealed; in production it is on the officer's machine and on no gateway.
public struct ComplianceKeyText: Hashable, Sendable, CustomStringConvertible {
    static let mark = "throughline-compliance/v1 "
    /// What the private half's key file is labelled.
    public static let label = "compliance-box"

    /// 32 bytes of Curve25519.
    public let publicKey: [UInt8]

    /// Takes a public key of 32 bytes.
    public init(publicKey: [UInt8]) { self.publicKey = publicKey }

    /// Reads the line; `nil` for anything else.
    public init?(_ text: String) {
        let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard line.hasPrefix(Self.mark),
            let key = Base64URL.decode(String(line.dropFirst(Self.mark.count))), key.count == 32
        else { return nil }
        publicKey = key
    }

    /// The line, without a line feed.
    public var description: String { Self.mark + Base64URL.encode(publicKey) }

    /// What leaves name the key by: the first 8 bytes of its SHA-256 in hexadecimal.
    public var kid: String {
        SodiumDigester().sha256(publicKey).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Makes a pair: the private half in a key file of mode 0600, the public half beside it with `.pub` added.
    ///
    /// - Parameter path: where the private half goes; must not exist, its folder is made with mode 0700.
    /// - Returns: the public half.
    /// - Throws: ``KeyFileProblem`` or a file error when one of them cannot be written.
    public static func makePair(at path: String) throws -> ComplianceKeyText {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let seed = try SecretBytes(randomCount: 32)
        try KeyFile(path: path, label: label).write(seed)
        let text = ComplianceKeyText(publicKey: try ComplianceKey(seed: seed).publicKey)
        try Data((text.description + "\n").utf8).write(to: URL(fileURLWithPath: path + ".pub"))
        return text
    }
}
