public import Conversations
import Foundation
import RuleFiles

extension GatewayConfiguration {
    /// How delivered bodies are kept, and for how long.
    public struct Sealing: Hashable, Sendable {
        /// The compliance key's public half: its text, or the path of the file that holds it; `nil` seals nothing.
        public let complianceKey: String?
        /// The roles whose answers are sealed; `nil` for every external and automated one.
        public let roles: [RoleID]?
        /// Months after which the keys of sealed bodies are destroyed, 1 to 120.
        public let keepMonths: Int
    }

    /// What an erasure and a report may say.
    public struct Erasing: Hashable, Sendable {
        /// Days that backups are kept, 0 to 36,500; `nil` when nobody told the gateway.
        public let backupKeepDays: Int?
        /// Whether a subject's report names members of staff.
        public let namesStaff: Bool
    }

    /// The members of the file that are read here.
    static let sealingMembers = ["sealing", "backups", "reports", "checkpoints"]

    static func sealing(_ root: RuleNode, in folder: String) throws(RuleFileProblem) -> Sealing {
        guard let node = try root.optional("sealing") else {
            return Sealing(complianceKey: nil, roles: nil, keepMonths: 13)
        }
        try node.allowOnly(["compliance_key", "roles", "keep_months"])
        let key = try node.member("compliance_key").text()
        var roles: [RoleID]?
        if let named = try node.optional("roles") {
            var read: [RoleID] = []
            for text in try named.texts() {
                guard let role = try? RoleID(text) else { throw named.problem("expected roles") }
                read.append(role)
            }
            roles = read
        }
        return Sealing(
            complianceKey: key.hasPrefix(ComplianceKeyText.mark) || key.hasPrefix("/")
                ? key : folder + "/" + key,
            roles: roles, keepMonths: try node.optional("keep_months")?.int(in: 1...120) ?? 13)
    }

    static func erasing(_ root: RuleNode) throws(RuleFileProblem) -> Erasing {
        var days: Int?
        if let backups = try root.optional("backups") {
            try backups.allowOnly(["keep_days"])
            days = try backups.member("keep_days").int(in: 0...36_500)
        }
        var namesStaff = false
        if let reports = try root.optional("reports") {
            try reports.allowOnly(["staff_names"])
            namesStaff = try reports.member("staff_names").bool()
        }
        return Erasing(backupKeepDays: days, namesStaff: namesStaff)
    }
}
