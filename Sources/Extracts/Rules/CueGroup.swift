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
    case street

    var bit: CueSet { CueSet(rawValue: 1 << UInt64(CueGroup.allCases.firstIndex(of: self) ?? 63)) }
}

/// The signals that a word, a sentence or a span carries.
struct CueSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    static let stop = CueGroup.stop.bit
    static let greeting = CueGroup.greeting.bit
    static let thanks = CueGroup.thanks.bit
    static let apology = CueGroup.apology.bit
    static let contact = CueGroup.contact.bit
    static let commitment = CueGroup.commitment.bit
    static let future = CueGroup.future.bit
    static let outcome = CueGroup.outcome.bit
    static let failure = CueGroup.failure.bit
    static let escalation = CueGroup.escalation.bit
    static let alreadyGiven = CueGroup.alreadyGiven.bit
    static let givenThing = CueGroup.givenThing.bit
    static let recap = CueGroup.recap.bit
    static let correction = CueGroup.correction.bit
    static let question = CueGroup.question.bit
    static let conditional = CueGroup.conditional.bit
    static let settled = CueGroup.settled.bit
    static let pleasantry = CueGroup.pleasantry.bit
    static let month = CueGroup.month.bit
    static let weekday = CueGroup.weekday.bit
    static let dayPart = CueGroup.dayPart.bit
    static let clock = CueGroup.clock.bit
    static let relativeDay = CueGroup.relativeDay.bit
    static let numberWord = CueGroup.numberWord.bit
    static let ordinalSuffix = CueGroup.ordinalSuffix.bit
    static let currency = CueGroup.currency.bit
    static let unit = CueGroup.unit.bit
    static let choice = CueGroup.choice.bit
    static let slotCue = CueGroup.slotCue.bit
    static let nameJoiner = CueGroup.nameJoiner.bit
    static let notName = CueGroup.notName.bit
    static let street = CueGroup.street.bit
}
