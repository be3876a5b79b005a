import AuditTrail
import Conversations

/// One read of the audit log as somebody outside compliance is told of it: who, when, what kind, how many; nothing of
/// any customer, and filters by name only.
struct ReadReport: Hashable, Sendable {
    let leaf: ULID
    let document: JSONValue

    init(_ read: AuditRead, leaf: ULID, _ caller: Caller) {
        self.leaf = leaf
        var names: [String] = []
        for (name, _) in read.filter.parameters where names.last != name { names.append(name) }
        document = [
            "at": .string(leaf.at.description), "tenant": .string(caller.tenant.text),
            "reader": .string(caller.subject.text), "client": .string(caller.client.text),
            "organisation": .string(caller.organisation.text), "role": .string(caller.role.text),
            "kind": .string(read.kind.rawValue), "filters": .array(names.map(JSONValue.string)),
            "leaves": JSONValue(read.count), "opened": .bool(read.isOpened || read.kind == .body),
            "format": JSONValue(read.format?.rawValue), "approved_by": JSONValue(read.approver?.text),
            "leaf": .string(leaf.description),
        ]
    }

    /// A subject's report was read: what compliance told of one customer's disclosures.
    init(subjectReport leaf: ULID, leaves: Int, _ caller: Caller) {
        self.leaf = leaf
        document = [
            "at": .string(leaf.at.description), "tenant": .string(caller.tenant.text),
            "reader": .string(caller.subject.text), "client": .string(caller.client.text),
            "organisation": .string(caller.organisation.text), "role": .string(caller.role.text),
            "kind": "subject_report", "filters": ["customer"], "leaves": JSONValue(leaves), "opened": true,
            "format": .null, "approved_by": .null, "leaf": .string(leaf.description),
        ]
    }

    /// One line of JSON with its end.
    var line: [UInt8] { Array((document.text() + "\n").utf8) }
}
