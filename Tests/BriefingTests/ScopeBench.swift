import Briefing
import Conversations
import Foundation
import RuleFiles
import Sodium

extension Bench {
    /// The shipped rules with other bounds for a role, and with further files.
    init(role: String, lines: [String], files: [String: String] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "throughline-rules-\(UUID().uuidString)"
        ).path
        try FileManager.default.copyItem(atPath: Self.rulesDirectory, toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/policy/roles.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Self.replacing(lines, of: role, in: text).write(toFile: path, atomically: true, encoding: .utf8)
        for (name, text) in files {
            try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        }
        if files.keys.allSatisfy({ $0.hasPrefix("policy/") }) {
            // WHY: only the policy differs, and compiling everything else again takes seconds.
            try self.init(policyOf: RuleFolder(directory: folder))
        } else {
            try self.init(rules: folder)
        }
    }

    /// The roles' file with a role's scope and bound on customers replaced.
    private static func replacing(_ added: [String], of role: String, in text: String) -> String {
        var lines: [String] = []
        var isInRole = false
        var isInScope = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("  "), !line.hasPrefix("   ") {
                isInRole = line == "  \(role):"
                lines.append(line)
                if isInRole { lines += added.map { "    " + $0 } }
                continue
            }
            if line.hasPrefix("    "), !line.hasPrefix("     ") {
                isInScope = line.hasPrefix("    scope:") || line.hasPrefix("    customers_per_day:")
            }
            if !(isInRole && isInScope) { lines.append(line) }
        }
        return lines.joined(separator: "\n")
    }
}

extension SampleHistory {
    /// A conversation beside the sample's own, with one message of the customer.
    static func conversation(
        _ id: String, source: SourceID = "tickets", isOpen: Bool = true,
        contactType: ContactType = "delivery",
        queue: QueueID? = "delivery-uk", region: RegionID? = "UK", assignee: StaffID? = nil,
        team: TeamID? = nil, openedMinute: Int64 = 0, fields: [Field] = [],
        text: String = "Please ring me about the other parcel."
    ) -> (conversation: Conversation, interactions: [Interaction]) {
        func record(_ id: String) -> Record {
            Record(reference: RecordReference(source: source, id: id, version: "1"), fieldsAsRead: [:])
        }
        let at = Timestamp(milliseconds: 1_772_800_000_000 + openedMinute * 60_000)
        let named = ConversationID(source: source, id: id)
        let conversation = Conversation(
            id: named, record: record(id), isOpen: isOpen, status: isOpen ? "open" : "closed",
            subject: "About \(id)", channel: "email", contactType: contactType, queue: queue, region: region,
            assignee: assignee, team: team, openedAt: at, fields: fields)
        let message = Interaction(
            record: record("x\(id)"), conversation: named, kind: .message, author: Author(role: .customer),
            visibility: .public, channel: "email", at: at.adding(milliseconds: 1_000), text: text,
            attachments: ["photo-\(id).jpg"])
        return (conversation, [message])
    }
}
