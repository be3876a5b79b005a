import Conversations
import RuleFiles

extension DetectorTables {
    mutating func read(_ file: RuleFile) throws(RuleFileProblem) {
        let root = file.root
        try root.allowOnly([
            "schema", "issuers", "iban_lengths", "calling_codes", "nicknames", "months", "numbers", "tens",
            "repeats",
            "spelling", "abbreviations", "links", "number_phrases", "ordinals", "scales", "letter_cues",
            "clause_words", "status_words", "letter_names", "letter_phrases", "holidays",
        ])
        for item in try root.optional("issuers")?.items() ?? [] { try readIssuer(item) }
        for member in try root.optional("iban_lengths")?.members() ?? [] {
            let letters = Array(member.key.lowercased().utf8)
            guard letters.count == 2, letters.allSatisfy(\.isLower) else {
                throw member.value.problem("expected a country of two letters, found \"\(member.key)\"")
            }
            ibanLengths[Int(letters[0] - 0x61) * 26 + Int(letters[1] - 0x61)] = UInt8(
                try member.value.int(in: 15...34))
        }
        for member in try root.optional("calling_codes")?.members() ?? [] {
            let bounds = try member.value.items()
            guard bounds.count == 2 else { throw member.value.problem("expected two numbers") }
            let low = try bounds[0].int(in: 3...14)
            let high = try bounds[1].int(in: low...14)
            guard (1...3).contains(member.key.utf8.count), let code = Int("1" + member.key), code < 2000
            else {
                throw member.value.problem(
                    "expected a calling code of 1 to 3 digits, found \"\(member.key)\"")
            }
            callingCodes[code] = UInt16(low) << 8 | UInt16(high)
        }
        for item in try root.optional("nicknames")?.items() ?? [] {
            nicknames.append(try item.texts().map(Self.folded))
        }
        for (index, item) in (try root.optional("months")?.items() ?? []).enumerated() {
            let names = try item.texts()
            for name in names { months[Self.word(name)] = index + 1 }
            monthTexts.append(names.map { Array(Self.folded($0).utf8) })
        }
        for member in try root.optional("links")?.members() ?? [] {
            guard let kind = LinkKind(rawValue: member.key) else {
                throw member.value.problem(
                    "expected one of: \(LinkKind.allCases.map(\.rawValue).joined(separator: ", ")), found \"\(member.key)\""
                )
            }
            for item in try member.value.items() {
                guard let fieldClass = FieldClass(try item.text()) else {
                    throw item.problem("expected a field class")
                }
                links.append((fieldClass, kind))
            }
        }
        try readSpelling(root)
        try readLetters(root)
        try readHolidays(root)
    }

    private mutating func readLetters(_ root: RuleNode) throws(RuleFileProblem) {
        for member in try root.optional("letter_names")?.members() ?? [] {
            for name in try member.value.texts() {
                letterNames[Self.word(name)] = member.key.utf8.first ?? 0x61
            }
        }
        for member in try root.optional("letter_phrases")?.members() ?? [] {
            // WHY: the key "-" is for signs, which spelling leaves out.
            let letter = Array(member.key.utf8.filter(\.isWord))
            for phrase in try member.value.texts() {
                let words = Lexicon.words(of: phrase)
                guard let first = words.first, words.count > 1 else {
                    throw member.value.problem("expected phrases of two words at least, found \"\(phrase)\"")
                }
                letterPhrases[first, default: []].append(NumberPhrase(words: words, digits: letter))
                letterPhrases[first]?.sort { $0.words.count > $1.words.count }
            }
        }
    }

    /// `"12-25": [christmas day]`: month and day.
    private mutating func readHolidays(_ root: RuleNode) throws(RuleFileProblem) {
        for member in try root.optional("holidays")?.members() ?? [] {
            let parts = member.key.split(separator: "-").map { Int($0) ?? 0 }
            guard parts.count == 2, (1...12).contains(parts[0]), (1...31).contains(parts[1]) else {
                throw member.value.problem(
                    "expected a month and a day such as \"12-25\", found \"\(member.key)\"")
            }
            for name in try member.value.texts() {
                let words = Lexicon.words(of: name)
                guard let first = words.first else { continue }
                holidays[first, default: []].append(Holiday(words: words, month: parts[0], day: parts[1]))
                holidays[first]?.sort { $0.words.count > $1.words.count }
            }
        }
    }

    private mutating func readSpelling(_ root: RuleNode) throws(RuleFileProblem) {
        for member in try root.optional("numbers")?.members() ?? [] {
            for name in try member.value.texts() { numberWords[Self.word(name)] = Array(member.key.utf8) }
        }
        for member in try root.optional("tens")?.members() ?? [] {
            for name in try member.value.texts() { tens[Self.word(name)] = member.key.utf8.first ?? 0x30 }
        }
        for member in try root.optional("number_phrases")?.members() ?? [] {
            for phrase in try member.value.texts() {
                let words = Lexicon.words(of: phrase)
                guard let first = words.first, words.count > 1 else {
                    throw member.value.problem("expected phrases of two words at least, found \"\(phrase)\"")
                }
                numberPhrases[first, default: []].append(
                    NumberPhrase(words: words, digits: Array(member.key.utf8)))
                numberPhrases[first]?.sort { $0.words.count > $1.words.count }
            }
        }
        for item in try root.optional("letter_cues")?.items() ?? [] {
            letterCues.append(Lexicon.words(of: try item.text()))
        }
        letterCues.sort { $0.count > $1.count }
        for member in try root.optional("ordinals")?.members() ?? [] {
            for name in try member.value.texts() { ordinals[Self.word(name)] = Int(member.key) }
        }
        for member in try root.optional("scales")?.members() ?? [] {
            for name in try member.value.texts() { scales[Self.word(name)] = Int(member.key) }
        }
        for member in try root.optional("repeats")?.members() ?? [] {
            for name in try member.value.texts() { repeats[Self.word(name)] = Int(member.key) ?? 2 }
        }
        for name in try root.optional("status_words")?.texts() ?? [] { statusWords.insert(Self.word(name)) }
        for name in try root.optional("clause_words")?.texts() ?? [] { clauseWords.insert(Self.word(name)) }
        for member in try root.optional("spelling")?.members() ?? [] {
            for name in try member.value.texts() {
                spellingWords[Self.word(name)] = member.key.utf8.first ?? 0x61
            }
        }
        for member in try root.optional("abbreviations")?.members() ?? [] {
            for name in try member.value.texts() { abbreviations[Self.word(name)] = Self.word(member.key) }
        }
    }

    /// `{prefix: "51-55", lengths: [16]}`.
    private mutating func readIssuer(_ node: RuleNode) throws(RuleFileProblem) {
        try node.allowOnly(["prefix", "lengths", "name"])
        let prefixNode = try node.member("prefix")
        let bounds = try prefixNode.text().split(separator: "-")
        guard let low = bounds.first.flatMap({ Int($0) }), let high = bounds.last.flatMap({ Int($0) }),
            low <= high,
            let first = bounds.first, let last = bounds.last, first.count == last.count,
            first.utf8.count <= 8, let from = first.first?.wholeNumberValue,
            let to = last.first?.wholeNumberValue
        else { throw prefixNode.problem("expected a prefix or two of one length joined by a dash") }
        var lengths: UInt32 = 0
        for item in try node.member("lengths").items() { lengths |= 1 << UInt32(try item.int(in: 12...19)) }
        let issuer = CardIssuers.Range(
            low: low, high: high, scale: Self.powers[8 - first.count], lengths: lengths)
        for digit in from...to { issuers[digit].append(issuer) }
        let heads =
            first.count <= 3
            ? low * Self.powers[3 - first.count]..<(high + 1) * Self.powers[3 - first.count]
            : low / Self.powers[first.count - 3]..<high / Self.powers[first.count - 3] + 1
        for head in heads where issuedHeads.indices.contains(head) {
            issuedHeads[head] |= first.count <= 3 ? lengths : 1
        }
    }

    private static func folded(_ text: String) -> String {
        String(decoding: FoldedText(text).bytes, as: UTF8.self)
    }
    private static func word(_ text: String) -> UInt32 { Token.hash(of: FoldedText(text).bytes) }
}
