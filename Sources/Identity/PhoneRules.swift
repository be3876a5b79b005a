import Conversations
import RuleFiles

/// How numbers are read where no library knows them: by the prefixes of the tenant's own country.
struct PhoneRules: Hashable, Sendable {
    /// ISO 3166-1 of the tenant, for the library.
    let region: RegionID?
    /// For numbers written without a country; `nil` leaves them unresolved.
    let countryCode: String?
    /// What stands before a national number.
    let trunkPrefix: String
    /// What stands before a country code where `+` does not.
    let internationalPrefixes: [String]
    let digits: ClosedRange<Int>

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly([
            "region", "country_code", "trunk_prefix", "international_prefixes", "digits_min", "digits_max",
        ])
        region = try node.optionalName("region") { text in try? RegionID(text) }
        countryCode = try node.optional("country_code")?.text()
        trunkPrefix = try node.member("trunk_prefix").text()
        internationalPrefixes = try node.member("international_prefixes").texts()
        let least = try node.member("digits_min").int(in: 3...15)
        digits = least...(try node.member("digits_max").int(in: least...15))
    }

    /// The number in E.164, with `;ext=` when it has an extension; `nil` when it cannot be told.
    func normalise(_ text: String) -> String? {
        guard text.utf8.count <= 64 else { return nil }
        let (number, rest) = Self.splitExtension(text.lowercased())
        guard let written = Self.read(number), let e164 = e164(written) else { return nil }
        guard let rest else { return e164 }
        guard let digits = Self.read(rest)?.digits, (1...8).contains(digits.count) else { return nil }
        return "\(e164);ext=\(digits)"
    }

    private func e164(_ written: (digits: String, hasPlus: Bool)) -> String? {
        var digits = written.digits
        if !written.hasPlus {
            if let prefix = internationalPrefixes.first(where: digits.hasPrefix) {
                digits.removeFirst(prefix.count)
            } else if let countryCode, !trunkPrefix.isEmpty, digits.hasPrefix(trunkPrefix) {
                digits = countryCode + digits.dropFirst(trunkPrefix.count)
            } else {
                return nil
            }
        }
        return self.digits.contains(digits.count) && !digits.hasPrefix("0") ? "+" + digits : nil
    }

    private static func splitExtension(_ text: String) -> (number: String, rest: String?) {
        for mark in [";ext=", "extension", "ext.", "ext", "x"] {
            if let range = text.firstRange(of: mark) {
                return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
            }
        }
        return (text, nil)
    }

    /// The digits of any script; `nil` when something stands there that no number holds.
    private static func read(_ text: String) -> (digits: String, hasPlus: Bool)? {
        var digits = ""
        var hasPlus = false
        let text = text.hasPrefix("tel:") ? String(text.dropFirst(4)) : text
        // WHY: "+44 (0)20" shows the trunk prefix for callers at home; it is no part of the number.
        let isInternational = text.contains("+")
        let characters = Array(isInternational ? text.replacing("(0)", with: "") : text)
        for character in characters {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                digits += String(digit)
            } else if character == "+", digits.isEmpty, !hasPlus {
                hasPlus = true
            } else if !character.isWhitespace, !"-–—./()‑".contains(character) {
                return nil
            }
        }
        return digits.isEmpty ? nil : (digits, hasPlus)
    }
}
