// The cases that a person must see: legal, billing, safety, emotional, or whatever a rule folder names.
//
// Read `FlagDetector` first. A message is folded and cut into words (`Text/`), one automaton finds every phrase that any
// rule names (`Matching/PhraseTable`), and the patterns whose phrases occur are tried (`Matching/PatternMatcher`). The
// rules themselves, their words, severities and reasons, are files (`Rules/`, `redaction-rules/review/`). What looks like
// a hit and is none (an idiom, a denial, a quotation) is kept in `Assessment/suppressed`, never dropped in silence.
