/// An international account number read letter by letter, with no list made.
///
/// ISO 13616: the account before the country, letters from 10, mod 97 is 1.
struct AccountNumber {
    /// How many letters and digits were read.
    private(set) var count = 0
    // Of the account alone, and of the country and check digits that come behind it.
    private var account = 0
    private var country = 0
    private var countryScale = 1

    mutating func append(_ byte: UInt8) {
        let (value, scale) = byte.isDigit ? (Int(byte - 0x30), 10) : (Int(byte &- 0x61) + 10, 100)
        if count < 4 {
            country = (country * scale + value) % 97
            countryScale = countryScale * scale % 97
        } else {
            account = (account * scale + value) % 97
        }
        count += 1
    }

    /// Whether the check digits agree.
    var isValid: Bool { count > 4 && (account * countryScale + country) % 97 == 1 }
}
