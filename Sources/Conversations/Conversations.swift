// The vocabulary of the gateway, as values. Read this list first:
//
// - `Words/`    names, times, field classes, treatments, treated text, flags
// - `History/`  what sources hold: persons, conversations, interactions, the timeline, its coverage; who asks
// - `JSON/`     documents in and out, and the one canonical form that leaves and bodies are written in
// - `Digester.swift`  what the core needs from outside: hashes, pseudonyms, phone numbers, a clock
