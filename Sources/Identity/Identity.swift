// Decides which rows of different stores are one person. Read these first:
//
// - `IdentityRules.swift`       the rules as data: which keys may join, what may not, the caps
// - `IdentityRules+Decide.swift`  one candidate against one cluster: join, suggest, veto or never, with the
//   rule's name
// - `CustomerResolution.swift`  from what a caller named to a cluster: a state machine that says what to look
//   up next
//
// WHY: a wrong join shows one person's history to somebody who asked for another; a missed one is only a gap.
// So joins need a verified identifier on both sides or a declared external id, and everything else is at most
// "possible".
