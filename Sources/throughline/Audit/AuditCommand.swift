import ArgumentParser

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Verifies and reads the signed log of disclosures.",
        subcommands: [
            AuditVerify.self, AuditShow.self, AuditProve.self, AuditExport.self, AuditReconcile.self,
        ])
}
