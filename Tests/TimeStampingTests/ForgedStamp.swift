import Conversations
import GatewayTestSupport

/// A time-stamp response with any content, signed by any certificate of an authority.
struct ForgedStamp {
    var version: UInt8 = 1
    var imprint: [UInt8]
    /// The algorithm of the imprint; SHA-256 unless told otherwise.
    var algorithm: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00]
    var time = "20260301090500Z"
    /// The content of an accuracy, for example seconds as `02 01 02`.
    var accuracy: [UInt8]?
    var nonce: [UInt8]?

    /// Signs as a CMS with the content type of time stamps (RFC 3161 section 2.4.2), by `NAME.pem`.
    func response(
        by name: String = "tsa", of authority: LocalTimeStampAuthority, options: [String] = ["-cades"]
    ) throws -> [UInt8] {
        let content =
            der(0x02, [version]) + [0x06, 0x04, 0x2A, 0x03, 0x04, 0x01]
            + der(0x30, der(0x30, algorithm) + der(0x04, imprint)) + der(0x02, [0x07])
            + der(0x18, Array(time.utf8)) + (accuracy.map { der(0x30, $0) } ?? [])
            + (nonce.map { der(0x02, $0) } ?? [])
        try authority.write(der(0x30, content), to: "forged.content")
        try authority.run(
            [
                "cms", "-sign", "-binary", "-nodetach", "-md", "sha256", "-econtent_type",
                "1.2.840.113549.1.9.16.1.4", "-signer", name + ".pem", "-inkey", name + ".key", "-outform",
                "DER", "-in", "forged.content", "-out", "forged.token",
            ] + options)
        return der(0x30, der(0x30, der(0x02, [0])) + (try authority.read("forged.token")))
    }
}

/// One element of DER.
func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    switch content.count {
    case ..<128: [tag, UInt8(content.count)] + content
    case ..<256: [tag, 0x81, UInt8(content.count)] + content
    default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }
}
