/// A check of the letters and digits of a candidate, separators left out, lower case.
enum Validator: String, CaseIterable, Sendable {
    /// ISO/IEC 7812-1, the last digit.
    case luhn
    /// The Social Security Administration's unassigned areas, groups and serials; also ITIN areas.
    case usSSN = "us_ssn"
    /// National Insurance number prefixes that HMRC does not use.
    case ukNINO = "uk_nino"
    /// NHS number, modulus 11.
    case ukNHS = "uk_nhs"
    /// Australian tax file number, weighted modulus 11.
    case auTFN = "au_tfn"
    /// Australian Medicare card, weighted modulus 10.
    case auMedicare = "au_medicare"
    /// German tax id, ISO 7064 mod 11,10.
    case deTaxID = "de_tax_id"
    /// French NIR, key 97.
    case frNIR = "fr_nir"
    /// Aadhaar, Verhoeff.
    case inAadhaar = "in_aadhaar"
    /// Indian PAN holder types.
    case inPAN = "in_pan"
    /// Brazilian CPF, two modulus 11 digits.
    case brCPF = "br_cpf"
    /// Spanish DNI and NIE letter.
    case esDNI = "es_dni"
    /// Dutch BSN, eleven test.
    case nlBSN = "nl_bsn"
    /// Polish PESEL, weighted modulus 10.
    case plPESEL = "pl_pesel"
    /// Not the same character throughout.
    case varied

    /// Whether the letters and digits pass.
    func accepts(_ text: [UInt8]) -> Bool {
        let digits = text.map { $0.isDigit ? Int($0 - 0x30) : -1 }
        switch self {
        case .luhn: return Checksums.luhn(text[...])
        case .usSSN: return Checksums.isAssignedSSN(digits)
        case .ukNINO: return Checksums.isUsedNINO(text)
        case .ukNHS: return Checksums.nhs(digits)
        case .auTFN:
            return digits.count == 9 && Checksums.weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0
        case .auMedicare:
            guard digits.count >= 10, (2...6).contains(digits[0]) else { return false }
            return Checksums.weighted(Array(digits.prefix(8)), [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8]
        case .deTaxID: return Checksums.iso7064(digits)
        case .frNIR: return Checksums.nir(text)
        case .inAadhaar: return (digits.first ?? 0) >= 2 && Checksums.verhoeff(digits)
        case .inPAN: return text.count == 10 && "abcfghjlpt".utf8.contains(text[3])
        case .brCPF: return Checksums.cpf(digits)
        case .esDNI: return Checksums.dni(text)
        case .nlBSN:
            guard digits.count == 9 else { return false }
            return Checksums.weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0
        case .plPESEL:
            guard digits.count == 11 else { return false }
            return (Checksums.weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1])) % 10 == 0
        case .varied: return Set(text).count > 1
        }
    }
}
