import ArgumentParser
import AuditTrail
import Conversations
import Foundation

/// Which leaves a command is about; the names are those of `GET /v1/audit/leaves`.
struct AuditFilterOptions: ParsableArguments {
    @Option(help: "Only leaves of this type, for example disclosure; may repeat.")
    var type: [String] = []

    @Option(help: "Only answers with this outcome: view, hold or refusal; may repeat.")
    var outcome: [String] = []

    @Option(help: "Only leaves of this caller, by the opaque id that leaves carry.")
    var caller: String?

    @Option(help: "Only leaves of this subject, as tokens name it (from a gateway only).")
    var subject: String?

    @Option(help: "Only leaves of this program (from a gateway only).")
    var client: String?

    @Option(help: "Only leaves of this organisation.")
    var organisation: String?

    @Option(help: "Only leaves for this role.")
    var role: String?

    @Option(help: "Only leaves for this purpose.")
    var purpose: String?

    @Option(help: "Only leaves about this customer, by id (from a gateway only).")
    var customer: String?

    @Option(help: "Only leaves that showed this field class or one under it (from a gateway only).")
    var shown: String?

    @Option(help: "Only leaves that withheld this field class or one under it (from a gateway only).")
    var withheld: String?

    @Option(help: "Only leaves in which this rule decided (from a gateway only).")
    var rule: String?

    @Option(help: "Only leaves that found a flag of this category (from a gateway only).")
    var flag: String?

    @Option(help: "Not earlier than this, in RFC 3339 with a zone.")
    var from: String?

    @Option(help: "Earlier than this, in RFC 3339 with a zone.")
    var until: String?

    /// The conditions.
    ///
    /// - Throws: a usage error naming the option.
    func filter() throws -> LeafFilter {
        let single: [(String, String?)] = [
            ("caller", caller), ("subject", subject), ("client", client), ("organisation", organisation),
            ("role", role), ("purpose", purpose), ("customer", customer), ("shown", shown),
            ("withheld", withheld), ("rule", rule), ("flag", flag), ("from", from), ("until", until),
        ]
        let given = single.compactMap { name, value in value.map { (name: name, value: $0) } }
        let repeated = type.map { (name: "type", value: $0) } + outcome.map { (name: "outcome", value: $0) }
        do { return try LeafFilter(parameters: repeated + given) } catch {
            throw ValidationError("--\(error.parameter): \(error.message)")
        }
    }
}
