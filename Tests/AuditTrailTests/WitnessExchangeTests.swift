import AuditTrail
import Conversations
import Sodium
import Testing

@Suite("A gateway's dealings with one witness")
struct WitnessExchangeTests {
    private let fixture: WitnessFixture
    private let witness: (key: WitnessKey, signer: SigningKey)

    init() throws {
        fixture = try WitnessFixture()
        witness = try fixture.witness(1)
    }

    private func take(
        _ reply: WitnessReply, size: Int, _ exchange: inout WitnessExchange
    ) throws -> WitnessOutcome {
        exchange.take(
            reply, to: try fixture.note(size), try fixture.checkpoint(size), with: fixture.verifier)
    }

    private func line(_ size: Int, by number: UInt8 = 1) throws -> [UInt8] {
        let note = try fixture.cosigned(try fixture.note(size), by: try fixture.witness(number), at: 50)
        return Array((note.signatures.last?.text ?? "").utf8)
    }

    @Test(
        "a conflict's size is where the next proof starts, and a verified cosignature where the next round does"
    )
    func follow() throws {
        var exchange = WitnessExchange(key: witness.key)
        #expect(try take(.conflict(size: 4), size: 9, &exchange) == .askAgain(oldSize: 4))
        #expect(exchange.oldSize(for: try fixture.checkpoint(9)) == 4)
        guard case .cosigned(let cosignature) = try take(.cosigned(try line(9)), size: 9, &exchange) else {
            Issue.record("not cosigned")
            return
        }
        #expect(cosignature.seconds == 50 && exchange.lastSize == 9)
    }

    @Test("an answer without this witness's verifying line is no cosignature")
    func forged() throws {
        let moved = try line(8)
        let rows: [[UInt8]] = [
            [], Array("hello\n".utf8), moved, try line(9, by: 2), Array("\n".utf8) + (try line(9)),
            Array((try line(9)).dropLast()), Array("x\n\n".utf8) + (try line(9)),
        ]
        for body in rows {
            var exchange = WitnessExchange(key: witness.key)
            guard case .failed = try take(.cosigned(body), size: 9, &exchange) else {
                Issue.record("believed \(String(decoding: body, as: UTF8.self))")
                continue
            }
            #expect(exchange.lastSize == 0)
        }
    }

    @Test("a size above ours, and a proof that the witness cannot follow, raise the alarm")
    func contradiction() throws {
        var exchange = WitnessExchange(key: witness.key)
        #expect(
            try take(.conflict(size: 12), size: 9, &exchange) == .contradicted(.ahead(witness: 12, own: 9)))
        #expect(try take(.refused(status: 422), size: 9, &exchange) == .contradicted(.otherTree(size: 9)))
        #expect(try take(.refused(status: 409), size: 9, &exchange) == .contradicted(.otherTree(size: 9)))
    }

    @Test("absent, busy and unknowing witnesses fail without an alarm and are asked again later")
    func failures() throws {
        for reply in [
            WitnessReply.unreachable("x"), .refused(status: 404), .refused(status: 403),
            .refused(status: 503),
        ] {
            var exchange = WitnessExchange(key: witness.key, lastSize: 3)
            guard case .failed = try take(reply, size: 9, &exchange) else {
                Issue.record("\(reply)")
                continue
            }
            #expect(exchange.lastSize == 3)
        }
    }

    @Test("a witness that names another size each time is given up after a few tries")
    func restless() throws {
        var exchange = WitnessExchange(key: witness.key)
        var outcomes: [WitnessOutcome] = []
        for size in 1...8 { outcomes.append(try take(.conflict(size: size), size: 9, &exchange)) }
        #expect(outcomes.contains(.failed("the witness does not settle on one size")))
        var stuck = WitnessExchange(key: witness.key, lastSize: 3)
        #expect(
            try take(.conflict(size: 3), size: 9, &stuck)
                == .failed("the witness does not settle on one size"))
    }

    @Test("a reply names a size only in the type and form of the protocol")
    func replies() {
        func reply(_ body: String, type: String? = "text/x.tlog.size", status: Int = 409) -> WitnessReply {
            WitnessReply(status: status, contentType: type, body: Array(body.utf8))
        }
        #expect(reply("50\n") == .conflict(size: 50) && reply("0\n") == .conflict(size: 0))
        for body in ["", "50", "050\n", "-1\n", "+5\n", "50\n\n", "5 0\n", "50\r\n", "\u{661}\n"] {
            #expect(reply(body) == .refused(status: 409), "\(body)")
        }
        #expect(reply("50\n", type: "text/plain") == .refused(status: 409))
        #expect(reply("x", status: 200) == .cosigned(Array("x".utf8)))
        #expect(reply("", status: 302) == .refused(status: 302))
    }

    @Test("a round gathers cosignatures of exactly one size until the policy asks for no more")
    func round() throws {
        let text =
            "witness a \(try fixture.witness(1).key)\nwitness b \(try fixture.witness(2).key)\n"
            + "group g all a b\nquorum g\n"
        let policy = try WitnessPolicy(parsing: Array(text.utf8), digester: fixture.digester)
        var round = try #require(WitnessRound(note: try fixture.note(6), policy: policy))
        let plain = try fixture.note(6)
        #expect(!round.isMet && round.cosigned == plain)
        for number in UInt8(1)...2 {
            let note = try fixture.cosigned(try fixture.note(6), by: try fixture.witness(number), at: 5)
            let cosignature = try #require(note.signatures.last.flatMap { Cosignature($0) })
            round.add(cosignature, of: policy.witnesses[Int(number) - 1].name)
        }
        #expect(round.isMet && round.cosigned.signatures.count == 3)
        #expect(try policy.finding(in: round.cosigned, with: fixture.verifier).isQuorumMet)
        let again = try #require(WitnessRound(kept: round.cosigned, policy: policy, with: fixture.verifier))
        #expect(again == round)
    }
}
