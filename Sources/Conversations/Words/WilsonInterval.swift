/// The range of shares that a count is compatible with (Wilson 1927), at 95 %.
package struct WilsonInterval: Equatable, Sendable {
    package let lower: Double
    package let upper: Double

    /// The interval of a count; `whole` is at least 1.
    package init(_ part: Int, of whole: Int) {
        precondition(whole > 0, "an interval needs at least one observation")
        let z = 1.959_963_984_540_054
        let n = Double(whole)
        let share = Double(part) / n
        let centre = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        lower = max(0, (centre - spread) / scale)
        upper = min(1, (centre + spread) / scale)
    }
}
