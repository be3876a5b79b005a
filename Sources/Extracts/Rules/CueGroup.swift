/// What the words of a lexicon signal. The words themselves are data, one file a language.
enum CueGroup: String, CaseIterable, Sendable {
    case stop, greeting, thanks, apology, contact, commitment, future, outcome, failure, escalation
    case alreadyGiven = "already_given"
    case givenThing = "given_thing"
    case recap, correction, question, conditional, settled, pleasantry
    case month, weekday
    case dayPart = "day_part"
    case clock
    case relativeDay = "relative_day"
    case numberWord = "number_word"
    case ordinalSuffix = "ordinal_suffix"
    case currency, unit, choice
    case slotCue = "slot_cue"
    case nameJoiner = "name_joiner"
    case notName = "not_name"
    case street, instruction, received, ownership, claim, negation, delay, affirm
    case interrogative, ahead, person, past, introduction, fulfilled, conjunction, anaphor
    case inquiry, request, provide, courtesy, deed, done, handed, office, opener, subordinate, speaking,
        satisfied, deadline, imperative
    case asksTime = "asks_time"
    case asksAmount = "asks_amount"
    case plainFuture = "plain_future"

    var bit: CueSet {
        switch self {
        case .stop: .stop
        case .greeting: .greeting
        case .thanks: .thanks
        case .apology: .apology
        case .contact: .contact
        case .commitment: .commitment
        case .future: .future
        case .outcome: .outcome
        case .failure: .failure
        case .escalation: .escalation
        case .alreadyGiven: .alreadyGiven
        case .givenThing: .givenThing
        case .recap: .recap
        case .correction: .correction
        case .question: .question
        case .conditional: .conditional
        case .settled: .settled
        case .pleasantry: .pleasantry
        case .month: .month
        case .weekday: .weekday
        case .dayPart: .dayPart
        case .clock: .clock
        case .relativeDay: .relativeDay
        case .numberWord: .numberWord
        case .ordinalSuffix: .ordinalSuffix
        case .currency: .currency
        case .unit: .unit
        case .choice: .choice
        case .slotCue: .slotCue
        case .nameJoiner: .nameJoiner
        case .notName: .notName
        case .street: .street
        case .instruction: .instruction
        case .received: .received
        case .ownership: .ownership
        case .claim: .claim
        case .negation: .negation
        case .delay: .delay
        case .affirm: .affirm
        case .interrogative: .interrogative
        case .ahead: .ahead
        case .person: .person
        case .past: .past
        case .introduction: .introduction
        case .fulfilled: .fulfilled
        case .conjunction: .conjunction
        case .anaphor: .anaphor
        case .inquiry: .inquiry
        case .request: .request
        case .provide: .provide
        case .courtesy: .courtesy
        case .plainFuture: .plainFuture
        case .deed: .deed
        case .done: .done
        case .handed: .handed
        case .office: .office
        case .opener: .opener
        case .subordinate: .subordinate
        case .speaking: .speaking
        case .deadline: .deadline
        case .imperative: .imperative
        case .satisfied: .satisfied
        case .asksAmount: .asksAmount
        case .asksTime: .asksTime
        }
    }
}

/// The signals that a word, a sentence or a span carries.
struct CueSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    static var stop: CueSet { CueSet(rawValue: 1 << 0) }
    static var greeting: CueSet { CueSet(rawValue: 1 << 1) }
    static var thanks: CueSet { CueSet(rawValue: 1 << 2) }
    static var apology: CueSet { CueSet(rawValue: 1 << 3) }
    static var contact: CueSet { CueSet(rawValue: 1 << 4) }
    static var commitment: CueSet { CueSet(rawValue: 1 << 5) }
    static var future: CueSet { CueSet(rawValue: 1 << 6) }
    static var outcome: CueSet { CueSet(rawValue: 1 << 7) }
    static var failure: CueSet { CueSet(rawValue: 1 << 8) }
    static var escalation: CueSet { CueSet(rawValue: 1 << 9) }
    static var alreadyGiven: CueSet { CueSet(rawValue: 1 << 10) }
    static var givenThing: CueSet { CueSet(rawValue: 1 << 11) }
    static var recap: CueSet { CueSet(rawValue: 1 << 12) }
    static var correction: CueSet { CueSet(rawValue: 1 << 13) }
    static var question: CueSet { CueSet(rawValue: 1 << 14) }
    static var conditional: CueSet { CueSet(rawValue: 1 << 15) }
    static var settled: CueSet { CueSet(rawValue: 1 << 16) }
    static var pleasantry: CueSet { CueSet(rawValue: 1 << 17) }
    static var month: CueSet { CueSet(rawValue: 1 << 18) }
    static var weekday: CueSet { CueSet(rawValue: 1 << 19) }
    static var dayPart: CueSet { CueSet(rawValue: 1 << 20) }
    static var clock: CueSet { CueSet(rawValue: 1 << 21) }
    static var relativeDay: CueSet { CueSet(rawValue: 1 << 22) }
    static var numberWord: CueSet { CueSet(rawValue: 1 << 23) }
    static var ordinalSuffix: CueSet { CueSet(rawValue: 1 << 24) }
    static var currency: CueSet { CueSet(rawValue: 1 << 25) }
    static var unit: CueSet { CueSet(rawValue: 1 << 26) }
    static var choice: CueSet { CueSet(rawValue: 1 << 27) }
    static var slotCue: CueSet { CueSet(rawValue: 1 << 28) }
    static var nameJoiner: CueSet { CueSet(rawValue: 1 << 29) }
    static var notName: CueSet { CueSet(rawValue: 1 << 30) }
    static var street: CueSet { CueSet(rawValue: 1 << 31) }
    static var instruction: CueSet { CueSet(rawValue: 1 << 32) }
    static var received: CueSet { CueSet(rawValue: 1 << 33) }
    static var ownership: CueSet { CueSet(rawValue: 1 << 34) }
    static var claim: CueSet { CueSet(rawValue: 1 << 35) }
    static var negation: CueSet { CueSet(rawValue: 1 << 36) }
    static var delay: CueSet { CueSet(rawValue: 1 << 37) }
    static var affirm: CueSet { CueSet(rawValue: 1 << 38) }
    static var interrogative: CueSet { CueSet(rawValue: 1 << 39) }
    static var ahead: CueSet { CueSet(rawValue: 1 << 40) }
    static var person: CueSet { CueSet(rawValue: 1 << 41) }
    static var past: CueSet { CueSet(rawValue: 1 << 42) }
    static var introduction: CueSet { CueSet(rawValue: 1 << 43) }
    static var fulfilled: CueSet { CueSet(rawValue: 1 << 44) }
    static var conjunction: CueSet { CueSet(rawValue: 1 << 45) }
    static var anaphor: CueSet { CueSet(rawValue: 1 << 46) }
    static var inquiry: CueSet { CueSet(rawValue: 1 << 47) }
    static var request: CueSet { CueSet(rawValue: 1 << 48) }
    static var provide: CueSet { CueSet(rawValue: 1 << 49) }
    static var courtesy: CueSet { CueSet(rawValue: 1 << 50) }
    static var plainFuture: CueSet { CueSet(rawValue: 1 << 51) }
    static var deed: CueSet { CueSet(rawValue: 1 << 52) }
    static var done: CueSet { CueSet(rawValue: 1 << 53) }
    static var handed: CueSet { CueSet(rawValue: 1 << 54) }
    static var office: CueSet { CueSet(rawValue: 1 << 55) }
    static var opener: CueSet { CueSet(rawValue: 1 << 56) }
    static var subordinate: CueSet { CueSet(rawValue: 1 << 57) }
    static var speaking: CueSet { CueSet(rawValue: 1 << 58) }
    static var satisfied: CueSet { CueSet(rawValue: 1 << 61) }
    static var deadline: CueSet { CueSet(rawValue: 1 << 62) }
    static var imperative: CueSet { CueSet(rawValue: 1 << 63) }
    static var asksAmount: CueSet { CueSet(rawValue: 1 << 60) }
    static var asksTime: CueSet { CueSet(rawValue: 1 << 59) }
}
