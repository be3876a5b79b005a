import Conversations
import RuleFiles

/// One detector, as its rule file says.
///
/// WHY: a class, so that the search passes rules around without copying their lists.
final class DetectorRule: Sendable {
    /// How candidates are found.
    enum Candidates: String, CaseIterable, Sendable {
        /// Runs that match one of the detector's shapes.
        case shape
        /// Groups of 12 to 19 digits that satisfy Luhn and an issuer range.
        case card
        /// Country, check digits and account that satisfy mod 97.
        case iban
        /// Digits grouped like a telephone number.
        case phone
        /// Addresses around `@`.
        case email
        /// IPv4 and IPv6.
        case ip
        /// `scheme://user:password@host`.
        case credentialsURL = "credentials_url"
        /// A day, near a cue.
        case date
        /// A free-standing run of digits, near a cue.
        case digits
        /// What stands behind a cue and looks like a chosen or issued secret.
        case secretAfter = "secret_after"
        /// The second of two words with a stroke between, behind a cue.
        case secondOfPair = "second_of_pair"
        /// What stands behind a cue and looks like a reference: letters and digits with at least one digit.
        case referenceAfter = "reference_after"
        /// Digits told in words right behind a cue.
        case spokenAfter = "spoken_after"
        /// The name of a login behind a cue.
        case handleAfter = "handle_after"
        /// One to four words behind a cue that answer a question of security.
        case answerAfter = "answer_after"
        /// A run that begins with one of the detector's prefixes.
        case prefix
        /// From a PEM header to its end.
        case pem
        /// Magnetic stripe data.
        case track
        /// A number with a sign or word for money, or with cents behind a word for prices.
        case amount
        /// A house number and a street, with what belongs to it.
        case address
        /// A number and capitalised words in either order, behind a cue.
        case addressAfter = "address_after"
        /// A name behind a cue.
        case name
        /// A frequent given name, the cue itself, with the names behind it.
        case givenName = "given_name"
        /// Capitalised words ahead of a cue.
        case nameAhead = "name_ahead"
        /// Capitalised words at the head of a line of contact data.
        case nameBeside = "name_beside"
        /// A day of long ago close behind a name that another detector found.
        case dateBehindName = "date_behind_name"
        /// Three digits behind a card, four behind one of fifteen digits.
        case codeBehindCard = "code_behind_card"
        case secretBeside = "secret_beside"
        case changedSecret = "secret_changed"
    }

    /// Words close by.
    struct Context: Sendable, BitwiseCopyable {
        let lists: Lexicon.Lists
        let before: Int
        let after: Int
    }

    let id: DetectorID
    let fieldClass: FieldClass
    let find: Candidates
    let shapes: [Shape]
    let prefixes: [[UInt8]]
    let validators: [Validator]
    /// Check digits that the rule file itself defines.
    let sums: [WeightedSum]
    /// The cue that must stand close by, `nil` when none must.
    let near: Context?
    /// The cue that must not.
    let unless: Context?
    /// Whether letters must be capitals in the original.
    let isCapitals: Bool
    /// Whether the value may stand in groups of capitals and digits with a sign between: `QQ 12 34 56 C`.
    let isSpaced: Bool
    /// How many letters or digits (or bytes, for secrets) a candidate has.
    let length: ClosedRange<Int>
    /// Which of two findings explains a place when one lies within the other; higher wins.
    let rank: Int

    init(_ node: RuleNode, lexicon: Lexicon) throws(RuleFileProblem) {
        try node.allowOnly([
            "id", "class", "find", "shapes", "uniform", "prefixes", "validate", "near", "unless", "capitals",
            "spaced",
            "length", "rank", "why",
        ])
        let idNode = try node.member("id")
        guard let id = try? DetectorID(try idNode.text()) else {
            throw idNode.problem("expected the name of a detector")
        }
        let classNode = try node.member("class")
        guard let fieldClass = FieldClass(try classNode.text()) else {
            throw classNode.problem("expected a field class, words joined by dots")
        }
        self.id = id
        self.fieldClass = fieldClass
        find = try node.member("find").choice(of: Candidates.self)
        let isUniform = try node.optional("uniform")?.bool() ?? false
        var shapes: [Shape] = []
        for item in try node.optional("shapes")?.items() ?? [] {
            guard let shape = Shape(try item.text(), isUniform: isUniform) else {
                throw item.problem("expected a shape of 1 to 64 characters with closed braces")
            }
            shapes.append(shape)
        }
        self.shapes = shapes
        prefixes = try node.optional("prefixes")?.texts().map { Array($0.utf8) } ?? []
        if find == .shape, shapes.isEmpty { throw node.problem("missing key \"shapes\"") }
        if find == .prefix, prefixes.isEmpty { throw node.problem("missing key \"prefixes\"") }
        var validators: [Validator] = []
        var sums: [WeightedSum] = []
        for item in try node.optional("validate")?.items() ?? [] {
            // WHY: most countries weigh digits; a new one of them is data, not code.
            if (try? item.members()) != nil {
                sums.append(try WeightedSum(item))
            } else {
                validators.append(try item.choice(of: Validator.self))
            }
        }
        self.validators = validators
        self.sums = sums
        near = try Self.context(try node.optional("near"), lexicon)
        unless = try Self.context(try node.optional("unless"), lexicon)
        isCapitals = try node.optional("capitals")?.bool() ?? false
        isSpaced = try node.optional("spaced")?.bool() ?? false
        rank = try node.optional("rank")?.int(in: 0...9) ?? 3
        var bounds = [1, 64]
        if let lengthNode = try node.optional("length") {
            bounds = []
            for item in try lengthNode.items() { bounds.append(try item.int(in: 1...4096)) }
            guard bounds.count == 2, bounds[0] <= bounds[1] else {
                throw lengthNode.problem("expected two numbers, the smaller first")
            }
        }
        length = bounds[0]...bounds[1]
    }

    /// What speaks for a finding of this detector beside its form.
    var validation: Finding.Validation {
        let isChecked = !validators.isEmpty || !sums.isEmpty || [.card, .iban].contains(find)
        guard near != nil else { return isChecked ? .checked : .form }
        return isChecked ? .checkedInContext : .context
    }

    private static func context(_ node: RuleNode?, _ lexicon: Lexicon) throws(RuleFileProblem) -> Context? {
        guard let node else { return nil }
        try node.allowOnly(["lists", "before", "after"])
        var lists: Lexicon.Lists = 0
        for item in try node.member("lists").items() {
            let name = try item.text()
            guard let list = lexicon.list(name) else {
                throw item.problem("unknown word list \"\(name)\"\(nearest(to: name, in: lexicon.names))")
            }
            lists |= list
        }
        return Context(
            lists: lists, before: try node.optional("before")?.int(in: 0...200) ?? 40,
            after: try node.optional("after")?.int(in: 0...200) ?? 0)
    }
}
