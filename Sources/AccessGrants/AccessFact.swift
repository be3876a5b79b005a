public import Conversations

/// What one leaf of the log tells of access: its plain members and those that were opened.
public struct AccessFact: Hashable, Sendable {
    /// The type of the leaf.
    public let type: String
    /// When.
    public let at: Timestamp
    /// The caller's opaque id.
    public let caller: String
    /// The organisation, empty for the gateway itself.
    public let organisation: String
    /// The role, empty for the gateway itself.
    public let role: String
    /// The purpose, empty where there is none.
    public let purpose: String
    /// The opened members by name; empty when they were not opened.
    public let members: [String: JSONValue]

    /// Joins the parts.
    public init(
        type: String, at: Timestamp, caller: String, organisation: String = "", role: String, purpose: String,
        members: [String: JSONValue]
    ) {
        self.type = type
        self.at = at
        self.caller = caller
        self.organisation = organisation
        self.role = role
        self.purpose = purpose
        self.members = members
    }

    /// Reads a row as the audit door gives it with opened leaves.
    public init?(row: JSONValue) {
        guard let type = row["type"]?.string, let time = row["time"]?.string,
            let at = Timestamp(rfc3339: time), let caller = row["caller"]?.string
        else { return nil }
        self.init(
            type: type, at: at, caller: caller, organisation: row["org"]?.string ?? "",
            role: row["role"]?.string ?? "",
            purpose: row["purpose"]?.string ?? "", members: row["members"]?.object ?? [:])
    }

    var subject: String { members["subject"]?.string ?? "" }
    var conversation: String { members["conversation"]?.string ?? "" }
    /// The request or case that the leaf is about.
    var request: String? { members["request"]?.string }

    /// The classes that a member lists, as rows with a class or as plain names.
    func classes(_ member: String, treatment: String? = nil) -> [String] {
        (members[member]?.array ?? []).compactMap { row in
            guard treatment == nil || row["treatment"]?.string == treatment else { return nil }
            return row["class"]?.string ?? row.string
        }
    }
}
