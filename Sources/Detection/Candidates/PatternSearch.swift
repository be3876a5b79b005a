import Conversations

/// The detectors by the way their candidates are found.
///
/// WHY: a class, so that one search a message does not copy its lists.
final class PatternIndex: Sendable {
    struct ShapeEntry: Sendable {
        let shape: Shape
        let rule: Int
    }

    let rules: DetectorRules
    // By the length of the first run of digits or letters, 1 to 31.
    let byDigits: [[ShapeEntry]]
    let byLetters: [[ShapeEntry]]
    /// Shapes that begin with a sign.
    let bySign: [ShapeEntry]
    /// Prefix rules by the first byte of the prefix.
    let byPrefix: [[(prefix: [UInt8], rule: Int)]]
    let plan: Plan

    init(_ rules: DetectorRules) {
        self.rules = rules
        var byDigits: [[ShapeEntry]] = Array(repeating: [], count: 32)
        var byLetters = byDigits
        var bySign: [ShapeEntry] = []
        var byPrefix: [[(prefix: [UInt8], rule: Int)]] = Array(repeating: [], count: 256)
        for (index, rule) in rules.detectors.enumerated() {
            for entry in rule.shapes.map({ ShapeEntry(shape: $0, rule: index) }) {
                let shape = entry.shape
                if shape.leadingDigits == 0, shape.leadingLetters == 0 { bySign.append(entry) }
                for length in 1..<32 {
                    if shape.leadingDigits & (1 << UInt32(length)) != 0 { byDigits[length].append(entry) }
                    if shape.leadingLetters & (1 << UInt32(length)) != 0 { byLetters[length].append(entry) }
                }
            }
            for prefix in rule.prefixes {
                let folded = FoldedText(String(decoding: prefix, as: UTF8.self)).bytes
                if let first = folded.first { byPrefix[Int(first)].append((folded, index)) }
            }
        }
        self.byDigits = byDigits
        self.byLetters = byLetters
        self.bySign = bySign
        self.byPrefix = byPrefix
        plan = Plan(rules)
    }
}

/// A stretch of folded bytes that a rule explains.
struct PatternHit: Sendable {
    let range: Range<Int>
    let rule: Int
}

/// One message held against all detectors, in one pass over its tokens and one over its cues.
struct PatternSearch {
    let message: ScannedMessage
    let bytes: [UInt8]
    let words: DetectorWords
    let index: PatternIndex
    let phoneNumbers: (any PhoneNumbers)?
    var hits: [PatternHit] = []
    /// The end of the last group of digits that was read as one, so that each is read once.
    var groupEnd = 0
    /// The end of the last key that was read by its prefix: what begins within it is part of it.
    var keyEnd = 0
    /// How many forms were held against a place and how many hits that gave: the work that an input causes.
    private(set) var work = 0

    init(_ message: ScannedMessage, _ index: PatternIndex, phoneNumbers: (any PhoneNumbers)?) {
        self.message = message
        bytes = message.bytes
        words = index.rules.words
        self.index = index
        self.phoneNumbers = phoneNumbers
    }

    mutating func run() {
        let plan = index.plan
        for token in message.tokens.indices { look(at: token, plan) }
        for place in bytes.indices where bytes[place] == UInt8(ascii: "@") { look(atSign: place, plan) }
        for cue in message.cues.indices { look(atCue: cue, plan) }
        work += hits.count
        hits = strongest(hits)
    }

    mutating func count(_ steps: Int) { work += steps }

    func rule(_ place: Int) -> DetectorRule { index.rules.detectors[place] }

    /// Whether the words around a stretch let a rule apply there.
    func fitsContext(_ rule: DetectorRule, _ range: Range<Int>) -> Bool {
        if let near = rule.near,
            !message.hasCue(near.lists, near: range, before: near.before, after: near.after)
        {
            return false
        }
        guard let unless = rule.unless,
            let against = message.nearestCue(
                unless.lists, near: range, before: unless.before, after: unless.after)
        else { return true }
        // WHY: "order paid with card 4111…" has both; the nearer word decides.
        guard let near = rule.near,
            let cue = message.nearestCue(near.lists, near: range, before: near.before, after: 0)
        else { return false }
        return cue.range.lowerBound > against.range.lowerBound && cue.range.upperBound <= range.lowerBound
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
    private func strongest(_ hits: [PatternHit]) -> [PatternHit] {
        let sorted = hits.sorted {
            ($0.range.lowerBound, -$0.range.upperBound, -rule($0.rule).rank, $0.rule)
                < ($1.range.lowerBound, -$1.range.upperBound, -rule($1.rule).rank, $1.rule)
        }
        var kept: [PatternHit] = []
        for hit in sorted {
            let rank = rule(hit.rule).rank
            if let last = kept.last, hit.range.lowerBound < last.range.upperBound {
                let lastRank = rule(last.rule).rank
                // WHY: a country code behind a plus sign makes a telephone number, whatever its digits also are.
                let isInternational =
                    bytes[last.range.lowerBound] == 0x2B && rule(last.rule).find == .phone
                if isInternational, hit.range.upperBound <= last.range.upperBound { continue }
                if hit.range.upperBound <= last.range.upperBound, rank <= lastRank { continue }
                if last.range.lowerBound >= hit.range.lowerBound,
                    last.range.upperBound <= hit.range.upperBound,
                    lastRank <= rank
                {
                    kept.removeLast()
                } else if rank > lastRank, !hit.range.isEmpty,
                    rule(last.rule).fieldClass != rule(hit.rule).fieldClass,
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

extension PatternIndex {
    /// Which rules to ask where.
    final class Plan: Sendable {
        let card, iban, phone, ip, email, url, pem, track, address: [Int]
        let cued: [Int]
        let cuedLists: Lexicon.Lists

        init(_ rules: DetectorRules) {
            func places(_ find: DetectorRule.Candidates) -> [Int] {
                rules.detectors.indices.filter { rules.detectors[$0].find == find }
            }
            card = places(.card)
            iban = places(.iban)
            phone = places(.phone).filter { rules.detectors[$0].shapes.isEmpty }
            ip = places(.ip)
            email = places(.email)
            url = places(.credentialsURL)
            pem = places(.pem)
            track = places(.track)
            address = places(.address)
            cued = [.digits, .date, .secretAfter, .referenceAfter, .name].flatMap(places)
            cuedLists = cued.reduce(0) { $0 | (rules.detectors[$1].near?.lists ?? 0) }
        }
    }
}

extension PatternSearch {
    private mutating func look(at place: Int, _ plan: PatternIndex.Plan) {
        let token = message.tokens[place]
        let start = Int(token.start)
        let first = bytes[start]
        if !index.byPrefix[Int(first)].isEmpty { prefixes(at: start) }
        if first.isDigit {
            var run = 1
            while run < 31, start + run < token.end, bytes[start + run].isDigit { run += 1 }
            shapes(index.byDigits[run], at: start)
            if start > 0, !bytes[start - 1].isWord, !bytes[start - 1].isBlank {
                signedShapes(endingBefore: start)
            }
            if token.kind == .digits, start >= groupEnd { groups(from: place, plan) }
        } else if first.isLower {
            var run = 1
            while run < 9, start + run < token.end, bytes[start + run].isLower { run += 1 }
            if run < 9, !index.byLetters[run].isEmpty { shapes(index.byLetters[run], at: start) }
            if run >= 2, token.count >= 4, start + 3 < bytes.count, bytes[start + 2].isDigit,
                bytes[start + 3].isDigit
            {
                for rule in plan.iban { iban(at: start, rule) }
            }
            if token.count >= 4, first == UInt8(ascii: "b"),
                bytes[start..<Int(token.end)].elementsEqual("begin".utf8)
            {
                for rule in plan.pem { pem(at: start, rule) }
            }
        }
        if token.kind == .mixed, token.count > 12 { for rule in plan.card { cardInside(token, rule) } }
        for rule in plan.ip { ip(at: place, rule) }
        if token.kind != .letters {
            for rule in plan.track { track(at: token, rule) }
            for rule in plan.address { address(numberAt: place, rule) }
        } else {
            for rule in plan.address { address(streetAt: place, rule) }
        }
    }

    private mutating func look(atSign place: Int, _ plan: PatternIndex.Plan) {
        for rule in plan.url { credentials(at: place, rule) }
        for rule in plan.email { email(at: place, rule) }
    }

    private mutating func look(atCue place: Int, _ plan: PatternIndex.Plan) {
        let cue = message.cues[place]
        if cue.lists & words.at != 0 { for rule in plan.email { spelledEmail(at: cue, rule) } }
        guard cue.lists & plan.cuedLists != 0 else { return }
        for number in plan.cued {
            let rule = rule(number)
            guard let near = rule.near, near.lists & cue.lists != 0 else { continue }
            switch rule.find {
            case .digits: digits(near: cue, number)
            case .date: dates(near: cue, number)
            case .secretAfter: secret(after: cue, number)
            case .referenceAfter: reference(after: cue, number)
            case .name: name(after: cue, number)
            default: continue
            }
        }
    }
}
