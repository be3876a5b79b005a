import Foundation
import Testing

/// Holds the target edges of the manifest against the allowed graph: a pure core, a thin shell, one root.
@Suite("Arrows")
struct ArrowTests {
    private static let manifest = ".build/manifest.json"
    private let checkout = Checkout()

    /// What each room imports of our own rooms and of packages: all of it, and nothing else.
    private static let allowed: [String: Set<String>] = [
        "Conversations": [],
        "DurableFiles": [],
        "RuleFiles": ["Conversations", "Yams"],
        "Identity": ["Conversations", "RuleFiles"],
        "Detection": ["Conversations", "RuleFiles"],
        "FieldPolicy": ["Conversations", "RuleFiles"],
        "Redaction": ["Conversations", "Detection", "FieldPolicy"],
        "ReviewFlags": ["Conversations", "RuleFiles", "Detection"],
        "ReviewQueue": ["Conversations"],
        "AccessGrants": ["Conversations"],
        "Extracts": ["Conversations", "RuleFiles"],
        "AuditTrail": ["Conversations"],
        "Briefing": [
            "Conversations", "RuleFiles", "Identity", "Detection", "FieldPolicy", "Redaction", "ReviewFlags",
            "ReviewQueue", "Extracts", "AuditTrail", "AccessGrants",
        ],
        "Trials": [
            "Conversations", "RuleFiles", "Detection", "FieldPolicy", "Redaction", "ReviewFlags", "Extracts",
        ],
        "CSodium": [],
        "Sodium": ["CSodium", "Conversations", "DurableFiles", "AuditTrail"],
        "Signing": ["Sodium", "Conversations", "DurableFiles", "AuditTrail"],
        "CFailingCalls": [],
        "LedgerCrashChild": [
            "CFailingCalls", "Ledger", "AuditTrail", "Sodium", "Conversations", "GatewayTestSupport",
        ],
        "GatewayTestSupport": ["Conversations", "RuleFiles", "ReviewQueue", "AuditTrail", "Sodium"],
        "Ledger": [
            "Conversations", "DurableFiles", "ReviewQueue", "AccessGrants", "AuditTrail", "Sodium", "GRDB",
            "GRDBSQLite",
        ],
        "SQLSources": ["Conversations", "RuleFiles", "GRDB", "GRDBSQLite"],
        "AuditHTTP": ["Conversations", "AuditTrail", "AsyncHTTPClient", "NIOCore", "NIOHTTP1"],
        "COpenSSL": [],
        "CPhoneNumber": [],
        "PhoneNumbering": ["CPhoneNumber", "Conversations"],
        "TimeStamping": ["COpenSSL", "Conversations", "AuditTrail"],
        "Witness": [
            "Conversations", "DurableFiles", "AuditTrail", "Sodium", "Hummingbird", "HummingbirdCore",
            "NIOCore", "Logging", "ServiceLifecycle",
        ],
        "GatewayHTTP": [
            "Conversations", "AuditTrail", "Briefing", "Hummingbird", "HummingbirdCore", "JWTKit", "Logging",
            "NIOCore", "ServiceLifecycle",
        ],
    ]

    private static let roots: Set<String> = ["Gateway", "throughline"]

    @Test(
        "every arrow of the manifest stands in the table and the other way round, and the core imports no network, database or logging package",
        .enabled(if: Checkout().exists(manifest), "scripts/test writes the manifest dump first"))
    func arrows() throws {
        let data = Data(try checkout.text(Self.manifest).utf8)
        let manifest = try JSONDecoder().decode(Manifest.self, from: data)
        #expect(!manifest.targets.isEmpty)
        for target in manifest.targets where target.type != "test" && !Self.roots.contains(target.name) {
            guard let allowed = Self.allowed[target.name] else {
                Issue.record("the target \(target.name) has no line in the table of allowed arrows")
                continue
            }
            // WHY equal: a table that allows more than there is cannot notice an arrow that is new.
            #expect(
                Set(target.dependencies.map(\.name)) == allowed,
                "\(target.name) has other arrows than the table")
        }
    }
}

/// The part of `swift package dump-package` that tells the edges.
private struct Manifest: Decodable {
    struct Target: Decodable {
        let name: String
        let type: String
        let dependencies: [Dependency]
    }

    /// `{"byName": ["X", null]}` or `{"product": ["X", "package", null, null]}`; the first string is the name.
    struct Dependency: Decodable {
        let name: String

        init(from decoder: any Decoder) throws {
            let forms = try decoder.singleValueContainer().decode([String: [FirstString?]].self)
            name = forms.values.first?.first??.text ?? "unreadable"
        }
    }

    struct FirstString: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    let targets: [Target]
}
