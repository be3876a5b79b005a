/// Up to twenty digits read one by one, with what check digits and issuers need of them, and no list made.
struct RunningNumber {
    /// How many digits were read; those skipped do not count.
    private(set) var count = 0
    /// The first eight digits as a number; meaningful from eight digits on.
    private(set) var leading = 0
    private var firstThree: (UInt8, UInt8, UInt8) = (0, 0, 0)
    private var skipping: Int
    // Luhn's sums with the last digit doubled, and with it single.
    private var doubled = 0
    private var single = 0
    private var nonZero: UInt8 = 0

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
        if count < 8 { leading = leading * 10 + Int(digit) }
        count += 1
        nonZero |= digit
        let twice = digit < 5 ? Int(digit) * 2 : Int(digit) * 2 - 9
        (single, doubled) = (doubled + Int(digit), single + twice)
    }

    /// One of the first three digits.
    func digit(_ place: Int) -> Int {
        switch place {
        case 0: Int(firstThree.0)
        case 1: Int(firstThree.1)
        default: Int(firstThree.2)
        }
    }

    /// ISO/IEC 7812-1 over all digits read.
    var isLuhn: Bool { single % 10 == 0 && nonZero != 0 }
}
