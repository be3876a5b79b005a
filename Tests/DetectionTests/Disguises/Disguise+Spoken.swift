import Foundation

extension Disguise {
    /// Numbers and days in words, with Roman months, in any order, split and mistyped.
    static var spoken: [Disguise] { numbers + dayWords + dayForms }

    private static func chunks(_ digits: [Int], _ size: Int) -> [Int] {
        stride(from: 0, to: digits.count, by: size).map { start in
            digits[start..<min(start + size, digits.count)].reduce(0) { $0 * 10 + $1 }
        }
    }

    private static var numbers: [Disguise] {
        tricks(
            "phone",
            [
                (
                    "hundreds",
                    { "it is «two zero two, five hundred and fifty-five, zero one, \(lastTwo($0))» ok" }
                ),
                (
                    "german hundreds",
                    {
                        "«zwei null zwei fünfhundertfünfundfünfzig null eins \($0.phone[8]) \($0.phone[9])» bitte"
                    }
                ),
                ("pieces", { "first «202», then «555» and after that «\($0.tail($0.phone, 4))» ok" }),
                (
                    "clauses",
                    { "starts 202, next comes «555», and at last «\($0.tail($0.phone, 4))», got it?" }
                ),
                ("tail of six", { "the rest is «\($0.tail($0.phone, 6))» as before" }),
                ("tail with a cue", { "it finishes with «\($0.tail($0.phone, 5))» ok" }),
                ("tail of three", { "the last three are «\($0.tail($0.phone, 3))» ok" }),
                ("spanish tail", { "termina en «\($0.tail($0.phone, 5))» creo" }),
                ("head with a cue", { _ in "it starts with «20255» and so on" }),
                ("treble", { "call «two oh two treble five oh one \(lastTwo($0))» ok" }),
                ("oh and digits", { "cell «2O2-555-O1-\($0.phone[8])-\($0.phone[9])» ok" }),
            ])
            + tricks(
                "order",
                [
                    ("cardinal", { "order «\(cardinal($0.order))» ok" }),
                    ("digits in groups", { "number «\($0.groups($0.order, [1, 3, 3], "."))» ok" }),
                    ("tail", { "ends in «\($0.tail($0.order, 4))» ok" }),
                    ("three lines", { "LK-\n«\($0.groups($0.order, [3, 4], "\n"))» on the slip" }),
                ])
            + tricks(
                "card",
                [
                    ("pieces", { cardPieces($0) }),
                    ("first six", { "the card begins with «\($0.text(Array($0.card.prefix(6))))» ok" }),
                    ("last six", { "last six: «\($0.tail($0.card, 6))» ok" }),
                ])
    }

    private static func lastTwo(_ person: InventedPerson) -> String { spelled(Array(person.phone.suffix(2))) }

    private static func cardPieces(_ person: InventedPerson) -> String {
        let groups = person.groups(person.card, [4, 4, 4, 4], " ").split(separator: " ")
        return "first «\(groups[0])», then «\(groups[1]) \(groups[2])», then «\(groups[3])» ok"
    }

    /// Seven digits as one number in words.
    private static func cardinal(_ digits: [Int]) -> String {
        let thousands = digits[1..<4].reduce(0) { $0 * 10 + $1 }
        let rest = digits[4...].reduce(0) { $0 * 10 + $1 }
        var words = [NumberNames.english(digits[0]), "million"]
        if thousands > 0 { words += [NumberNames.english(thousands), "thousand"] }
        if rest > 0 { words += (rest < 100 ? ["and"] : []) + [NumberNames.english(rest)] }
        return words.joined(separator: " ")
    }

    private static func digitWords(_ number: Int) -> String { spelled([number / 10, number % 10]) }

    private static func apart(_ text: String) -> String { text.map(String.init).joined(separator: " ") }

    private static let german = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November",
        "Dezember",
    ]
    private static let spanish = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
        "noviembre", "diciembre",
    ]
    private static let french = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre",
        "décembre",
    ]
    private static let portuguese = [
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
        "novembro", "dezembro",
    ]
    private static let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]

    private static var dayWords: [Disguise] {
        tricks(
            "birth",
            [
                (
                    "words",
                    {
                        "the «\(NumberNames.englishPlace($0.day)) of \($0.monthName) \(NumberNames.englishYear($0.year))» ok"
                    }
                ),
                (
                    "words, year first",
                    {
                        "«\(NumberNames.englishYear($0.year)), \($0.monthName), \(NumberNames.englishPlace($0.day))» ok"
                    }
                ),
                (
                    "month first",
                    { "«\($0.monthName) the \(NumberNames.englishPlace($0.day)), \($0.year)» ok" }
                ),
                (
                    "short year in words",
                    { "«\($0.monthName) \($0.day), \(NumberNames.english($0.year % 100))» ok" }
                ),
                (
                    "german words",
                    {
                        "am «\(NumberNames.germanPlace($0.day)) \(german[$0.month - 1]) \(NumberNames.german($0.year))» ok"
                    }
                ),
                (
                    "spanish words",
                    {
                        "el «\(NumberNames.spanish($0.day)) de \(spanish[$0.month - 1]) de \(NumberNames.spanish($0.year))» ok"
                    }
                ),
                (
                    "spanish short",
                    {
                        "el «\(NumberNames.spanish($0.day)) de \(spanish[$0.month - 1]) del \(NumberNames.spanish($0.year % 100))» ok"
                    }
                ),
                (
                    "french words",
                    {
                        "le «\(NumberNames.french($0.day)) \(french[$0.month - 1]) \(NumberNames.french($0.year))» ok"
                    }
                ),
                (
                    "portuguese words",
                    {
                        "em «\(NumberNames.portuguese($0.day)) de \(portuguese[$0.month - 1]) de \(NumberNames.portuguese($0.year))» ok"
                    }
                ),
                (
                    "digit by digit",
                    {
                        "it is «\(digitWords($0.day)), \(digitWords($0.month)), \(digitWords($0.year % 100))» ok"
                    }
                ),
                (
                    "all numbers",
                    {
                        "the «\(NumberNames.englishPlace($0.day)) of the \(NumberNames.englishPlace($0.month)), \($0.year)» ok"
                    }
                ),
            ])
    }

    private static var dayForms: [Disguise] {
        tricks(
            "birth",
            [
                ("roman", { "on «\($0.day)-\(roman[$0.month - 1])-\($0.two($0.year % 100))» ok" }),
                ("roman dots", { "on «\($0.day).\(roman[$0.month - 1]).\($0.year)» ok" }),
                (
                    "letter o",
                    {
                        "says «\($0.two($0.day)).\($0.two($0.month)).\($0.year)»".replacingOccurrences(
                            of: "0", with: "O") + " ok"
                    }
                ),
                (
                    "spaced digits",
                    {
                        "as «\(apart("\($0.year)")) - \(apart($0.two($0.month))) - \(apart($0.two($0.day)))» ok"
                    }
                ),
                ("lines", { "«\($0.two($0.day)) \($0.two($0.month))\n\($0.year)»\nis on it" }),
                ("clauses", { "a «\($0.year)» baby, «\($0.day) \($0.monthName)», so I qualify" }),
                ("another year", { "for my birthday on «\($0.monthName) \($0.day)», 2026 please" }),
                ("year ahead", { "in «\($0.year), on the \($0.day)th of \($0.monthName)», it rained" }),
                ("filler", { "«\($0.day) of the month of \($0.monthName) in the year \($0.year)» ok" }),
                ("french", { "le «\($0.day) \(french[$0.month - 1]) \($0.year)» oui" }),
                ("portuguese", { "dia «\($0.day) de \(portuguese[$0.month - 1]) de \($0.year)» sim" }),
                ("six digits", { "pin «\($0.two($0.day))\($0.two($0.month))\($0.two($0.year % 100))» ok" }),
                ("underscores", { "scan_«\($0.two($0.day))_\($0.two($0.month))_\($0.year)».pdf" }),
                ("percent", { "?b=«\($0.two($0.day))%2F\($0.two($0.month))%2F\($0.year)»&x=1" }),
                (
                    "spelled pairs",
                    {
                        "«\(NumberNames.english($0.day)), \(NumberNames.english($0.month)), \(NumberNames.englishYear($0.year))» ok"
                    }
                ),
            ])
    }
}
