import Conversations
import Detection
import FieldPolicy

/// What a treatment leaves of one value.
struct ValueTreatment {
    /// What stands for the value.
    enum Outcome: Equatable {
        /// The value itself.
        case shown
        /// A part of it, something less exact, or a token.
        case replaced(String)
        /// Nothing.
        case withheld
    }

    let detector: Detector
    let tokens: TokenBook
    let scope: PseudonymContext
    /// Whether a part that would stay holds no value that may not be shown, as the domain of an address may hold a name.
    let isClean: @Sendable (String) -> Bool

    /// Applies a treatment; one that does not fit the value withholds it.
    ///
    /// - Parameters:
    ///   - value: as it stands, or the known value that it was found by.
    ///   - fieldClass: its class.
    ///   - treatment: what to do.
    ///   - whole: the known value that it is part of; tokens are made of that.
    /// - Returns: what stays.
    func outcome(
        _ value: String, fieldClass: FieldClass, _ treatment: Treatment, whole: () -> String
    ) -> Outcome {
        let part: String? =
            switch treatment {
            case .show: nil
            case .withhold: nil
            case .mask(.lastFour): Self.lastFour(value)
            case .mask(.localPart): Self.domain(value).flatMap { isClean($0) ? $0 : nil }
            case .mask(.keepFormat): Self.format(value)
            case .generalise(.year): detector.year(of: value).map(String.init)
            case .generalise(.region): Self.region(value)
            case .generalise(.network): Self.network(value)
            case .generalise(.band): detector.units(ofAmount: value).map(Self.band)
            case .hash: token(whole(), fieldClass, ["hash", scope.tenant.text])
            case .pseudonymise(let within): names(of: within).flatMap { token(whole(), fieldClass, $0) }
            }
        if treatment == .show { return .shown }
        guard let part, !part.isEmpty,
            !part.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") })
        else { return .withheld }
        return .replaced(part)
    }

    private func token(_ value: String, _ fieldClass: FieldClass, _ names: [String]) -> String? {
        tokens.token(for: value, fieldClass, names)
    }

    private func names(of within: Treatment.PseudonymScope) -> [String]? {
        switch within {
        case .tenant: ["tenant", scope.tenant.text]
        case .organisation: scope.organisation.map { ["organisation", scope.tenant.text, $0.text] }
        case .conversation: scope.conversation.map { ["conversation", scope.tenant.text, "\($0)"] }
        }
    }
}

extension ValueTreatment {
    /// The last four letters or digits of a value of at least eight; of fewer, four would show most of it.
    private static func lastFour(_ value: String) -> String? {
        let letters = value.filter { ($0.isLetter || $0.isNumber) && $0.isASCII }
        return letters.count >= 8 ? String(letters.suffix(4)) : nil
    }

    private static func domain(_ value: String) -> String? {
        let parts = value.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let domain = parts.last,
            domain.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") })
        else { return nil }
        return String(domain)
    }

    private static func format(_ value: String) -> String? {
        String(
            value.map { character in
                if character.isNumber { return "9" }
                if character.isLetter { return character.isUppercase ? "X" : "x" }
                return character.isASCII && !character.isNewline && character != "[" && character != "]"
                    ? character : " "
            })
    }

    /// The state before an American or Australian postcode, or the letters of a British postcode's area.
    private static func region(_ value: String) -> String? {
        let words = value.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        for (word, next) in zip(words, words.dropFirst()) {
            let isState = (2...3).contains(word.count) && word.allSatisfy { $0.isASCII && $0.isUppercase }
            let isCode = next.allSatisfy { $0.isASCII && $0.isNumber }
            if isState, isCode, next.count == 4 || (next.count == 5 && word.count == 2) { return word }
            let area = word.prefix { $0.isASCII && $0.isUppercase }
            let isOutward =
                (1...2).contains(area.count) && word.count <= 4 && word.count > area.count
                && word.dropFirst(area.count).first?.isNumber == true
            let isInward =
                next.count == 3 && next.first?.isNumber == true && next.dropFirst().allSatisfy(\.isUppercase)
            if isOutward, isInward { return String(area) }
        }
        return nil
    }

    private static func network(_ value: String) -> String? {
        let four = value.split(separator: ".", omittingEmptySubsequences: false)
        if four.count == 4, four.allSatisfy({ UInt8($0) != nil }) {
            return four.prefix(3).joined(separator: ".") + ".0/24"
        }
        guard var head = groups(value).map({ Array($0.prefix(3)) }) else { return nil }
        while head.last == "0" { head.removeLast() }
        return head.joined(separator: ":") + "::/48"
    }

    /// The eight groups of an IPv6 address without leading zeros; `nil` when it is none.
    private static func groups(_ value: String) -> [String]? {
        let halves = value.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false).map {
            half in
            half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
        let written = halves.joined()
        guard halves.count == 2 ? written.count < 8 : halves.count == 1 && written.count == 8,
            written.allSatisfy({ $0.utf8.count <= 4 && !$0.hasPrefix("+") })
        else { return nil }
        let numbers = written.compactMap { UInt16($0, radix: 16) }.map { String($0, radix: 16) }
        guard numbers.count == written.count, let head = halves.first else { return nil }
        let zeros = [String](repeating: "0", count: 8 - written.count)
        return Array(numbers.prefix(head.count)) + zeros + Array(numbers.dropFirst(head.count))
    }

    /// The power of ten that a sum lies in.
    private static func band(_ units: Int) -> String {
        guard units > 9 else { return "0-9" }
        let low = "1" + String(repeating: "0", count: String(units).count - 1)
        return "\(low)-\(String(repeating: "9", count: low.count))"
    }
}
