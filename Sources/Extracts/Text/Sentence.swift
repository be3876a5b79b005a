/// A sentence, list item or line of a message.
struct Sentence {
    /// Which part of a message a sentence belongs to.
    enum Origin: UInt8 {
        /// Written by the message's author.
        case own
        /// Older text carried along.
        case quoted
        /// A signature or a machine's menu.
        case furniture
    }

    /// Which message of the history it stands in.
    var message = 0
    /// Words of the message, half open; never empty.
    let words: Range<Int>
    /// UTF-8 bytes of the message, half open.
    let bytes: Range<Int>
    /// Its place among the sentences of its message, and how many there are.
    var place = 0
    var siblings = 1
    var origin = Origin.own
    /// Whether it stands, quoted or not, below the headers of a mail with which its message begins.
    var isUnderHeader = false
    var cues: CueSet = []
    /// The kinds of deeds of which it speaks.
    var deeds: DeedSet = []
    var asks = false
    /// Whether it asks in the form of a statement: "I'd like to know whether …".
    var inquires = false
    /// Whether it wants something done or given: "please send me …", "I need …".
    var requests = false
    /// Whether it wants its reader to give or say something: "please confirm your address".
    var callsForReply = false
    /// Whether it says that something was done or failed, not that it may be or will be.
    var reportsOutcome = false
    /// Whether it tells of a deed in words too common to choose lines by: "just sent it", "here is …".
    var tellsDeed = false
    /// Whether it says that the case was handed to another desk.
    var handsUp = false
    /// Whether it only shows concern or asks for patience.
    var isCourtesy = false
    /// Whether it speaks of what is yet to be done.
    var undertakes = false
    /// Whether it ends in what is yet to be done.
    var endsInPromise = false
    /// Where its words begin after "Dear Ms Amadi,": whom it is for says nothing of what it is about.
    var subjectStart = 0
    /// Whether it is an item of a numbered list.
    var isListed = false
    /// Whether its author says who they are.
    var introduces = false
    /// Whether it asks what, when or why rather than whether.
    var asksForMore = false
    /// Whether it holds no value and no word that says what it is about: "You're right.", "Did that."
    var saysLittle = false
    /// Equal for sentences of the same words, whatever their case.
    var saying: UInt64 = 0

    var cost: Int { words.count }
}
