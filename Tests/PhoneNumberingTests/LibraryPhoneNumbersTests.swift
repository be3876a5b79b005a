import Conversations
import Detection
import Identity
import PhoneNumbering
import RuleFiles
import Synchronization
import Testing

@Suite struct LibraryPhoneNumbersTests {
    private let numbers = LibraryPhoneNumbers()

    private static func rules() throws -> RuleFolder {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return try RuleFolder(directory: "/\(root)/redaction-rules")
    }

    @Test(
        "numbers of many plans are read as people write them",
        arguments: [
            ("+44 20 7946 0018", "GB", "+442079460018"), ("020 7946 0018", "GB", "+442079460018"),
            ("+44 (0)20 7946 0018", "US", "+442079460018"), ("00 49 30 901820", "DE", "+4930901820"),
            ("(202) 555-0137 x12", "US", "+12025550137;ext=12"), ("06 12 34 56 78", "FR", "+33612345678"),
            ("0412 345 678", "AU", "+61412345678"), ("098765 43210", "IN", "+919876543210"),
            ("(11) 91234-5678", "BR", "+5511912345678"), ("tel:+33-6-12-34-56-78", "US", "+33612345678"),
            ("+४४ २० ७९४६ ००१८", "US", "+442079460018"),
        ])
    func read(_ text: String, _ region: String, _ e164: String) throws {
        #expect(numbers.e164(text, region: try RegionID(region.lowercased())) == e164)
        #expect(numbers.e164(text, region: try RegionID(region)) == e164)
    }

    @Test(
        "what no plan knows is no number",
        arguments: [
            "", "+", "12", "+999 123 456 789", "call me", "+44 20 7946 0018 0018 0018 0018",
            "1984-03-17 \u{0}", String(repeating: "4", count: 65), String(repeating: "\u{FF14}", count: 21),
        ])
    func refused(_ text: String) {
        #expect(numbers.e164(text, region: "GB") == nil)
    }

    @Test("without a region only numbers with a country code are read")
    func noRegion() {
        #expect(numbers.e164("020 7946 0018", region: nil) == nil)
        #expect(numbers.e164("+44 20 7946 0018", region: nil) == "+442079460018")
        #expect(numbers.e164("020 7946 0018", region: "not-a-region") == nil)
    }

    @Test("many threads read at once")
    func threads() async {
        await withTaskGroup(of: String?.self) { group in
            for _ in 0..<64 { group.addTask { numbers.e164("+49 30 901820", region: nil) } }
            for await found in group { #expect(found == "+4930901820") }
        }
    }

    @Test("two spellings of one number are one key, as identity compares them")
    func identity() throws {
        let rules = try IdentityRules(folder: Self.rules(), phoneNumbers: numbers)
        let one = rules.normalise(.phone("07700 900142"))
        #expect(one == .phone("+447700900142") && one == rules.normalise(.phone("+44 (0)7700-900142")))
        #expect(rules.normalise(.phone("not a number")) == nil)
    }

    @Test("detection finds a number of a plan that no rule counts")
    func detection() throws {
        let detector = Detector(rules: try DetectorRules(folder: Self.rules()), phoneNumbers: numbers)
        let found = try detector.findings(in: ["so +298 211 234 and so +999 211 234"])[0]
            .filter { $0.fieldClass == "contact.phone" }
        #expect(found.map(\.range) == [3..<15])
    }

    @Test("a crowd of candidates asks the library a few times; those past the bound count as numbers")
    func crowd() throws {
        let counting = CountingNumbers()
        let detector = Detector(rules: try DetectorRules(folder: Self.rules()), phoneNumbers: counting)
        let crowd = String(repeating: "ring +999 12 345 67, ", count: 1_000)
        let found = try detector.findings(in: [crowd])[0].filter { $0.fieldClass == "contact.phone" }
        #expect((1...32).contains(counting.asked))
        #expect(found.count >= 1_000 - counting.asked, "found \(found.count)")
    }
}

/// Knows no number and counts how often it was asked.
private final class CountingNumbers: PhoneNumbers {
    // Guarded by the mutex.
    private let count = Mutex(0)

    var asked: Int { count.withLock { $0 } }

    func e164(_ text: String, region: RegionID?) -> String? {
        count.withLock { $0 += 1 }
        return nil
    }
}
