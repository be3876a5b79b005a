/// Numbers below ten thousand as five languages say them, for tests.
enum NumberNames {
    private static let english = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let englishTens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let englishPlaces = [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
        "eighteenth",
        "nineteenth", "twentieth",
    ]
    private static let german = [
        "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
        "zwölf",
        "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
    ]
    private static let germanTens = [
        "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
    ]
    private static let french = [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
        "douze",
        "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    ]
    private static let frenchTens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"]
    private static let spanish = [
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
        "doce",
        "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte",
        "veintiuno",
        "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho",
        "veintinueve",
    ]
    private static let spanishTens = [
        "", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa",
    ]
    private static let portuguese = [
        "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze",
        "doze",
        "treze", "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove",
    ]
    private static let portugueseTens = [
        "", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa",
    ]

    static func english(_ number: Int) -> String {
        switch number {
        case ..<20: english[number]
        case ..<100: englishTens[number / 10] + (number % 10 == 0 ? "" : "-" + english[number % 10])
        case ..<1000:
            english[number / 100] + " hundred" + (number % 100 == 0 ? "" : " and " + english(number % 100))
        default:
            english(number / 1000) + " thousand"
                + (number % 1000 == 0 ? "" : (number % 1000 < 100 ? " and " : " ") + english(number % 1000))
        }
    }

    static func englishPlace(_ number: Int) -> String {
        if number <= 20 { return englishPlaces[number] }
        if number == 30 { return "thirtieth" }
        return englishTens[number / 10] + "-" + englishPlaces[number % 10]
    }

    /// A year of the last century: `nineteen seventy-two`.
    static func englishYear(_ year: Int) -> String {
        let rest = year % 100
        return "\(english(year / 100)) \(rest < 10 ? "oh \(english(rest))" : english(rest))"
    }

    static func german(_ number: Int) -> String {
        switch number {
        case ..<20: return german[number]
        case ..<100:
            let unit = number % 10 == 1 ? "ein" : german[number % 10]
            return number % 10 == 0 ? germanTens[number / 10] : unit + "und" + germanTens[number / 10]
        default:
            let head = number / 100 == 1 ? "ein" : german(number / 100)
            return head + "hundert" + (number % 100 == 0 ? "" : german(number % 100))
        }
    }

    static func germanPlace(_ number: Int) -> String {
        let odd = [1: "ersten", 3: "dritten", 7: "siebten", 8: "achten"]
        return odd[number] ?? german(number) + (number < 20 ? "ten" : "sten")
    }

    static func french(_ number: Int) -> String {
        switch number {
        case ..<20: french[number]
        case ..<70:
            frenchTens[number / 10]
                + (number % 10 == 0 ? "" : number % 10 == 1 ? " et un" : "-" + french[number % 10])
        case ..<80: number == 71 ? "soixante et onze" : "soixante-" + french[number - 60]
        case 80: "quatre-vingts"
        case ..<100: "quatre-vingt-" + french[number - 80]
        case ..<1000:
            (number / 100 == 1 ? "cent" : french[number / 100] + " cent")
                + (number % 100 == 0 ? "" : " " + french(number % 100))
        default: "mille" + (number % 1000 == 0 ? "" : " " + french(number % 1000))
        }
    }

    static func spanish(_ number: Int) -> String {
        switch number {
        case ..<30: spanish[number]
        case ..<100: spanishTens[number / 10] + (number % 10 == 0 ? "" : " y " + spanish[number % 10])
        case 900..<1000: "novecientos" + (number == 900 ? "" : " " + spanish(number - 900))
        default: "mil" + (number % 1000 == 0 ? "" : " " + spanish(number % 1000))
        }
    }

    static func portuguese(_ number: Int) -> String {
        switch number {
        case ..<20: portuguese[number]
        case ..<100: portugueseTens[number / 10] + (number % 10 == 0 ? "" : " e " + portuguese[number % 10])
        case 900..<1000: "novecentos" + (number == 900 ? "" : " e " + portuguese(number - 900))
        default: "mil" + (number % 1000 == 0 ? "" : " " + portuguese(number % 1000))
        }
    }
}
