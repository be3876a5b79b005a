/// A slow and obvious reading of some detectors' definitions, made from their published forms alone: it shares nothing
/// with the engine. Every place is tried, every number is computed from its decimal text.
struct PlainDetector {
    struct Found: Hashable, Comparable {
        let detector: String
        let start: Int
        let end: Int

        static func < (one: Found, two: Found) -> Bool {
            (one.start, one.end, one.detector) < (two.start, two.end, two.detector)
        }
    }

    /// What stands in an ASCII text.
    static func find(in text: String) -> [Found] {
        let bytes = Array(text.utf8)
        var found: Set<Found> = []
        for start in bytes.indices where start == 0 || !isWord(bytes[start - 1]) {
            if let end = card(bytes, start) {
                found.insert(Found(detector: "card-number", start: start, end: end))
            }
            if let end = iban(bytes, start) { found.insert(Found(detector: "iban", start: start, end: end)) }
            if let end = security(bytes, start) {
                found.insert(Found(detector: "us-ssn", start: start, end: end))
            }
            if let end = address(bytes, start) {
                found.insert(Found(detector: "ip-address", start: start, end: end))
            }
            if let end = mail(bytes, start) {
                found.insert(Found(detector: "email-address", start: start, end: end))
            }
        }
        return found.sorted()
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte >= 65 && byte <= 90 || byte >= 97 && byte <= 122
    }
    private static func isEnd(_ bytes: [UInt8], _ place: Int) -> Bool {
        place >= bytes.count || bytes[place] == 32
    }
    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func card(_ bytes: [UInt8], _ start: Int) -> Int? {
        for end in stride(from: min(bytes.count, start + 30), to: start + 11, by: -1) where isEnd(bytes, end)
        {
            let written = text(bytes[start..<end])
            let groups = written.split(separator: "-", omittingEmptySubsequences: false)
            let isGrouped =
                groups.count == 1
                || groups.dropLast().allSatisfy { $0.count == 4 }
                    && groups.last.map { (1...4).contains($0.count) } == true
            let digits = groups.joined()
            guard isGrouped, digits.utf8.allSatisfy(isDigit), isIssued(digits), isLuhn(digits) else {
                continue
            }
            return end
        }
        return nil
    }

    private static func isIssued(_ digits: String) -> Bool {
        let four = Int(digits.prefix(4)) ?? 0
        switch digits.count {
        case 13, 19: return digits.hasPrefix("4")
        case 15: return ["34", "37"].contains(digits.prefix(2))
        case 16: return digits.hasPrefix("4") || (5100...5599).contains(four) || (2221...2720).contains(four)
        default: return false
        }
    }

    private static func isLuhn(_ digits: String) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { total, one in
            let value = one.element.wholeNumberValue ?? 0
            return total
                + (one.offset % 2 == 0
                    ? value : String(value * 2).reduce(0) { $0 + ($1.wholeNumberValue ?? 0) })
        }
        return sum % 10 == 0
    }

    private static func iban(_ bytes: [UInt8], _ start: Int) -> Int? {
        let lengths = ["DE": 22, "GB": 22, "NL": 18, "NO": 15]
        for end in start + 15..<max(start + 16, min(bytes.count, start + 28) + 1)
        where isEnd(bytes, end) && end <= bytes.count {
            let written = text(bytes[start..<end]).uppercased().filter { $0 != "-" }
            guard let length = lengths[String(written.prefix(2))], written.count == length,
                written.dropFirst(2).prefix(2).utf8.allSatisfy(isDigit), written.utf8.allSatisfy(isWord)
            else { continue }
            let moved = written.dropFirst(4) + written.prefix(4)
            let rest = moved.reduce(0) { rest, letter in
                let value = letter.wholeNumberValue ?? Int(letter.asciiValue ?? 0) - 55
                return (rest * (value > 9 ? 100 : 10) + value) % 97
            }
            if rest == 1 { return end }
        }
        return nil
    }

    private static func security(_ bytes: [UInt8], _ start: Int) -> Int? {
        let end = start + 11
        guard isEnd(bytes, end), end <= bytes.count else { return nil }
        let parts = text(bytes[start..<end]).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [3, 2, 4], parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else {
            return nil
        }
        let isAssigned = parts[0] != "000" && parts[0] != "666" && parts[1] != "00" && parts[2] != "0000"
        return isAssigned ? end : nil
    }

    private static func address(_ bytes: [UInt8], _ start: Int) -> Int? {
        for end in start + 7...start + 15 where end <= bytes.count && isEnd(bytes, end) {
            let parts = text(bytes[start..<end]).split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4,
                parts.allSatisfy({
                    (1...3).contains($0.count) && $0.utf8.allSatisfy(isDigit) && (Int($0) ?? 999) < 256
                })
            else { continue }
            return end
        }
        return nil
    }

    private static func mail(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start == 0 || bytes[start - 1] == 32 else { return nil }
        let end = bytes[start...].firstIndex(of: 32) ?? bytes.count
        let parts = text(bytes[start..<end]).split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.allSatisfy({ isWord($0) || $0 == 46 }) else {
            return nil
        }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isWord) }),
            let top = labels.last, top.count >= 2, top.utf8.contains(where: { !isDigit($0) })
        else { return nil }
        return end
    }
}
