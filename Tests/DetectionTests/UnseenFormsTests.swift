import Conversations
import Detection
import Testing

@Suite struct UnseenFormsTests {
    private let detector: Detector

    init() throws { detector = Detector(rules: try DetectorRules(folder: shippedRules())) }

    @Test("values are found in forms that no rule was written from")
    func found() throws { for row in UnseenForms.found { try expectFound(row) } }

    private func expectFound(_ row: String) throws {
        let parts = row.split(separator: "|", maxSplits: 1).map(String.init)
        let marked = try #require(parts.last).dropFirst()
        let fieldClass = try #require(FieldClass(parts[0].filter { $0 != " " }))
        let text = String(marked.filter { $0 != "«" && $0 != "»" })
        let open = try #require(marked.utf8.firstRange(of: "«".utf8)).lowerBound
        let close = try #require(marked.utf8.firstRange(of: "»".utf8)).lowerBound
        let start = marked.utf8.distance(from: marked.startIndex, to: open)
        let end = marked.utf8.distance(from: marked.startIndex, to: close) - "«".utf8.count
        let findings = try detector.findings(in: [text])[0].filter { $0.fieldClass.isWithin(fieldClass) }
        let covered = Set(findings.flatMap(\.range))
        let bytes = Array(text.utf8)
        // WHY: blanks and signs at the rim of a value may be left out; no letter and no digit of it.
        let missing = (start..<end).filter { place in
            !covered.contains(place) && !" ,.-()\"".utf8.contains(bytes[place])
        }
        #expect(missing.isEmpty, "\(text): \(findings.map(\.range))")
    }

    @Test("their harmless twins are left alone")
    func kept() throws {
        for text in UnseenForms.kept {
            let findings = try detector.findings(in: [text])[0]
            #expect(findings.isEmpty, "\(text): \(findings.map(\.detector))")
        }
    }
}
