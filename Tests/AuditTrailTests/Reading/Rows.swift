import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

/// Invented leaves with their openings.
enum Rows {
    static let digester = SodiumDigester()

    static func row(
        _ type: LeafType = .disclosure, index: Int = 0, at: String = "2026-03-01T09:00:00.000Z",
        organisation: OrganisationID = "northwind", role: RoleID = "vendor_agent",
        purpose: PurposeID = "arrange_delivery", members: [String: JSONValue] = [:], isOpened: Bool = true,
        seed: UInt64 = 5
    ) throws -> LeafRow {
        var generator = SeededGenerator(seed: seed &+ UInt64(index))
        let entry = LeafCatalogue.entry(of: type)
        let draft = try LeafDraft(
            type: type,
            caller: LeafCaller(
                tenant: "default", organisation: organisation, subject: "vendor-1", client: "desk",
                role: role),
            purpose: purpose, policy: "support@1", body: entry.body == .required ? [0x7B, 0x7D] : nil,
            publicMembers: Dictionary(uniqueKeysWithValues: entry.publicMembers.map { ($0, "0.1.0") }),
            committed: members, seed: generator.bytes(32))
        let stamp = LeafStamp(
            id: ULID(at: try #require(Timestamp(rfc3339: at)), entropy: generator.bytes(10)),
            caller: ULID(at: Timestamp(milliseconds: 1), entropy: generator.bytes(10)),
            number: Int64(index + 1))
        let encoded = try draft.encoded(with: stamp, digester: digester)
        return LeafRow(
            log: "gateway.example/audit/default/2026", index: index, leaf: try Leaf(bytes: encoded.bytes),
            openings: isOpened ? .opened(encoded.openings, bodyKey: encoded.bodyKey) : .closed)
    }

    static let answer: [String: JSONValue] = [
        "shown": [["class": "order.id", "rule": "show-orders", "treatment": "show"]],
        "withheld": [["class": "contact.email", "rule": "vendor-contacts", "count": "one"]],
        "flags": [["category": "legal", "conversation": "tickets:1", "rule": "solicitor", "severity": 3]],
        "sources": [
            ["source": "tickets", "state": "complete"], ["source": "crm", "state": "unavailable:down"],
        ],
        "subject": "01J0000000000000000000000A", "conversation": "tickets:1",
    ]
}
