/// W3C Trace Context, level 1: the `traceparent` header.
enum TraceContext {
    /// The trace id of the one valid `traceparent`; `nil` when there is none, several, or an invalid one.
    ///
    /// A version above 00 is read like 00 and may carry more behind a dash, as the recommendation demands.
    static func traceID(_ values: [String]) -> String? {
        guard values.count == 1, let bytes = values.first.map({ Array($0.utf8) }), bytes.count >= 55 else {
            return nil
        }
        let dash = UInt8(ascii: "-")
        guard bytes[2] == dash, bytes[35] == dash, bytes[52] == dash else { return nil }
        let version = bytes[0..<2]
        let trace = bytes[3..<35]
        let span = bytes[36..<52]
        guard [version, trace, span, bytes[53..<55]].allSatisfy({ $0.allSatisfy(isLowerHex) }),
            !version.elementsEqual("ff".utf8), [trace, span].allSatisfy(isNotZero)
        else { return nil }
        let isFirstVersion = version.elementsEqual("00".utf8)
        guard bytes.count == 55 || (!isFirstVersion && bytes[55] == dash) else { return nil }
        return String(decoding: trace, as: UTF8.self)
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isNotZero(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.contains { $0 != UInt8(ascii: "0") }
    }
}
