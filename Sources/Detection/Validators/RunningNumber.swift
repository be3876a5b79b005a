/// Up to twenty digits read one by one, with what calling codes need of them, and no list made.
struct RunningNumber {
    /// How many digits were read; those skipped do not count.
    private(set) var count = 0
    private var firstThree: (UInt8, UInt8, UInt8) = (0, 0, 0)
    private var skipping: Int
    init(skipping: Int = 0) { self.skipping = skipping }

    mutating func append(_ byte: UInt8) {
        guard skipping == 0 else {
            skipping -= 1
            return
        }
        let digit = byte &- 0x30
        switch count {
        case 0: firstThree.0 = digit
        case 1: firstThree.1 = digit
        case 2: firstThree.2 = digit
        default: break
        }
        count += 1
    }

    /// One of the first three digits.
    func digit(_ place: Int) -> Int {
        switch place {
        case 0: Int(firstThree.0)
        case 1: Int(firstThree.1)
        default: Int(firstThree.2)
        }
    }
}
