import Conversations

/// Digests that are quick and the same everywhere (FNV-1a, spread over 32 bytes): the parsers' properties do not depend
/// on a hash being hard to invert, and the fuzzer finds more when it is cheap.
struct WeakDigester: Digester {
    func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (0..<32).map { UInt8(truncatingIfNeeded: state >> UInt64($0 % 8 * 8)) ^ UInt8($0) }
    }

    func hmacSHA256(key: [UInt8], _ bytes: [UInt8]) -> [UInt8] { sha256(key + bytes) }
}
