/// The arithmetic of check digits.
enum Checksums {
    /// ISO/IEC 7812-1 over ASCII digits.
    static func luhn(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        var isDoubled = false
        var nonZero: UInt8 = 0
        for byte in digits.reversed() {
            guard byte.isDigit else { return false }
            var value = Int(byte - 0x30)
            nonZero |= byte - 0x30
            if isDoubled {
                value *= 2
                if value > 9 { value -= 9 }
            }
            sum += value
            isDoubled.toggle()
        }
        return sum % 10 == 0 && nonZero != 0
    }

    static func weighted(_ digits: some Sequence<Int>, _ weights: [Int]) -> Int {
        zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }

    static func isAssignedSSN(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 9, !digits.hasLetter else { return false }
        let area = digits[0] * 100 + digits[1] * 10 + digits[2]
        let group = digits[3] * 10 + digits[4]
        return area != 0 && area != 666 && group != 0 && digits[5...].contains { $0 != 0 }
    }

    static func isUsedNINO(_ text: [UInt8]) -> Bool {
        guard text.count >= 8 else { return false }
        let prefix = String(decoding: text.prefix(2), as: UTF8.self)
        let unused = ["bg", "gb", "kn", "nk", "nt", "tn", "zz"]
        return !unused.contains(prefix) && !"dfiquv".utf8.contains(text[0])
            && !"dfioquv".utf8.contains(text[1])
    }

    static func nhs(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 10 else { return false }
        let check = 11 - weighted(digits.prefix(9), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
        return check % 11 == digits[9] && check != 10
    }

    static func iso7064(_ digits: CandidateDigits) -> Bool {
        guard digits.count >= 2, digits[0] != 0, !digits.hasLetter, let last = digits.last else {
            return false
        }
        var product = 10
        for digit in digits.dropLast() {
            let sum = (digit + product) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (11 - product) % 10 == last
    }

    static func nir(_ text: [UInt8]) -> Bool {
        guard text.count == 15 else { return false }
        // WHY: Corsica writes 2A and 2B where others have digits; the key counts them as 19 and 18.
        let body = String(decoding: text.prefix(13), as: UTF8.self)
            .replacing("2a", with: "19").replacing("2b", with: "18")
        guard let number = Int(body), let key = Int(String(decoding: text.suffix(2), as: UTF8.self)) else {
            return false
        }
        return 97 - number % 97 == key
    }

    static func verhoeff(_ digits: CandidateDigits) -> Bool {
        guard !digits.hasLetter, !digits.isNothing else { return false }
        let (permutation, product) = (permutation.view, dihedral.view)
        // Where the row of what was multiplied so far begins.
        var check: UInt8 = 0
        for index in 0..<digits.count {
            let moved = permutation[(index & 7) * 10 + digits[digits.count - 1 - index]]
            check = product[Int(check + moved)]
        }
        return check == 0
    }

    private static let permutation = FrozenList<UInt8>(
        [
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
            [8, 9, 1, 6, 0, 4, 3, 5, 2, 7], [9, 4, 5, 3, 1, 2, 6, 8, 7, 0], [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
            [2, 7, 9, 3, 8, 0, 6, 4, 1, 5], [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
        ].flatMap(\.self))

    /// Ten times the products of the dihedral group of order 10, row by row: each is where the next row begins.
    private static let dihedral = FrozenList<UInt8>(
        (0..<100).map { place in
            let (a, b) = (place / 10, place % 10)
            let product =
                switch (a < 5, b < 5) {
                case (true, true): (a + b) % 5
                case (true, false): 5 + (a + b) % 5
                case (false, true): 5 + (a - b) % 5
                case (false, false): (a - b + 5) % 5
                }
            return UInt8(product * 10)
        })

    static func cpf(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 11, !digits.isUniform, !digits.hasLetter else { return false }
        return [9, 10].allSatisfy { count in
            let sum = digits.prefix(count).enumerated().reduce(0) {
                $0 + $1.element * (count + 1 - $1.offset)
            }
            return sum * 10 % 11 % 10 == digits[count]
        }
    }

    static func dni(_ text: [UInt8]) -> Bool {
        guard text.count == 9, let last = text.last, last.isLower else { return false }
        var body = Array(text.prefix(8))
        if let place = Array("xyz".utf8).firstIndex(of: body[0]) { body[0] = 0x30 + UInt8(place) }
        guard let number = Int(String(decoding: body, as: UTF8.self)) else { return false }
        return Array("trwagmyfpdxbnjzsqvhlcke".utf8)[number % 23] == last
    }
}
