import RuleFiles

/// The numbers of the extractor, in thousandths unless a name says otherwise; `weights.yaml`.
struct ExtractWeights: Sendable {
    static let schema = "throughline/extract-weights/v1"

    /// How one feature of a sentence counts.
    struct Term: Sendable {
        let weight: Int
        let mean: Int
        let deviation: Int
    }

    /// The features, in the order of ``Feature/allCases``.
    let features: [Term]
    /// What a value is worth, in the order of ``EntityKind/allCases``.
    let kinds: [Int]
    /// Which kinds of value replace one another in a slot without a word of correction.
    let isChangeable: [Bool]
    /// Which kinds of value a customer gives once and is not asked for again.
    let isGiven: [Bool]
    /// Which kinds of value say nothing without a sentence, so that they make no span where there is room.
    let isBare: [Bool]
    /// Classes of hidden values that name somebody: alone with a greeting they say nothing.
    let nameClasses: Set<String>
    private let knobs: [Int]
    /// What a gain is divided by, by cost in words; longer spans count as the longest.
    let discounts = (0...256).map { FixedPoint.discounted(cost: $0) }

    /// The single numbers of `weights.yaml`, written there with underscores.
    enum Knob: Int, CaseIterable {
        case scoreScale, scoreOffset, coverage, factShare, entityInNarrative, recency, recencyOfFixed
        case repeated, saidByBoth, saidByCustomer, superseded, notLatestOfKind, inRecap, outcome
        case commitment, openQuestion, escalation, alreadyGiven, cueWordsMax, outcomeWordsMax
        case factGainMin, quotedCredit, nearnessStep, positionStretch, factMisfitsMax, event, roomyWords,
            roomyShare
        case roomyWordsMin, misfitsMax, roomyCommitment, roomyOpenQuestion, roomyOutcomeWordsMax,
            wholeWordsMax
        case phraseWordsBefore, phraseWordsAfter, standing, outdated, spansWordsMin
        case freshSentences, staleStep, staleMin, closed, roomyStanding

        /// Its name in the file.
        var name: String {
            "\(self)".reduce(into: "") { name, letter in
                name += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
            }
        }
    }

    /// One of the single numbers.
    subscript(knob: Knob) -> Int {
        knobs[knob.rawValue]
    }

    init(_ file: RuleFile) throws(RuleFileProblem) {
        try file.expect(schema: Self.schema)
        try file.root.allowOnly([
            "schema", "features", "values", "changeable", "given", "bare", "name_classes", "selection",
        ])
        let featureNode = try file.root.member("features")
        try featureNode.allowOnly(Feature.allCases.map(\.rawValue))
        var features: [Term] = []
        for feature in Feature.allCases {
            features.append(try Self.term(featureNode.member(feature.rawValue)))
        }
        let valueNode = try file.root.member("values")
        try valueNode.allowOnly(EntityKind.allCases.map(\.rawValue))
        var kinds: [Int] = []
        for kind in EntityKind.allCases {
            kinds.append(try valueNode.member(kind.rawValue).int(in: 0...100_000))
        }
        isChangeable = try Self.kinds(file.root.member("changeable"))
        isGiven = try Self.kinds(file.root.member("given"))
        isBare = try Self.kinds(file.root.member("bare"))
        nameClasses = Set(try file.root.member("name_classes").texts())
        let knobNode = try file.root.member("selection")
        try knobNode.allowOnly(Knob.allCases.map(\.name))
        var knobs: [Int] = []
        for knob in Knob.allCases {
            knobs.append(try knobNode.member(knob.name).int(in: -1_000_000...1_000_000))
        }
        self.features = features
        self.kinds = kinds
        self.knobs = knobs
    }

    private static func kinds(_ node: RuleNode) throws(RuleFileProblem) -> [Bool] {
        var isListed = Array(repeating: false, count: EntityKind.allCases.count)
        for item in try node.items() { isListed[try item.choice(of: EntityKind.self).index] = true }
        return isListed
    }

    private static func term(_ node: RuleNode) throws(RuleFileProblem) -> Term {
        try node.allowOnly(["weight", "mean", "deviation"])
        return Term(
            weight: try node.member("weight").int(in: -10_000...10_000),
            mean: try node.member("mean").int(in: -100_000...100_000),
            deviation: try node.member("deviation").int(in: 1...100_000))
    }
}
