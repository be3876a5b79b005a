import Foundation
import Testing

@Suite("Rule files and documents")
struct RuleTests {
    private let checkout = Checkout()

    @Test("every rule file starts with its schema")
    func schemas() throws {
        let files = checkout.files(below: "redaction-rules", ending: ".yaml")
        #expect(files.count > 10)
        for path in files {
            let first = try checkout.text(path).split(separator: "\n").first { !$0.hasPrefix("#") }
            #expect(
                first?.hasPrefix("schema: throughline/") == true, "\(path) does not start with its schema")
        }
    }

    @Test("no tracked text names a path of one machine or a word for unfinished work")
    func words() throws {
        let folders = [
            "Sources", "Tests", "Benchmarks", "redaction-rules", "demo", "docs", "audit", "scripts",
        ]
        let endings = [".swift", ".yaml", ".md", ".sql", ".py", ".json"]
        let paths = folders.flatMap { folder in endings.flatMap { checkout.files(below: folder, ending: $0) }
        }
        let words = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:"]
        for path in paths {
            let text = try checkout.text(path)
            for word in words { #expect(!text.contains(word), "\(path) holds \(word)") }
            #expect(
                text.range(of: #"(^|[^A-Za-z0-9._-])/(work|root|opt)/[A-Za-z]"#, options: .regularExpression)
                    == nil,
                "\(path) names a path of one machine")
        }
    }

    @Test("the documents a newcomer needs are there")
    func documents() {
        for path in ["README.md", "CHANGELOG.md", "scripts/demo", "scripts/test", ".ci/run"] {
            #expect(checkout.exists(path), "\(path) is missing")
        }
    }
}
