import AuditTrail
public import Conversations

/// Why a stored state is not believed.
public enum SignerStateFault: Error, Hashable, Sendable {
    /// Not the one form of the format, or its sum does not fit.
    case malformed
    /// The state of another key.
    case otherKey
}

/// The state as text: format mark, key, one line a log, and a sum that tells damage from change.
///
/// `log <origin> <size> <root>` and, while a tree is pending, its size and root behind. Logs go by their names' bytes.
extension SignerState {
    private static let mark = "throughline-signer-state/v1"

    /// Writes the one form.
    ///
    /// - Parameters:
    ///   - publicKey: 32 bytes; the state is of no use with another key.
    ///   - digester: the hashes to use.
    /// - Returns: whole lines.
    public func text(publicKey: [UInt8], digester: some Digester) -> String {
        var lines = [Self.mark, "key \(Base64URL.encode(publicKey))"]
        for (name, log) in logs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            let heads = [log.confirmed] + (log.pending.map { [$0] } ?? [])
            lines.append(
                (["log", name] + heads.flatMap { ["\($0.size)", $0.root.base64] }).joined(separator: " "))
        }
        let text = lines.joined(separator: "\n") + "\n"
        return text + "sum \(hex(digester.sha256(Array(text.utf8))))\n"
    }

    /// Reads the one form.
    ///
    /// - Throws: ``SignerStateFault``.
    public init(text: String, publicKey: [UInt8], digester: some Digester) throws(SignerStateFault) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 4, lines.first == Self.mark, lines[1].hasPrefix("key ") else { throw .malformed }
        let key = lines[1].dropFirst(4)
        lines.removeLast(2)
        self.init()
        for line in lines.dropFirst(2) {
            guard let (name, log) = Self.log(line), logs.count < Self.logsMax else { throw .malformed }
            logs[name] = log
        }
        guard let stored = Base64URL.decode(String(key)), stored.count == 32,
            self.text(publicKey: stored, digester: digester).utf8.elementsEqual(text.utf8)
        else { throw .malformed }
        guard stored == publicKey else { throw .otherKey }
    }

    private static func log(_ line: String) -> (String, Log)? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 || parts.count == 6, parts[0] == "log", LogOrigin(parts[1]) != nil,
            let confirmed = head(parts[2], parts[3])
        else { return nil }
        guard parts.count == 6 else { return (parts[1], Log(confirmed: confirmed, pending: nil)) }
        return head(parts[4], parts[5]).map { (parts[1], Log(confirmed: confirmed, pending: $0)) }
    }

    private static func head(_ size: String, _ root: String) -> TreeHead? {
        guard let size = Int(size), size >= 0, let root = Base64.decode(root).flatMap({ TreeHash($0) }) else {
            return nil
        }
        return TreeHead(size: size, root: root)
    }
}
