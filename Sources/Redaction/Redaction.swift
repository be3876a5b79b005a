// Least privilege in text and fields: the same decision for a value wherever it stands. Read this list first:
//
// - `Redactor.swift`            the way of one conversation: find, cluster, treat, rebuild, scan again
// - `ValueFinder.swift`        what searches, before and after
// - `Redactor+Fields.swift`     the same for a structured field
// - `RedactedConversation.swift`  what goes in and comes out
// - `Spans/`                    clusters of overlapping findings, the rebuild, what is left to see, the map back to the original
// - `Treatments/`               what each treatment leaves of a value, and the escape of imitated placeholders
