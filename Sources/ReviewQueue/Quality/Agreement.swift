/// How far two readers agree beyond chance, who read the same things without sight of each other.
///
/// Cohen's kappa misleads where nearly everything is of one kind; Gwet's AC1 (2008) does not, so both are told.
public struct Agreement: Hashable, Sendable {
    private var pairs: [Pair: Int] = [:]

    private struct Pair: Hashable {
        let first: String
        let second: String
    }

    /// Nothing read yet.
    public init() {}

    /// Adds one thing with what each reader called it.
    public mutating func add(_ first: String, _ second: String) {
        pairs[Pair(first: first, second: second), default: 0] += 1
    }

    /// How many things both read.
    public var count: Int { pairs.values.reduce(0, +) }

    /// The share on which they agree, `nil` of nothing.
    public var observed: Double? {
        guard count > 0 else { return nil }
        return Double(pairs.filter { $0.key.first == $0.key.second }.values.reduce(0, +)) / Double(count)
    }

    private var kinds: [String] { Set(pairs.keys.flatMap { [$0.first, $0.second] }).sorted() }

    private func share(_ kind: String, _ side: KeyPath<Pair, String>) -> Double {
        Double(pairs.filter { $0.key[keyPath: side] == kind }.values.reduce(0, +)) / Double(count)
    }

    /// Cohen's kappa, `nil` of nothing and where chance alone agrees on everything.
    public var kappa: Double? {
        guard let observed else { return nil }
        let chance = kinds.reduce(0.0) { $0 + share($1, \.first) * share($1, \.second) }
        return chance >= 1 ? nil : (observed - chance) / (1 - chance)
    }

    /// Gwet's AC1, `nil` of nothing; one kind alone is full agreement.
    public var ac1: Double? {
        guard let observed else { return nil }
        let kinds = kinds
        guard kinds.count > 1 else { return observed }
        let chance =
            kinds.reduce(0.0) { sum, kind in
                let mean = (share(kind, \.first) + share(kind, \.second)) / 2
                return sum + mean * (1 - mean)
            } / Double(kinds.count - 1)
        return (observed - chance) / (1 - chance)
    }
}
