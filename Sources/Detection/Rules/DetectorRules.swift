import Conversations
public import RuleFiles

/// What is looked for, as the files below `detectors/` say: detectors, word lists and tables.
public struct DetectorRules: Sendable {
    private let contents: Contents

    var detectors: [DetectorRule] { contents.detectors }
    var lexicon: Lexicon { contents.lexicon }
    // WHY: read in place; a copy would count a dozen references.
    var tables: DetectorTables { _read { yield contents.tables } }
    var words: DetectorWords { contents.words }
    /// The lists whose words say something about what stands near them; all others are asked word by word.
    var cueLists: Lexicon.Lists { contents.cueLists }
    /// Whether a word may name a month, in any language.
    @inline(__always) func mayNameMonth(_ word: UInt32) -> Bool { contents.monthNames.mayHold(word) }

    // WHY: a class, so that rules are passed around without copying dozens of lists.
    private final class Contents: Sendable {
        let detectors: [DetectorRule]
        let lexicon: Lexicon
        let tables: DetectorTables
        let words: DetectorWords
        let cueLists: Lexicon.Lists
        let monthNames: FrozenWordFilter

        init(_ detectors: [DetectorRule], _ lexicon: Lexicon, _ tables: DetectorTables) {
            self.detectors = detectors
            self.lexicon = lexicon
            self.tables = tables
            words = DetectorWords(lexicon)
            var months = WordFilter()
            for word in tables.months.keys { months.insert(word) }
            monthNames = months.frozen
            let told = detectors.contains { $0.find == .amount } ? words.told | words.weights : 0
            cueLists = detectors.reduce(words.cues | told) {
                $0 | ($1.near?.lists ?? 0) | ($1.unless?.lists ?? 0)
            }
        }
    }

    /// The ids of all detectors, by name; test cases must cover each.
    public var detectorIDs: [String] { detectors.map(\.id.text).sorted() }

    /// Reads the files of `detectors/`.
    ///
    /// - Parameter folder: the rule folder; `detectors/` holds files of the schemas `throughline/detectors/v1`,
    ///   `throughline/detector-words/v1` and `throughline/detector-tables/v1`.
    /// - Throws: ``RuleFileProblems`` with every fault of every file.
    public init(folder: RuleFolder) throws(RuleFileProblems) {
        var problems: [RuleFileProblem] = []
        let files = folder.files(in: "detectors")
        var lists: [(name: String, phrases: [String])] = []
        var tables = DetectorTables()
        var detectorNodes: [RuleNode] = []
        for file in files {
            do throws(RuleFileProblem) {
                switch file.schema {
                case "throughline/detector-words/v1": try Self.readWordLists(of: file, into: &lists)
                case "throughline/detector-tables/v1": try tables.read(file)
                case "throughline/detectors/v1":
                    try file.root.allowOnly(["schema", "detectors"])
                    detectorNodes += try file.root.member("detectors").items()
                default:
                    throw try file.root.member("schema").problem(
                        "expected a schema of detectors, found \"\(file.schema)\"")
                }
            } catch {
                problems.append(error)
            }
        }
        let lexicon = Lexicon(lists)
        var detectors: [DetectorRule] = []
        for node in detectorNodes {
            do throws(RuleFileProblem) {
                let detector = try DetectorRule(node, lexicon: lexicon)
                if detectors.contains(where: { $0.id == detector.id }) {
                    throw node.problem("a detector named twice: \"\(detector.id)\"")
                }
                detectors.append(detector)
            } catch {
                problems.append(error)
            }
        }
        if detectors.isEmpty, problems.isEmpty {
            problems.append(
                RuleFileProblem(file: "detectors", line: 0, message: "expected at least one detector"))
        }
        if lists.count > Lexicon.listsMax {
            problems.append(
                RuleFileProblem(
                    file: "detectors", line: 0,
                    message: "expected at most \(Lexicon.listsMax) word lists, found \(lists.count)"))
        }
        guard problems.isEmpty else { throw RuleFileProblems(problems) }
        contents = Contents(detectors, lexicon, tables)
    }

    private static func readWordLists(
        of file: RuleFile, into lists: inout [(name: String, phrases: [String])]
    ) throws(RuleFileProblem) {
        try file.root.allowOnly(["schema", "lists"])
        for member in try file.root.member("lists").members() {
            guard !lists.contains(where: { $0.name == member.key }) else {
                throw member.value.problem("a word list named twice: \"\(member.key)\"")
            }
            lists.append((member.key, try member.value.texts()))
        }
    }
}

/// The word lists that the engine itself asks for; a list that no file has is empty.
///
/// WHY: a class, since every search of a message holds it and a copy of its lists is most of a kilobyte.
final class DetectorWords: Sendable {
    let fillers, connectors, streets, streetPrefixes, units, directions, titles: Lexicon.Lists
    let notSecrets, notNames, particles, cards, endings, beginnings, born, phones: Lexicon.Lists
    let ordinaryNames, monthNames, nameCues, personVerbs, ordinary, at, dot, digitFillers: Lexicon.Lists
    let nameStrong, streetTails, roleAccounts, phoneAgainst, extensions, postalBoxes,
        softNameCues, addresses, cardDetails, nameTails, nameWeak, givenNames, flats,
        placeWords, smallWordNames, properNames, determiners, placePrepositions, places, otherNumbers,
        houseCues, signOffs: Lexicon.Lists
    let moneyWords, moneyAhead, moneySmall, moneyAlone, moneyCountries, moneyScales, moneyThousands,
        moneyWeights, weights: Lexicon.Lists

    /// The lists that the engine itself looks for near a stretch.
    var cues: Lexicon.Lists {
        cards | endings | beginnings | born | phones | phoneAgainst | at | nameCues | nameStrong
            | softNameCues | titles
            | nameWeak
            | addresses | places
    }

    /// Ahead of which sums are told in words, and what is a sum by itself.
    var told: Lexicon.Lists { moneyWords | moneyAlone }

    /// Everything that introduces a name.
    var introductions: Lexicon.Lists { nameStrong | nameCues | softNameCues | nameWeak | titles }

    init(_ lexicon: Lexicon) {
        func list(_ name: String) -> Lexicon.Lists { lexicon.list(name) ?? 0 }
        fillers = list("fillers")
        connectors = list("connectors")
        streets = list("street_words")
        streetPrefixes = list("street_prefixes")
        streetTails = list("street_tails")
        units = list("unit_words")
        directions = list("directions")
        titles = list("titles")
        notSecrets = list("not_secrets")
        notNames = list("not_names")
        particles = list("name_particles")
        cards = list("card")
        endings = list("ending")
        beginnings = list("beginning")
        born = list("born")
        phones = list("phone")
        phoneAgainst = list("phone_against")
        extensions = list("extension")
        postalBoxes = list("postal_box")
        ordinaryNames = list("ordinary_names") | list("word_names")
        monthNames = list("calendar_names")
        nameCues = list("name_cue")
        nameStrong = list("name_strong_cue")
        softNameCues = list("name_soft_cue")
        personVerbs = list("person_verbs")
        ordinary = list("ordinary_words")
        at = list("at")
        dot = list("dot")
        digitFillers = list("digit_fillers")
        roleAccounts = list("role_accounts")
        addresses = list("address")
        cardDetails = list("card_details")
        nameTails = list("name_tail_cue")
        nameWeak = list("name_weak_cue")
        givenNames = list("given_names")
        flats = list("flat_words")
        placeWords = list("place_words")
        smallWordNames = list("small_word_names")
        properNames = list("proper_names")
        determiners = list("determiners")
        placePrepositions = list("place_prepositions")
        places = list("place_cue")
        otherNumbers = list("other_numbers")
        houseCues = list("house_cue")
        signOffs = list("name_sign_off")
        moneyWords = list("money_words")
        moneyAhead = list("money_ahead")
        moneySmall = list("money_small")
        moneyAlone = list("money_alone")
        moneyCountries = list("money_countries")
        moneyScales = list("money_scales")
        moneyThousands = list("money_thousands")
        moneyWeights = list("money_weights")
        weights = list("weights")
    }
}
