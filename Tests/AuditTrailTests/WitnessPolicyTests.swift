import AuditTrail
import Conversations
import GatewayTestSupport
import Testing

@Suite("An auditor's policy of witnesses")
struct WitnessPolicyTests {
    private let fixture: WitnessFixture

    init() throws { fixture = try WitnessFixture() }

    private func policy(_ text: String) throws -> WitnessPolicy {
        try WitnessPolicy(parsing: Array(text.utf8), digester: fixture.digester)
    }

    private func key(_ number: UInt8) throws -> String { try fixture.witness(number).key.description }

    /// The two levels of groups that C2SP tlog-policy shows.
    private func twoLevels() throws -> String {
        var lines = [
            "# our auditors", "log \(fixture.logKey) https://gateway.example/audit/log/default/2026", "",
        ]
        for number in UInt8(1)...3 { lines.append("witness X\(number) \(try key(number))") }
        lines.append("group X-witnesses 2 X1 X2 X3")
        for number in UInt8(4)...6 {
            lines.append("\twitness  Y\(number) \(try key(number)) https://w\(number).example/prefix  ")
        }
        lines += [
            "group Y-witnesses any Y4 Y5 Y6", "group X-and-Y all X-witnesses Y-witnesses", "quorum X-and-Y",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    @Test("the example of the format is read: logs, witnesses, URLs, nested groups, quorum")
    func example() throws {
        let policy = try policy(try twoLevels())
        #expect(policy.logs.map(\.key) == [fixture.logKey])
        #expect(policy.witnesses.map(\.name.description) == ["X1", "X2", "X3", "Y4", "Y5", "Y6"])
        #expect(policy.witnesses[3].url == "https://w4.example/prefix" && policy.witnesses[0].url == nil)
        #expect(policy.groups.map(\.threshold) == [2, 1, 2])
        #expect(policy.quorum?.description == "X-and-Y")
        #expect(policy.accepts(log: fixture.logKey))
        #expect(!policy.accepts(log: try WitnessFixture(seed: 9).logKey))
    }

    @Test("the quorum is met by exactly the sets that the groups say, over all 64 sets")
    func quorum() throws {
        let policy = try policy(try twoLevels())
        for set in 0..<64 {
            let names = policy.witnesses.enumerated().filter { set >> $0.offset & 1 == 1 }.map(\.element.name)
            let isMet = (set & 0b111).nonzeroBitCount >= 2 && set >> 3 != 0
            #expect(policy.isMet(by: Set(names)) == isMet, "set \(set)")
        }
    }

    @Test("quorum none is met by nobody, a single witness may be the quorum, no log accepts any log")
    func small() throws {
        let none = try policy("quorum none\n")
        #expect(none.isMet(by: []) && none.accepts(log: fixture.logKey))
        let single = try policy("witness w \(try key(1))\nquorum w")
        #expect(!single.isMet(by: []) && single.isMet(by: [single.witnesses[0].name]))
    }

    @Test(
        "cosignatures of a note are found with their times; strangers do not count, a forged one refuses the note"
    )
    func finding() throws {
        let policy = try policy("witness a \(try key(1))\nwitness b \(try key(2))\ngroup g 2 a b\nquorum g\n")
        var note = try fixture.cosigned(try fixture.note(7), by: try fixture.witness(1), at: 100)
        note = try fixture.cosigned(note, by: try fixture.witness(3), at: 999)
        let half = try policy.finding(in: note, with: fixture.verifier)
        #expect(!half.isQuorumMet && half.witnessed.map(\.name.description) == ["a"])
        #expect(half.missing.map(\.description) == ["b"])
        note = try fixture.cosigned(note, by: try fixture.witness(2), at: 200)
        let whole = try policy.finding(in: note, with: fixture.verifier)
        #expect(whole.isQuorumMet && whole.oldestTime == Timestamp(milliseconds: 100_000))
        #expect(whole.newestTime == Timestamp(milliseconds: 200_000))
        let b = try fixture.witness(2).key
        let forged = note.adding([
            SignedNote.Signature(name: b.name, keyID: b.id, bytes: [UInt8](repeating: 7, count: 72))
        ])
        #expect(throws: NoteFault.badSignature(name: b.name)) {
            try policy.finding(in: forged, with: fixture.verifier)
        }
    }

    @Test("whatever the format does not allow is refused with its line")
    func faults() throws {
        let (one, two, log) = (try key(1), try key(2), fixture.logKey.description)
        let sameKey = WitnessKey(
            name: "again", publicKey: try fixture.witness(1).key.publicKey, digester: fixture.digester)
        let asLog = WitnessKey(name: "l", publicKey: fixture.logKey.publicKey, digester: fixture.digester)
        let rows: [(text: String, line: Int, part: String)] = [
            ("", 1, "quorum line, found none"),
            ("witness a \(one)\n", 2, "quorum line, found none"),
            ("quorum none\nquorum none\n", 2, "found a second"),
            ("quorum a\n", 1, "found \"a\""),
            ("quorum\n", 1, "found 0 words"),
            ("wittness a \(one)\nquorum none\n", 1, "found \"wittness\""),
            ("witness a\nquorum a\n", 1, "found 1 words"),
            ("witness a \(log)\nquorum a\n", 1, "type 0x04"),
            ("log \(one)\nquorum none\n", 1, "type 0x01"),
            ("log \(log)\nlog \(log)\nquorum none\n", 2, "key of its own"),
            ("log \(log)\nwitness a \(asLog?.description ?? "")\nquorum a\n", 2, "key of its own"),
            ("witness a \(one)\nwitness b \(sameKey?.description ?? "")\nquorum a\n", 2, "key of its own"),
            ("witness a \(one)\nwitness a \(two)\nquorum a\n", 2, "fresh name"),
            ("witness none \(one)\nquorum none\n", 1, "another name"),
            ("witness a \(one)\ngroup g 0 a\nquorum g\n", 2, "1 to 1"),
            ("witness a \(one)\ngroup g 2 a\nquorum g\n", 2, "1 to 1"),
            ("witness a \(one)\ngroup g 01 a\nquorum g\n", 2, "found \"01\""),
            ("witness a \(one)\ngroup g any\nquorum g\n", 2, "found 2 words"),
            ("witness a \(one)\ngroup g all a b\nquorum g\n", 2, "found \"b\""),
            ("witness a \(one)\ngroup g all a a\nquorum g\n", 2, "found it again"),
            ("witness a \(one)\ngroup g all a\ngroup h all a\nquorum g\n", 3, "found it again"),
            ("witness a \(one)\ngroup g all none\nquorum g\n", 2, "found \"none\""),
            ("group g all g\nquorum g\n", 1, "found \"g\""),
            ("quorum none\r\n", 1, "control character"),
        ]
        for row in rows {
            do {
                _ = try policy(row.text)
                Issue.record("accepted: \(row.text)")
            } catch let fault as WitnessPolicyFault {
                #expect(fault.line == row.line && fault.message.contains(row.part), "\(row.text): \(fault)")
            }
        }
    }

    @Test("names are octets: two spellings of one accented letter are two names")
    func octets() throws {
        let text =
            "witness \u{E9} \(try key(1))\nwitness e\u{301} \(try key(2))\ngroup g all \u{E9} e\u{301}\nquorum g\n"
        #expect(try policy(text).witnesses.count == 2)
        var bytes = Array("witness x \(try key(1))\nquorum x\n".utf8)
        for (index, byte) in bytes.enumerated()
        where byte == UInt8(ascii: "x") && (index == 8 || index == bytes.count - 2) {
            bytes[index] = 0xFF
        }
        #expect(try WitnessPolicy(parsing: bytes, digester: fixture.digester).quorum?.bytes == [0xFF])
    }

    @Test("no text makes reading crash")
    func noise() throws {
        var generator = SeededGenerator(seed: 5)
        let words = [
            "log", "witness", "group", "quorum", "none", "any", "all", "a", "b", "#", " ", "\n", "1",
            try key(1),
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }.joined(separator: Bool.random(using: &generator) ? " " : "\n")
            _ = try? policy(text)
        }
    }
}
