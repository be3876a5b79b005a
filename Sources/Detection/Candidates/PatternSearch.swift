import Conversations

/// A stretch of folded bytes that a rule explains.
struct PatternHit: Sendable {
    let range: Range<Int>
    let rule: Int
}

/// One message held against all detectors, in one pass over its tokens and one over its cues.
struct PatternSearch {
    let message: ScannedMessage
    let bytes: ListView<UInt8>
    let tokens: ListView<Token>
    let words: DetectorWords
    let index: PatternIndex
    let forms: ShapeBook.Forms
    var tables: DetectorTables { _read { yield index.rules.tables } }
    let phoneNumbers: (any PhoneNumbers)?
    /// How often the library was asked in this stretch of text, and how often it may be.
    var plansAsked = 0
    static let plansAskedMax = 16
    var hits: [PatternHit]
    /// The end of the last group of digits that was read as one, so that each is read once.
    var groupEnd = 0
    /// The end of the last key that was read by its prefix: what begins within it is part of it.
    var keyEnd = 0
    /// The digits that stand close together from the present place on.
    var cluster = DigitCluster()
    /// The letters and digits of a candidate, for its validators.
    var letters: [UInt8] = []
    /// A token close to the last sign that was looked at.
    var signToken = 0
    /// A place up to which no blank, quote or angle bracket stands from the last address with a password on.
    var unbroken = 0..<0
    /// The token that is looked at.
    private(set) var present = 0
    /// The first token from the present one on that has a digit.
    private var nextNumber = 0
    /// How many forms were held against a place and how many hits that gave: the work that an input causes.
    private(set) var work = 0

    /// - Parameters:
    ///   - message: what is searched.
    ///   - index: the detectors.
    ///   - phoneNumbers: reads numbers of every country.
    ///   - room: an empty list whose memory the hits are put in.
    init(
        _ message: ScannedMessage, _ index: PatternIndex, phoneNumbers: (any PhoneNumbers)?,
        room: consuming [PatternHit] = []
    ) {
        hits = room
        self.message = message
        bytes = message.bytes
        tokens = message.tokens
        words = index.rules.words
        self.index = index
        forms = index.shapes.forms
        self.phoneNumbers = phoneNumbers
    }

    /// What the detectors find, by start; what lies within something stronger is left out.
    mutating func run() -> [PatternHit] {
        // INVARIANT: message and index own what the views read.
        withExtendedLifetime((message, index)) {
            let plan = index.plan
            for token in tokens.indices { look(at: token, plan) }
            for sign in message.signs { look(atSign: Int(sign), plan) }
            for cue in message.cues where cue.lists & plan.cuedOrAt != 0 { look(atCue: cue, plan) }
            follow(plan)
            work += hits.count
            return Self.strongest(hits, index, bytes)
        }
    }

    /// The list of hits without any, for the next search.
    mutating func emptied() -> [PatternHit] {
        hits.removeAll(keepingCapacity: true)
        defer { hits = [] }
        return hits
    }

    /// Lists that hold a token by itself.
    func lists(_ place: Int) -> Lexicon.Lists { place < tokens.count ? message.lists[place] : 0 }

    /// What is found by where other findings stand.
    private mutating func follow(_ plan: PatternIndex.Plan) {
        guard !hits.isEmpty else { return }
        // WHY: a closure that reads this search would copy all of it.
        let index = index
        if !plan.codeBehindCard.isEmpty {
            let cards = hits.filter { index.rules.detectors[$0.rule].find == .card }
            for rule in plan.codeBehindCard where !cards.isEmpty { codes(behind: cards, rule) }
        }
        if !plan.secretBeside.isEmpty {
            let secrets = hits.filter { index.isSecret($0.rule) }
            for rule in plan.secretBeside where !secrets.isEmpty { self.secrets(beside: secrets, rule) }
        }
        if !plan.dateBehindName.isEmpty {
            let names = hits.filter { index.isName($0.rule) }
            for rule in plan.dateBehindName where !names.isEmpty { dates(behind: names, rule) }
        }
        guard !plan.nameBeside.isEmpty else { return }
        let contacts = hits.filter { index.isContact($0.rule) }
        for rule in plan.nameBeside where !contacts.isEmpty { names(beside: contacts, rule) }
    }

    mutating func count(_ steps: Int) { work += steps }

    func rule(_ place: Int) -> DetectorRule { index.rules.detectors[place] }

    /// Whether the words around a stretch let a rule apply there.
    func fitsContext(_ rule: DetectorRule, _ range: Range<Int>) -> Bool {
        fitsContext(near: rule.near, unless: rule.unless, range)
    }

    /// The same with what a rule asks of the words around.
    func fitsContext(
        near: DetectorRule.Context?, unless: DetectorRule.Context?, _ range: Range<Int>
    ) -> Bool {
        if let near,
            !message.hasCue(near.lists, near: range, before: near.before, after: near.after)
        {
            return false
        }
        guard let unless,
            let against = message.nearestCue(
                unless.lists, near: range, before: unless.before, after: unless.after)
        else { return true }
        // WHY: "order paid with card 4111…" has both; the nearer word decides.
        guard let near,
            let cue = message.nearestCue(near.lists, near: range, before: near.before, after: 0)
        else { return false }
        return cue.range.lowerBound >= against.range.upperBound && cue.range.upperBound <= range.lowerBound
    }

    mutating func add(_ range: Range<Int>, _ place: Int) {
        guard !range.isEmpty else { return }
        hits.append(PatternHit(range: range, rule: place))
    }

    /// Whether letters and digits end at both sides of a stretch, so that it is no part of something longer.
    func standsAlone(_ range: Range<Int>) -> Bool {
        let before = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 0x20
        let after = range.upperBound < bytes.count ? bytes[range.upperBound] : 0x20
        guard !before.isWord, !after.isWord else { return false }
        let joins: (UInt8) -> Bool = {
            $0 == 0x2D || $0 == 0x2E || $0 == 0x2F || $0 == 0x5F || $0 == 0x3A || $0 == 0x2C
        }
        if joins(before), range.lowerBound > 1, bytes[range.lowerBound - 2].isDigit,
            bytes[range.lowerBound].isDigit
        {
            return false
        }
        if joins(after), range.upperBound + 1 < bytes.count, bytes[range.upperBound + 1].isDigit {
            return false
        }
        return true
    }

    /// Leaves out what lies within a stronger hit.
    ///
    /// WHY: static, since a closure that reads this search would copy all of it.
    private static func strongest(
        _ hits: [PatternHit], _ index: PatternIndex, _ bytes: ListView<UInt8>
    ) -> [PatternHit] {
        guard hits.count > 1 else { return hits }
        let precedes: (PatternHit, PatternHit) -> Bool = { one, two in
            if one.range.lowerBound != two.range.lowerBound {
                return one.range.lowerBound < two.range.lowerBound
            }
            if one.range.upperBound != two.range.upperBound {
                return one.range.upperBound > two.range.upperBound
            }
            let ranks = (index.ranks[one.rule], index.ranks[two.rule])
            return ranks.0 != ranks.1 ? ranks.0 > ranks.1 : one.rule < two.rule
        }
        // WHY: most hits come in order, and sorting takes as much room again.
        let isSorted = hits.indices.dropFirst().allSatisfy { !precedes(hits[$0], hits[$0 - 1]) }
        let sorted = isSorted ? hits : hits.sorted(by: precedes)
        var kept: [PatternHit] = []
        kept.reserveCapacity(sorted.count)
        for hit in sorted {
            if let last = kept.last, hit.range.lowerBound < last.range.upperBound {
                let rank = index.ranks[hit.rule]
                let lastRank = index.ranks[last.rule]
                // WHY: a country code behind a plus sign makes a telephone number, whatever its digits also are.
                let isInternational =
                    bytes[last.range.lowerBound] == 0x2B && index.rules.detectors[last.rule].find == .phone
                if isInternational, hit.range.upperBound <= last.range.upperBound { continue }
                if hit.range.upperBound <= last.range.upperBound, rank <= lastRank { continue }
                if last.range.lowerBound >= hit.range.lowerBound,
                    last.range.upperBound <= hit.range.upperBound,
                    lastRank <= rank
                {
                    kept.removeLast()
                } else if rank > lastRank, !hit.range.isEmpty,
                    index.rules.detectors[last.rule].fieldClass != index.rules.detectors[hit.rule].fieldClass,
                    hit.range.upperBound <= last.range.upperBound
                {
                    // WHY: a checked number within a loose reading of the place is the better explanation.
                    if hit.range.count * 3 >= last.range.count { kept.removeLast() }
                }
            }
            kept.append(hit)
        }
        return kept
    }
}

extension PatternSearch {
    private mutating func look(at place: Int, _ plan: PatternIndex.Plan) {
        present = place
        let token = tokens[place]
        let start = Int(token.start)
        let first = bytes[start]
        if token.kind != .letters { for rule in plan.amount { amount(at: place, rule) } }
        if start + 1 < bytes.count, index.mayBeginKey(first, bytes[start + 1]) { prefixes(at: start) }
        if token.kind == .letters {
            look(atWord: place, token, plan)
            return
        }
        if first.isDigit {
            var run = 1
            while run < 31, start + run < token.end, bytes[start + run].isDigit { run += 1 }
            let behind = start + run < bytes.count ? bytes[start + run] : 0x0A
            shapes(forms.digits(run, then: behind), at: token, first, hasDigit: true)
            if start > 0, !bytes[start - 1].isWord, !bytes[start - 1].isBlank {
                signedShapes(endingBefore: start)
            }
            if token.kind == .digits, start >= groupEnd { groups(from: place, plan) }
        } else {
            letterShapes(token, hasDigit: true)
            if token.count >= 4, bytes[start + 2].isDigit, bytes[start + 3].isDigit {
                for rule in plan.iban { iban(at: start, rule) }
            }
        }
        if token.kind == .mixed, token.count > 12 { for rule in plan.card { cardInside(token, rule) } }
        let end = Int(token.end)
        if end < bytes.count, bytes[end] == 0x2E || bytes[end] == 0x3A {
            for rule in plan.ip { ip(at: place, rule) }
        }
        if token.count >= 12 { for rule in plan.track { track(at: token, rule) } }
        guard token.kind == .mixed || isBesideWord(place) else { return }
        for rule in plan.address {
            address(numberAt: place, rule)
            address(postcodeAt: place, rule)
            address(anchoredAt: place, rule)
        }
    }

    /// Whether a word that is no number stands behind a token, or letters alone ahead of it, as in every address.
    private func isBesideWord(_ place: Int) -> Bool {
        place + 1 < tokens.count && tokens[place + 1].kind != .digits
            || place > 0 && tokens[place - 1].kind == .letters
    }

    /// A word of letters alone: most of any text, and hardly ever part of a finding.
    private mutating func look(atWord place: Int, _ token: Token, _ plan: PatternIndex.Plan) {
        if nextNumber <= place { nextNumber = place + 1 }
        while nextNumber < tokens.count, tokens[nextNumber].kind == .letters,
            tokens[nextNumber].start < token.start + 12
        {
            nextNumber += 1
        }
        let isNumbered = nextNumber < tokens.count && tokens[nextNumber].kind != .letters
        letterShapes(token, hasDigit: isNumbered && tokens[nextNumber].start < token.start + 12)
        let end = Int(token.end)
        if end < bytes.count, bytes[end] == 0x3A, token.count <= 4 {
            for rule in plan.ip { ip(at: place, rule) }
        }
        if token.hash == plan.begin { for rule in plan.pem { pem(at: Int(token.start), rule) } }
        let isBeforeNumber = place + 1 < tokens.count && tokens[place + 1].kind != .letters
        if isBeforeNumber || lists(place) & (words.streetPrefixes | words.postalBoxes) != 0 {
            for rule in plan.address {
                address(streetAt: place, rule)
                address(unitAt: place, rule)
            }
        }
    }

    private mutating func letterShapes(_ token: Token, hasDigit: Bool) {
        let start = Int(token.start)
        guard bytes[start].isLower else { return }
        let run = bytes.run(from: start, most: min(18, token.count)) { $0.isLower } - start
        let behind = start + run < bytes.count ? bytes[start + run] : 0x0A
        guard hasDigit || forms.isOpen(run, then: behind) else { return }
        shapes(forms.letters(run, then: behind), at: token, bytes[start], hasDigit: hasDigit)
    }

    private mutating func look(atSign place: Int, _ plan: PatternIndex.Plan) {
        if bytes[place] == 0x40 {
            for rule in plan.email { email(at: place, rule) }
        } else {
            for rule in plan.url { credentials(at: place, rule) }
        }
    }

    private mutating func look(atCue cue: ScannedMessage.Cue, _ plan: PatternIndex.Plan) {
        if cue.lists & words.at != 0 { for rule in plan.email { spelledEmail(at: cue, rule) } }
        if cue.lists & plan.told != 0 { for rule in plan.amount { amount(toldAt: cue, rule) } }
        guard cue.lists & plan.cuedLists != 0 else { return }
        for place in plan.cued.indices where plan.cuedNear[place] & cue.lists != 0 {
            let number = plan.cued[place]
            switch rule(number).find {
            case .digits: digits(near: cue, number)
            case .date: dates(near: cue, number)
            case .secretAfter:
                secret(after: cue, number)
                secret(before: cue, number)
            case .secondOfPair: secondOfPair(after: cue, number)
            case .changedSecret: changedSecret(after: cue, number)
            case .referenceAfter: reference(after: cue, number)
            case .spokenAfter: spoken(after: cue, number)
            case .handleAfter: handle(after: cue, number)
            case .answerAfter: answer(after: cue, number)
            case .addressAfter: address(after: cue, number)
            case .name: name(after: cue, number)
            case .givenName: givenName(at: cue, number)
            case .nameAhead: name(ahead: cue, number)
            default: continue
            }
        }
    }
}
