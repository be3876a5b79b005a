import Testing

/// Who verifies must not share code with who writes.
@Suite("What verification is made of")
struct VerifierImportTests {
    private let checkout = Checkout()

    /// What the files of the command may import: nothing that writes a log or holds a ledger.
    private static let allowed: Set<String> = [
        "ArgumentParser", "AuditHTTP", "AuditTrail", "Conversations", "Foundation", "Sodium", "TimeStamping",
    ]

    @Test("`audit verify` imports the rooms that verify, and no writer, ledger or gateway")
    func imports() throws {
        let files = checkout.files(below: "Sources/throughline/Audit", ending: ".swift")
            .filter { $0.contains("/AuditVerify") }
        #expect(files.count >= 5)
        for file in files {
            for name in try imports(of: file) {
                #expect(Self.allowed.contains(name), "\(file) must not import \(name)")
            }
        }
    }

    @Test("the rooms that verify import no database, no ledger and no gateway")
    func rooms() throws {
        let rooms = ["AuditTrail", "AuditHTTP/Logs", "Sodium", "TimeStamping"]
        let banned: Set<String> = ["GRDB", "GRDBSQLite", "Ledger", "Gateway", "GatewayHTTP", "Briefing"]
        for file in rooms.flatMap({ checkout.files(below: "Sources/" + $0, ending: ".swift") }) {
            #expect(banned.isDisjoint(with: try imports(of: file)), "\(file)")
        }
    }

    private func imports(of file: String) throws -> Set<String> {
        let lines = try checkout.text(file).split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count else {
                    return nil
                }
                return words[place + 1].split(separator: ".").first.map(String.init)
            })
    }
}
