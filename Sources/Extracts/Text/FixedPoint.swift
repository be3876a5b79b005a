/// Whole-number stand-ins for logarithm and power, so that every machine gets the same result.
enum FixedPoint {
    /// The natural logarithm of a positive number in thousandths, rounded down.
    static func logarithm(_ number: Int) -> Int {
        guard number > 1 else { return 0 }
        let exponent = number.bitWidth - 1 - number.leadingZeroBitCount
        var mantissa = (UInt64(number) << 31) >> UInt64(exponent)
        var fraction = 0
        for bit in stride(from: 15, through: 0, by: -1) {
            mantissa = (mantissa * mantissa) >> 31
            if mantissa >= 1 << 32 {
                mantissa >>= 1
                fraction |= 1 << bit
            }
        }
        // WHY: 693147 is the logarithm of two in millionths.
        return ((exponent << 16) + fraction) * 693_147 / (1000 << 16)
    }

    /// A count rounded up to a half step between powers of two, so that one more seldom changes it.
    static func steadied(_ count: Int) -> Int {
        guard count > 4 else { return count }
        let step = 1 << (count.bitWidth - 2 - (count - 1).leadingZeroBitCount)
        return (count + step - 1) / step * step
    }

    /// How near the end a place is, in thousandths: 1,000 for the last, less by a step each time the distance
    /// doubles.
    ///
    /// WHY: in steps of doubling one more message moves only the few places that cross a step.
    static func nearness(_ index: Int, of count: Int, step: Int) -> Int {
        let age = max(count - index, 1)
        let doublings = age.bitWidth - 1 - age.leadingZeroBitCount
        return max(1000 - doublings * step, 0)
    }

    /// How far from the beginning a place is, in thousandths of a fixed stretch; beyond it counts as its end.
    static func distance(_ index: Int, stretch: Int) -> Int { min(index, stretch) * 1000 / max(stretch, 1) }

    /// A cost to the power of three fifths in 256ths, rounded down; costs above 4,096 count as that.
    static func discounted(cost: Int) -> Int64 {
        let cost = UInt128(Swift.min(Swift.max(cost, 1), 4096))
        let target = cost * cost * cost << 40
        var low: UInt128 = 1
        var high: UInt128 = 1 << 17
        while low + 1 < high {
            let middle = (low + high) / 2
            if middle * middle * middle * middle * middle <= target { low = middle } else { high = middle }
        }
        return Int64(low)
    }
}
