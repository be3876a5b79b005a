/// A check of the letters and digits of a candidate, separators left out, lower case.
enum Validator: String, CaseIterable, Sendable, BitwiseCopyable {
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
    /// Prefixes of the Internal Revenue Service's campuses (employer identification numbers).
    case usEIN = "us_ein"
    /// Routing numbers of the Federal Reserve's ranges, weighted modulus 10.
    case usRouting = "us_routing"
    /// Unique Taxpayer Reference, weighted modulus 11 with its check digit first.
    case ukUTR = "uk_utr"
    /// German pension insurance number: a day, a letter and a digit sum.
    case dePension = "de_pension"
    /// Serial of a German identity card or passport with its check digit, ICAO 9303 weights.
    case icaoSerial = "icao_serial"
    /// Indian GSTIN: a state, a PAN and a modulus 36 check character.
    case inGSTIN = "in_gstin"
    /// Brazilian CNPJ, two modulus 11 digits.
    case brCNPJ = "br_cnpj"
    /// Italian codice fiscale, its last letter.
    case itFiscalCode = "it_codice_fiscale"
    /// Portuguese NIF, modulus 11.
    case ptNIF = "pt_nif"
    /// Belgian national number, modulus 97, also for births from 2000 on.
    case beNational = "be_national"
    /// Irish PPS number, modulus 23 letter.
    case iePPS = "ie_pps"
    /// Finnish personal identity code, modulus 31 character.
    case fiHETU = "fi_hetu"
    /// VAT numbers of the Union and the United Kingdom: the form of their country, and simple check digits.
    case euVAT = "eu_vat"
    /// The first six digits or those behind a century are a day: year, month, day or day, month, year.
    case day
    /// A digit somewhere: a form that letters alone would fit is otherwise met by words.
    case hasDigit = "has_digit"
    /// Digits alone, however many.
    case onlyDigits = "only_digits"
    /// Two letters and two digits ahead, as account numbers of ISO 13616 begin.
    case ibanHead = "iban_head"
    /// Not the same character throughout.
    case varied

    /// Whether it reads nothing but digits: see ``CandidateDigits``.
    var isOfDigits: Bool {
        switch self {
        case .usSSN, .ukNHS, .auTFN, .auMedicare, .deTaxID, .inAadhaar, .brCPF, .nlBSN, .plPESEL, .usEIN,
            .usRouting, .ukUTR, .brCNPJ, .ptNIF, .beNational, .day:
            true
        default: false
        }
    }

    /// Whether the letters and digits pass.
    func accepts(_ text: [UInt8]) -> Bool {
        switch self {
        case .luhn: return Checksums.luhn(text[...])
        case .ukNINO: return Checksums.isUsedNINO(text)
        case .inPAN: return text.count == 10 && "abcfghjlpt".utf8.contains(text[3])
        case .frNIR: return Checksums.nir(text)
        case .esDNI: return Checksums.dni(text)
        case .dePension: return NationalSums.pension(text)
        case .icaoSerial: return NationalSums.icao(text)
        case .inGSTIN: return NationalSums.gstin(text)
        case .itFiscalCode: return NationalSums.fiscalCode(text)
        case .iePPS: return NationalSums.pps(text)
        case .fiHETU: return NationalSums.hetu(text)
        case .euVAT: return NationalSums.vat(text)
        case .hasDigit: return text.contains(where: \.isDigit)
        case .onlyDigits: return text.allSatisfy(\.isDigit)
        case .ibanHead:
            return text.count > 4 && text[..<2].allSatisfy(\.isLower) && text[2..<4].allSatisfy(\.isDigit)
        case .varied: return text.contains { $0 != text[0] }
        default: return accepts(CandidateDigits(text))
        }
    }

    /// Whether digits pass, -1 for a letter; what reads more than digits refuses them.
    func accepts(_ digits: CandidateDigits) -> Bool {
        switch self {
        case .usSSN: return Checksums.isAssignedSSN(digits)
        case .ukNHS: return Checksums.nhs(digits)
        case .auTFN:
            return digits.count == 9 && Checksums.weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0
        case .auMedicare:
            guard digits.count >= 10, (2...6).contains(digits[0]) else { return false }
            return Checksums.weighted(digits.prefix(8), [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8]
        case .deTaxID: return digits.count == 11 && Checksums.iso7064(digits)
        case .inAadhaar: return (digits.first ?? 0) >= 2 && Checksums.verhoeff(digits)
        case .brCPF: return Checksums.cpf(digits)
        case .nlBSN:
            guard digits.count == 9 else { return false }
            return Checksums.weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0
        case .plPESEL:
            guard digits.count == 11 else { return false }
            return (Checksums.weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1])) % 10 == 0
        case .usEIN: return NationalSums.isUsedEIN(digits)
        case .usRouting: return NationalSums.routing(digits)
        case .ukUTR: return NationalSums.utr(digits)
        case .brCNPJ: return NationalSums.cnpj(digits)
        case .ptNIF: return NationalSums.nif(digits)
        case .beNational: return NationalSums.belgian(digits)
        case .day: return NationalSums.hasDay(digits)
        default: return false
        }
    }
}
