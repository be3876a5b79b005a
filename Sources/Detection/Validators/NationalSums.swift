/// Check digits of national numbers that no plain weighted sum tells (``WeightedSum`` does the others).
enum NationalSums {
    static func isUsedEIN(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 9, !digits.hasLetter else { return false }
        let campus = digits[0] * 10 + digits[1]
        return [1...6, 10...16, 20...27, 30...48, 50...68, 71...77, 80...88, 90...95, 98...99].contains {
            $0.contains(campus)
        }
    }

    static func routing(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 9, !digits.hasLetter else { return false }
        let district = digits[0] * 10 + digits[1]
        let isIssued = [0...12, 21...32, 61...72, 80...80].contains { $0.contains(district) }
        return isIssued && !digits.isNothing
            && Checksums.weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0
    }

    static func utr(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 10, !digits.hasLetter else { return false }
        let rest = Checksums.weighted(digits.dropFirst(), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11
        return [2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1][rest] == digits[0]
    }

    /// `65 170839 J 00 3`: the letter counts as its two-digit place, products by their digit sums.
    static func pension(_ text: [UInt8]) -> Bool {
        guard text.count == 12, text[8].isLower else { return false }
        let letter = Int(text[8] - 0x60)
        var digits: [Int] = []
        for (place, byte) in text.enumerated() {
            if place == 8 {
                digits += [letter / 10, letter % 10]
            } else {
                guard byte.isDigit else { return false }
                digits.append(Int(byte - 0x30))
            }
        }
        let month = digits[4] * 10 + digits[5]
        guard (1...12).contains(month) else { return false }
        let sum = zip(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]).reduce(0) { total, pair in
            let product = pair.0 * pair.1
            return total + product / 10 + product % 10
        }
        return sum % 10 == digits[12]
    }

    static func icao(_ text: [UInt8]) -> Bool {
        guard text.count >= 10, let last = text.dropFirst(9).first, last.isDigit else { return false }
        let weights = [7, 3, 1]
        let sum = text.prefix(9).enumerated().reduce(0) { $0 + value($1.element) * weights[$1.offset % 3] }
        return sum % 10 == Int(last - 0x30)
    }

    /// Digits as they are, letters from 10.
    private static func value(_ byte: UInt8) -> Int {
        byte.isDigit ? Int(byte - 0x30) : Int(byte) - 0x61 + 10
    }

    static func gstin(_ text: [UInt8]) -> Bool {
        guard text.count == 15, text[13] == UInt8(ascii: "z"), let last = text.last else { return false }
        let sum = text.prefix(14).enumerated().reduce(0) { total, one in
            let product = value(one.element) * (one.offset % 2 == 0 ? 1 : 2)
            return total + product / 36 + product % 36
        }
        return (36 - sum % 36) % 36 == value(last)
    }

    static func cnpj(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 14, !digits.isUniform, !digits.hasLetter else { return false }
        let weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
        return [12, 13].allSatisfy { count in
            let rest = Checksums.weighted(digits.prefix(count), Array(weights.suffix(count))) % 11
            return (rest < 2 ? 0 : 11 - rest) == digits[count]
        }
    }

    static func fiscalCode(_ text: [UInt8]) -> Bool {
        guard text.count == 16, let last = text.last, last.isLower else { return false }
        let odd = [
            1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
        ]
        let sum = text.prefix(15).enumerated().reduce(0) { total, one in
            let place = one.element.isDigit ? Int(one.element - 0x30) : Int(one.element) - 0x61
            guard odd.indices.contains(place) else { return total }
            return total + (one.offset % 2 == 0 ? odd[place] : place)
        }
        return sum % 26 == Int(last) - 0x61
    }

    static func nif(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 9, !digits.hasLetter, digits[0] != 0, digits[0] != 4 else { return false }
        let rest = Checksums.weighted(digits.prefix(8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11
        return (rest < 2 ? 0 : 11 - rest) == digits[8]
    }

    static func belgian(_ digits: CandidateDigits) -> Bool {
        guard digits.count == 11, !digits.hasLetter else { return false }
        let number = digits.prefix(9).reduce(0) { $0 * 10 + $1 }
        let check = digits[9] * 10 + digits[10]
        return 97 - number % 97 == check || 97 - (2_000_000_000 + number) % 97 == check
    }

    static func pps(_ text: [UInt8]) -> Bool {
        guard text.count == 8 || text.count == 9, text[7].isLower, text.prefix(7).allSatisfy(\.isDigit) else {
            return false
        }
        var sum = Checksums.weighted(text.prefix(7).map { Int($0 - 0x30) }, [8, 7, 6, 5, 4, 3, 2])
        if text.count == 9, text[8].isLower, text[8] != UInt8(ascii: "w") { sum += (Int(text[8]) - 0x60) * 9 }
        return (sum % 23 == 0 ? Int(UInt8(ascii: "w")) : 0x60 + sum % 23) == Int(text[7])
    }

    static func hetu(_ text: [UInt8]) -> Bool {
        let digits = text.prefix(6) + text.dropFirst(text.count - 4).prefix(3)
        guard text.count == 10 || text.count == 11, digits.allSatisfy(\.isDigit), let last = text.last,
            let number = Int(String(decoding: digits, as: UTF8.self))
        else { return false }
        return Array("0123456789abcdefhjklmnprstuvwxy".utf8)[number % 31] == last
    }

    /// VAT numbers by the form of their country, with check digits where these are simple.
    static func vat(_ text: [UInt8]) -> Bool {
        let rest = Array(text.dropFirst(2))
        let digits = CandidateDigits(rest)
        let letters = digits.filter { $0 < 0 }.count
        let country = String(decoding: text.prefix(2), as: UTF8.self)
        switch country {
        case "be":
            guard digits.count == 10, letters == 0 else { return false }
            return 97 - digits.prefix(8).reduce(0) { $0 * 10 + $1 } % 97 == digits[8] * 10 + digits[9]
        case "de": return digits.count == 9 && Checksums.iso7064(digits)
        case "it": return rest.count == 11 && letters == 0 && Checksums.luhn(rest[...])
        case "pt": return nif(digits)
        case "at": return rest.count == 9 && letters == 1 && rest[0] == UInt8(ascii: "u")
        case "nl": return rest.count == 12 && letters == 1 && rest[9] == UInt8(ascii: "b")
        case "cy": return rest.count == 9 && letters == 1 && digits[8] < 0
        case "es": return rest.count == 9 && (1...2).contains(letters)
        case "ie": return (8...9).contains(rest.count) && (1...3).contains(letters)
        case "fr": return rest.count == 11 && letters <= 2 && !digits.dropFirst(2).contains(-1)
        default:
            let lengths: [String: ClosedRange<Int>] = [
                "bg": 9...10, "cz": 8...10, "dk": 8...8, "ee": 9...9, "el": 9...9, "fi": 8...8, "gb": 9...12,
                "hr": 11...11, "hu": 8...8, "lt": 9...12, "lu": 8...8, "lv": 11...11, "mt": 8...8,
                "pl": 10...10, "ro": 8...10, "se": 12...12, "si": 8...8, "sk": 10...10, "xi": 9...12,
            ]
            return letters == 0 && lengths[country]?.contains(rest.count) == true
        }
    }

    static func hasDay(_ digits: CandidateDigits) -> Bool {
        let numbers = digits.filter { $0 >= 0 }
        guard numbers.count >= 6 else { return false }
        func pair(_ place: Int) -> Int { numbers[place] * 10 + numbers[place + 1] }
        func isDay(_ day: Int, _ month: Int) -> Bool {
            (1...31).contains(day % 60) && (1...12).contains(month % 20)
        }
        let starts = numbers.count >= 12 ? [0, 2] : [0]
        return starts.contains { isDay(pair($0 + 4), pair($0 + 2)) || isDay(pair($0), pair($0 + 2)) }
    }
}
