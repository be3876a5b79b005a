import Conversations

/// The time of a token: `20260301090500.123Z`, always UTC (RFC 3161 section 2.4.2).
struct GeneralizedTime: Hashable {
    /// The time, a fraction cut to milliseconds.
    let time: Timestamp
    /// What the text leaves open: 1,000 milliseconds without a fraction, 1 with three digits and more.
    let resolutionMilliseconds: Int

    /// Reads the text; `nil` for another form and a time that does not exist.
    init?(_ text: [UInt8]) {
        let digits = text.prefix(14)
        guard text.count >= 15, text.last == UInt8(ascii: "Z"), digits.allSatisfy(Self.isDigit) else {
            return nil
        }
        let fraction = text.dropFirst(14).dropLast()
        if !fraction.isEmpty {
            guard fraction.first == UInt8(ascii: "."), fraction.count >= 2, fraction.count <= 13,
                fraction.dropFirst().allSatisfy(Self.isDigit)
            else { return nil }
        }
        let parts = String(decoding: digits, as: UTF8.self)
        func part(_ start: Int, _ count: Int) -> String { String(parts.dropFirst(start).prefix(count)) }
        let date = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))"
        let clock = "\(part(8, 2)):\(part(10, 2)):\(part(12, 2))"
        let rest = String(decoding: fraction, as: UTF8.self)
        guard let time = Timestamp(rfc3339: "\(date)T\(clock)\(rest)Z") else { return nil }
        self.time = time
        resolutionMilliseconds = [1_000, 100, 10][safe: max(0, fraction.count - 1)] ?? 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension [Int] {
    /// The element at an index, `nil` behind the end.
    fileprivate subscript(safe index: Int) -> Int? { index < count ? self[index] : nil }
}
