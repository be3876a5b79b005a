import Conversations
import RuleFiles

/// Reads the file of a linear model: `review/model.yaml`.
struct LinearModelReader {
    /// The model, its rules' names without places yet.
    let model: LinearModel
    /// One rule for each category, without patterns, so that flags of the model say why like any other.
    let rules: [FlagRule]

    /// The most bytes of the file.
    static let bytesMax = 524_288

    /// Reads the file and holds its weights against the digest that it names.
    init(_ file: RuleFile, _ digester: some Digester) throws(RuleFileProblem) {
        let root = file.root
        try root.allowOnly([
            "schema", "bucket_bits", "digest", "budget_permille", "spread", "languages", "categories",
            "weights",
        ])
        guard file.bytes.count <= Self.bytesMax else {
            throw root.problem("expected at most \(Self.bytesMax) bytes, found \(file.bytes.count)")
        }
        let bits = try root.member("bucket_bits").int(in: 8...20)
        let digest = try root.member("digest")
        let wanted = try digest.text()
        guard let bytes = Base64URL.decode(try root.member("weights").texts().joined()) else {
            throw try root.member("weights").problem(
                "expected base64url without padding, found something else")
        }
        let found = hex(digester.sha256(bytes))
        guard found == wanted else {
            throw digest.problem("expected the SHA-256 of the weights, \(found), found \"\(wanted)\"")
        }
        var rules: [FlagRule] = []
        var targets: [LinearModel.Target] = []
        for node in try root.member("categories").items() {
            let rule = try Self.rule(node, version: String(found.prefix(8)))
            rules.append(rule)
            let threshold = try node.member("threshold").int(in: 1...1_000_000)
            targets.append(
                LinearModel.Target(
                    rule: rule.id, category: rule.category, threshold: threshold,
                    support: try node.optional("support")?.int(in: 1...threshold) ?? threshold))
        }
        guard (1...LinearModel.targetsMax).contains(targets.count) else {
            throw try root.member("categories").problem(
                "expected 1 to \(LinearModel.targetsMax) categories, found \(targets.count)")
        }
        var unpacking = WeightUnpacking(bytes)
        guard let weights = unpacking.weights(buckets: 1 << bits, targets: targets.count) else {
            throw try root.member("weights").problem("expected weights of every category, found other bytes")
        }
        var languages: Set<String>?
        if let names = try root.optional("languages") { languages = Set(try names.texts()) }
        self.rules = rules
        model = LinearModel(
            targets: targets, weights: weights,
            spread: try root.optional("spread")?.int(in: 0...1_000_000) ?? 1_000_000,
            languages: languages,
            bucketShift: UInt64(64 - bits),
            budgetPermille: try root.member("budget_permille").int(in: 0...1000))
    }

    private static func rule(_ node: RuleNode, version: String) throws(RuleFileProblem) -> FlagRule {
        try node.allowOnly([
            "category", "topic", "severity", "confidence", "threshold", "support", "because",
        ])
        let name = try node.member("category")
        guard let category = try? FlagCategory(try name.text()),
            let id = try? RuleID("\(category).model.\(version)")
        else { throw name.problem("expected a flag category, found something else") }
        return FlagRule(
            id: id, origin: .learned, category: category, topic: try node.member("topic").text(),
            language: "",
            severity: try node.member("severity").int(in: 1...3), strength: .strong,
            confidence: try node.member("confidence").int(in: 0...100),
            because: try node.member("because").text(), authors: [.customer, .other])
    }
}

/// Unpacks weights: for each category the number of buckets that have one, then each as the distance from the bucket
/// before and one signed byte. Numbers are LEB128.
private struct WeightUnpacking {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func weights(buckets: Int, targets: Int) -> [SIMD4<Int8>]? {
        var weights = [SIMD4<Int8>](repeating: SIMD4(repeating: 0), count: buckets)
        for target in 0..<targets {
            guard let count = number(), count <= buckets else { return nil }
            var bucket = -1
            for _ in 0..<count {
                guard let step = number(), step >= 1, step <= buckets, at < bytes.count else { return nil }
                bucket += step
                guard bucket < buckets else { return nil }
                weights[bucket][target] = Int8(bitPattern: bytes[at])
                at += 1
            }
        }
        return at == bytes.count ? weights : nil
    }

    private mutating func number() -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 28, by: 7) {
            guard at < bytes.count else { return nil }
            let byte = bytes[at]
            at += 1
            value |= Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
