import AuditTrail
import Conversations
import Sodium
import Testing

/// The ways in which the sample logs are tampered with, by name, each with the file that a verifier must
/// name.
struct Tampering {
    let name: String
    let blames: String
    let files: [String: [UInt8]]

    /// Every kind, made from one sound log.
    static func all(of log: SampleLog) throws -> [Tampering] {
        try outsiders(of: log) + signed(of: log)
    }

    /// What somebody without the key can do.
    private static func outsiders(of log: SampleLog) throws -> [Tampering] {
        let files = try log.files()
        let entries = "tile/entries/000.p/\(log.leaves.count)"
        let tile = "tile/0/000.p/\(log.leaves.count)"
        func edited(_ name: String, _ path: String, _ edit: (inout [UInt8]) throws -> Void) rethrows
            -> Tampering
        {
            var changed = files
            try edit(&changed[path, default: []])
            return Tampering(name: name, blames: path, files: changed)
        }
        func line(_ number: Int, _ change: @escaping (String) -> String) -> (inout [UInt8]) -> Void {
            { bytes in
                var lines = String(decoding: bytes, as: UTF8.self).split(
                    separator: "\n", omittingEmptySubsequences: false
                ).map(String.init)
                lines[number] = change(lines[number])
                bytes = Array(lines.joined(separator: "\n").utf8)
            }
        }
        var forged = log
        forged.leaves[2] = replacing("vendor_agent", "senior_agent", in: log.leaves[2])
        var rehashed = try forged.files()
        rehashed["checkpoint"] = files["checkpoint"]
        let stranger = try SampleLog(seed: 8)
        var resigned = stranger
        resigned.leaves = log.leaves
        let sibling = try SampleLog(tenant: "sibling")
        var foreign = sibling
        foreign.leaves = log.leaves
        return [
            edited("leaf-byte", entries) { $0[700] ^= 1 },
            edited("tile-byte", tile) { $0[100] ^= 1 },
            edited("size-line", "checkpoint", line(1) { _ in "11" }),
            edited("root-line", "checkpoint", line(2) { "A" + $0.dropFirst() }),
            edited("signature-bit", "checkpoint", line(4) { String($0.dropLast(9)) + "AAAAAAAA=" }),
            edited("loose-base64", "checkpoint", line(4, loosened)),
            try edited("other-key-signed", "checkpoint") {
                $0 = try #require(try resigned.files()["checkpoint"])
            },
            try edited("foreign-checkpoint", "checkpoint") {
                $0 = try #require(try foreign.files()["checkpoint"])
            },
            edited("key-file", "vkey") { $0 = Array((stranger.key.description + "\n").utf8) },
            Tampering(name: "missing-tile", blames: tile, files: files.filter { $0.key != tile }),
            Tampering(name: "missing-entries", blames: entries, files: files.filter { $0.key != entries }),
            edited("extra-file", "tile/0/001") { $0 = [UInt8](repeating: 0, count: 32) },
            edited("cut-bundle", entries) { $0.removeLast() },
            Tampering(name: "rehashed", blames: "checkpoint", files: rehashed),
        ]
    }

    /// What the holder of the key can do: every one of these has a good signature.
    private static func signed(of log: SampleLog) throws -> [Tampering] {
        let leaves = log.leaves
        func rewritten(_ name: String, _ leaves: [[UInt8]]) throws -> Tampering {
            var changed = log
            changed.leaves = leaves
            let entries = "tile/entries/000.p/\(leaves.count)"
            return Tampering(name: "signed-" + name, blames: entries, files: try changed.files())
        }
        let order = Array(leaves.indices)
        func picked(_ order: [Int]) -> [[UInt8]] { order.map { leaves[$0] } }
        var older = try log.files()
        var shorter = log
        shorter.leaves.removeLast()
        older["checkpoint"] = try shorter.files()["checkpoint"]
        return [
            try rewritten("omitted-leaf", picked(order.filter { $0 != 5 })),
            try rewritten("swapped-leaves", picked(order.map { $0 == 4 ? 8 : $0 == 8 ? 4 : $0 })),
            try rewritten("falling-id", try leaves.map { try withoutRank($0, of: leaves[9]) }),
            try rewritten("repeated-leaf", picked(order + [order.count - 1])),
            try rewritten("headless", picked(Array(order.dropFirst()))),
            try rewritten("loose-leaf", leaves.map { replacing("\"v\":1}", "\"v\":1 }", in: $0) }),
            try rewritten("renamed-type", leaves.map { replacing("\"refusal\"", "\"rumour\"", in: $0) }),
            try rewritten("dropped-commitment", try leaves.map { try withoutCommitment($0) }),
            Tampering(
                name: "signed-older-checkpoint", blames: "tile/entries/000.p/\(leaves.count)", files: older),
        ]
    }

    private static func replacing(_ from: String, _ to: String, in leaf: [UInt8]) -> [UInt8] {
        Array(String(decoding: leaf, as: UTF8.self).replacing(from, with: to).utf8)
    }

    /// The leaf, or if it is one of some place, the same one with the lowest id of its millisecond.
    private static func withoutRank(_ leaf: [UInt8], of chosen: [UInt8]) throws -> [UInt8] {
        guard leaf == chosen else { return leaf }
        var members = try #require(try JSONValue(json: leaf).object)
        let id = try #require(members["id"]?.string)
        members["id"] = .string(id.prefix(10) + String(repeating: "0", count: 16))
        return try JSONValue.object(members).canonicalBytes()
    }

    private static func withoutCommitment(_ leaf: [UInt8]) throws -> [UInt8] {
        var members = try #require(try JSONValue(json: leaf).object)
        members["sd"] = .array(Array(try #require(members["sd"]?.array).dropLast()))
        return try JSONValue.object(members).canonicalBytes()
    }

    /// The same bytes to a lenient decoder: the spare bits before the padding set.
    private static func loosened(_ line: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var characters = Array(line)
        let last = characters.lastIndex { $0 != "=" } ?? 0
        let value = alphabet.firstIndex(of: characters[last]) ?? 0
        characters[last] = alphabet[value | 1]
        return String(characters)
    }
}
