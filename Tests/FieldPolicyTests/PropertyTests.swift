import Conversations
import FieldPolicy
import GatewayTestSupport
import RuleFiles
import Testing

@Suite struct PropertyTests {
    private func source(_ files: [(path: String, text: String)]) throws -> PolicySource {
        let read = try files.map { try RuleFile(path: $0.path, bytes: Array($0.text.utf8)) }
        return try PolicyReader.read(RuleFolder(files: read))
    }

    private func question(_ parts: PolicyQuestionParts, actor: RoleID? = nil) -> PolicyQuestion {
        PolicyQuestion(
            role: parts.role, actorRole: actor, purpose: parts.purpose, region: parts.region,
            consents: parts.consents, elevation: parts.elevation)
    }

    @Test(
        "the table and the slow reading of the rules agree on every cell",
        arguments: 1...12 as ClosedRange<UInt64>)
    func agreement(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let invented = InventedPolicy(using: &generator)
        let source = try source(invented.files(order: invented.rules, cut: 1))
        let policy = CompiledPolicy(unchecked: source)
        let reference = PolicyReference(source)
        for parts in InventedPolicy.questions {
            guard let view = try? policy.view(question(parts)) else {
                #expect(parts.role == "c" && parts.purpose == "q")
                continue
            }
            for fieldClass in InventedPolicy.classes {
                let slow = reference.decision(question(parts), fieldClass)
                #expect(view.decision(for: fieldClass) == slow, "\(parts), \(fieldClass), \(invented.rules)")
            }
        }
    }

    @Test(
        "a view on somebody's behalf never shows more than either role",
        arguments: 21...26 as ClosedRange<UInt64>)
    func onBehalf(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let invented = InventedPolicy(using: &generator)
        let source = try source(invented.files(order: invented.rules, cut: 0))
        let policy = CompiledPolicy(unchecked: source)
        for parts in InventedPolicy.questions where parts.purpose == "p" {
            let own = try policy.view(question(parts))
            for actor in InventedPolicy.roles {
                let acting = PolicyQuestionParts(
                    actor, parts.purpose, parts.region, parts.consents, parts.elevation)
                let other = try policy.view(question(acting))
                let joined = try policy.view(question(parts, actor: actor))
                for fieldClass in InventedPolicy.classes {
                    let treatment = joined.decision(for: fieldClass).treatment
                    for view in [own, other] {
                        let bound = view.decision(for: fieldClass).treatment
                        #expect(treatment.joined(with: bound).treatment == treatment)
                    }
                }
            }
        }
    }

    @Test(
        "neither the order of rules nor the cut into files changes a byte",
        arguments: 31...36 as ClosedRange<UInt64>)
    func sameBytes(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let invented = InventedPolicy(using: &generator)
        let first = CompiledPolicy(unchecked: try source(invented.files(order: invented.rules, cut: 1)))
        for _ in 0..<4 {
            let order = invented.rules.shuffled(using: &generator)
            let cut = Int.random(in: 0...order.count, using: &generator)
            let files = invented.files(order: order, cut: cut).shuffled(using: &generator)
            #expect(CompiledPolicy(unchecked: try source(files)).tableBytes == first.tableBytes)
        }
    }

    @Test(
        "whatever the rules say, a security code is withheld and a ceiling holds",
        arguments: 41...46 as ClosedRange<UInt64>)
    func ceilings(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let invented = InventedPolicy(using: &generator)
        let policy = CompiledPolicy(unchecked: try source(invented.files(order: invented.rules, cut: 2)))
        for parts in InventedPolicy.questions {
            guard let view = try? policy.view(question(parts)) else { continue }
            #expect(view.decision(for: "payment.cvv").treatment == .withhold)
            let bounded = view.decision(for: "x.one").treatment
            #expect(bounded.joined(with: .mask(.lastFour)).treatment == bounded)
            #expect(view.decision(for: "z.unknown") == .byDefault)
        }
    }

    @Test("a change of one treatment changes the bytes") func differentBytes() throws {
        let before = try SmallPolicy().compiled()
        let after = try SmallPolicy().replacing(
            "contact.email: show", by: "contact.email: {mask: local_part}", in: "policy/rules.yaml"
        ).compiled()
        #expect(before.tableBytes != after.tableBytes)
        #expect(try SmallPolicy().compiled().tableBytes == before.tableBytes)
    }
}
