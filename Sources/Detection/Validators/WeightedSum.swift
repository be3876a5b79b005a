import RuleFiles

/// A check digit by weights, as a rule file defines it: the digits' weighted sum leaves a remainder.
///
/// `{weights: [8, 7, 6, 5, 4, 3, 2, 1], modulus: 11, remainder: 0}` is held against the digits of a candidate from the left;
/// letters do not count unless `letters: true`, which reads `a` to `z` as 10 to 35 and a single `x` at the end as 10.
struct WeightedSum: Sendable, Equatable {
    private let weights: [Int]
    private let modulus: Int
    private let remainder: Int
    private let readsLetters: Bool

    init(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["weights", "modulus", "remainder", "letters"])
        var weights: [Int] = []
        let list = try node.member("weights")
        for item in try list.items() { weights.append(try item.int(in: -1000...1000)) }
        guard (2...40).contains(weights.count) else { throw list.problem("expected 2 to 40 weights") }
        self.weights = weights
        modulus = try node.member("modulus").int(in: 2...1000)
        remainder = try node.optional("remainder")?.int(in: 0...999) ?? 0
        readsLetters = try node.optional("letters")?.bool() ?? false
    }

    /// Whether letters and digits, lower case and without separators, are as many as the weights and add up.
    func accepts(_ text: [UInt8]) -> Bool {
        var sum = 0
        var count = 0
        var nonZero = 0
        for (place, byte) in text.enumerated() {
            let value: Int
            if byte.isDigit {
                value = Int(byte - 0x30)
            } else if byte == UInt8(ascii: "x"), place == text.count - 1 {
                value = 10
            } else if readsLetters, byte.isLower {
                value = Int(byte - 0x61) + 10
            } else {
                continue
            }
            guard count < weights.count else { return false }
            sum += weights[count] * value
            count += 1
            nonZero |= value
        }
        let rest = sum % modulus
        return count == weights.count && nonZero != 0 && (rest < 0 ? rest + modulus : rest) == remainder
    }
}
