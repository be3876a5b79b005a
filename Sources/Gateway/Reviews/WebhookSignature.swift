import Conversations
import Foundation
import Sodium

/// Signs posts the way of Standard Webhooks 1.0: HMAC-SHA-256 over `id.timestamp.body` with a shared secret.
struct WebhookSignature: Sendable {
    private let key: [UInt8]
    private let digester = SodiumDigester()

    /// Why a file holds no secret.
    struct Unfit: Error, CustomStringConvertible {
        let description: String
    }

    /// Takes a secret as `whsec_` and base64 of 24 to 64 bytes.
    init(text: String) throws(Unfit) {
        let mark = "whsec_"
        let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard line.hasPrefix(mark), let data = Data(base64Encoded: String(line.dropFirst(mark.count))),
            (24...64).contains(data.count)
        else { throw Unfit(description: "expected a secret of whsec_ and base64 of 24 to 64 bytes") }
        key = Array(data)
    }

    /// Reads the secret from a file that its owner alone may read.
    init(path: String) throws(Unfit) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 == 0 else {
            throw Unfit(description: "\(path): expected a file that its owner alone may read, mode 0600")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Unfit(description: "\(path): expected a secret, found nothing that can be read")
        }
        try self.init(text: text)
    }

    /// The headers of one post; a later try has a time and a signature of its own, and the same id.
    func headers(id: String, at now: Timestamp, body: [UInt8]) -> [(String, String)] {
        let seconds = now.milliseconds / 1_000
        let signed = Array("\(id).\(seconds).".utf8) + body
        let signature = Data(digester.hmacSHA256(key: key, signed)).base64EncodedString()
        return [
            ("Content-Type", "application/cloudevents+json; charset=utf-8"), ("webhook-id", id),
            ("webhook-timestamp", "\(seconds)"), ("webhook-signature", "v1,\(signature)"),
        ]
    }
}
