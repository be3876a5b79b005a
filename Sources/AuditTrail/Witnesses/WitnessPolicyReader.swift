import Conversations

/// One pass over a policy file, line by line.
struct WitnessPolicyReader {
    /// What the quorum line says; the name is `nil` for `none`.
    struct Quorum {
        let name: WitnessPolicy.Name?
    }

    var logs: [WitnessPolicy.Log] = []
    var witnesses: [WitnessPolicy.Witness] = []
    var groups: [WitnessPolicy.Group] = []
    var quorum: Quorum?
    var lineCount = 0
    private var names: Set<WitnessPolicy.Name> = []
    private var members: Set<WitnessPolicy.Name> = []

    mutating func read(_ bytes: [UInt8], digester: some Digester) throws(WitnessPolicyFault) {
        guard bytes.count <= WitnessPolicy.bytesMax else {
            throw fault("expected at most \(WitnessPolicy.bytesMax) bytes, found \(bytes.count)")
        }
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            lineCount += 1
            guard line.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                throw fault("expected no control character but tab, found one")
            }
            let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map(Array.init)
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            try read(keyword: text(first), Array(words.dropFirst()), digester: digester)
        }
    }

    private mutating func read(
        keyword: String, _ words: [[UInt8]], digester: some Digester
    ) throws(WitnessPolicyFault) {
        switch keyword {
        case "log": try readLog(words, digester: digester)
        case "witness": try readWitness(words, digester: digester)
        case "group": try readGroup(words)
        case "quorum": try readQuorum(words)
        default: throw fault("expected log, witness, group or quorum, found \"\(keyword)\"")
        }
    }

    private mutating func readLog(
        _ words: [[UInt8]], digester: some Digester
    ) throws(WitnessPolicyFault) {
        guard (1...2).contains(words.count) else {
            throw fault("expected `log <vkey> [<url>]`, found \(words.count) words after log")
        }
        guard let key = VerifierKey(text(words[0]), digester: digester) else {
            throw fault("expected a log's verifier key name+id+key (type 0x01), found \"\(text(words[0]))\"")
        }
        try demandFresh(key.publicKey)
        try demandRoom(logs.count, "logs")
        logs.append(WitnessPolicy.Log(key: key, url: words.dropFirst().first.map(text)))
    }

    private mutating func readWitness(
        _ words: [[UInt8]], digester: some Digester
    ) throws(WitnessPolicyFault) {
        guard (2...3).contains(words.count) else {
            throw fault("expected `witness <name> <vkey> [<url>]`, found \(words.count) words after witness")
        }
        guard let key = WitnessKey(text(words[1]), digester: digester) else {
            throw fault(
                "expected a witness's verifier key name+id+key (type 0x04), found \"\(text(words[1]))\"")
        }
        try demandFresh(key.publicKey)
        try demandRoom(witnesses.count, "witnesses")
        let name = try define(words[0])
        witnesses.append(
            WitnessPolicy.Witness(name: name, key: key, url: words.dropFirst(2).first.map(text)))
    }

    private mutating func readGroup(_ words: [[UInt8]]) throws(WitnessPolicyFault) {
        guard words.count >= 3 else {
            throw fault("expected `group <name> <k>|any|all <name>…`, found \(words.count) words after group")
        }
        var list: [WitnessPolicy.Name] = []
        for word in words.dropFirst(2) {
            let member = WitnessPolicy.Name(bytes: word)
            guard names.contains(member) else {
                throw fault("expected members defined further up, found \"\(member)\"")
            }
            guard members.insert(member).inserted else {
                throw fault("expected \"\(member)\" to be a member once in the whole file, found it again")
            }
            list.append(member)
        }
        let threshold = try threshold(text(words[1]), of: list.count)
        try demandRoom(groups.count, "groups")
        let name = try define(words[0])
        groups.append(WitnessPolicy.Group(name: name, threshold: threshold, members: list))
    }

    private mutating func readQuorum(_ words: [[UInt8]]) throws(WitnessPolicyFault) {
        guard words.count == 1 else {
            throw fault("expected `quorum <name>|none`, found \(words.count) words after quorum")
        }
        guard quorum == nil else { throw fault("expected one quorum line, found a second") }
        let name = WitnessPolicy.Name(bytes: words[0])
        guard text(words[0]) != "none" else {
            quorum = Quorum(name: nil)
            return
        }
        guard names.contains(name) else {
            throw fault("expected a quorum defined further up, found \"\(name)\"")
        }
        quorum = Quorum(name: name)
    }

    private mutating func define(_ word: [UInt8]) throws(WitnessPolicyFault) -> WitnessPolicy.Name {
        let name = WitnessPolicy.Name(bytes: word)
        guard word != Array("none".utf8) else { throw fault("expected another name than \"none\"") }
        guard names.insert(name).inserted else {
            throw fault("expected a fresh name, found \"\(name)\" again")
        }
        return name
    }

    /// A key stands for one log or one witness only.
    private func demandFresh(_ publicKey: [UInt8]) throws(WitnessPolicyFault) {
        let known = logs.map(\.key.publicKey) + witnesses.map(\.key.publicKey)
        guard !known.contains(publicKey) else {
            throw fault("expected a key of its own, found the public key of a log or witness further up")
        }
    }

    private func demandRoom(_ count: Int, _ what: String) throws(WitnessPolicyFault) {
        guard count < WitnessPolicy.countMax else {
            throw fault("expected at most \(WitnessPolicy.countMax) \(what), found more")
        }
    }

    private func threshold(_ word: String, of count: Int) throws(WitnessPolicyFault) -> Int {
        switch word {
        case "any": return 1
        case "all": return count
        default:
            guard let number = Int(word), word == "\(number)", (1...count).contains(number) else {
                throw fault("expected any, all or a number from 1 to \(count), found \"\(word)\"")
            }
            return number
        }
    }

    private func fault(_ message: String) -> WitnessPolicyFault {
        WitnessPolicyFault(line: max(1, lineCount), message: message)
    }

    private func text(_ word: [UInt8]) -> String { String(decoding: word, as: UTF8.self) }
}
