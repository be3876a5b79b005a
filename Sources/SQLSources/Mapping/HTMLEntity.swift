/// Character references of HTML.
enum HTMLEntity {
    /// The named references that customer mail uses; the list is HTML's own (WHATWG, named character
    /// references).
    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "copy": "©", "reg": "®",
        "trade": "™", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
        "rdquo": "”", "sbquo": "‚", "bdquo": "„", "laquo": "«", "raquo": "»", "bull": "•", "middot": "·",
        "pound": "£", "euro": "€", "yen": "¥", "cent": "¢", "sect": "§", "deg": "°", "times": "×",
        "frac12": "½", "frac14": "¼", "frac34": "¾", "iexcl": "¡", "iquest": "¿", "szlig": "ß",
        "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "aacute": "á",
        "eacute": "é", "iacute": "í", "oacute": "ó", "uacute": "ú", "Eacute": "É", "agrave": "à",
        "egrave": "è", "ograve": "ò", "ugrave": "ù", "acirc": "â", "ecirc": "ê", "icirc": "î",
        "ocirc": "ô", "ucirc": "û", "ntilde": "ñ", "Ntilde": "Ñ", "ccedil": "ç", "Ccedil": "Ç",
        "aring": "å", "Aring": "Å", "aelig": "æ", "AElig": "Æ", "oslash": "ø", "Oslash": "Ø", "euml": "ë",
        "iuml": "ï", "atilde": "ã", "otilde": "õ", "zwnj": "", "zwj": "", "shy": "", "ensp": " ",
        "emsp": " ", "thinsp": " ", "num": "#", "commat": "@", "period": ".", "plus": "+", "lpar": "(",
        "rpar": ")", "colon": ":", "sol": "/", "lowbar": "_", "hyphen": "-", "dash": "-",
    ]

    /// What a reference without `&` and `;` stands for; `nil` when it stands for nothing known.
    static func decode(_ reference: String) -> String? {
        guard reference.hasPrefix("#") else { return named[reference] }
        let digits = reference.dropFirst()
        let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
        let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number >= 0x20 || number == 9 || number == 10,
            let scalar = Unicode.Scalar(number)
        else { return nil }
        return String(Character(scalar))
    }
}
