import Conversations
import Detection
import GatewayTestSupport
import RuleFiles
import Testing

@Suite struct SumsOfMoneyTests {
    private func bank() throws -> (folder: RuleFolder, detector: Detector) {
        let folder = try shippedRules().overlaid(by: try rules(in: "docs/policies/bank"))
        return (folder, Detector(rules: try DetectorRules(folder: folder)))
    }

    @Test("the bank's rules find sums of money as its cases say, and the shipped ones find none")
    func cases() throws {
        let (folder, detector) = try bank()
        let cases = try DetectorCases(folder: folder)
        #expect(cases.failures(under: detector).map(\.description) == [])
        #expect(cases.uncoveredDetectors(in: try DetectorRules(folder: folder)).isEmpty)
        let shipped = Detector(rules: try DetectorRules(folder: try shippedRules()))
        #expect(try shipped.findings(in: ["you took £39.99 twice"]).allSatisfy(\.isEmpty))
    }

    @Test(
        "a sum has its whole units, whatever its signs, groups and cents",
        arguments: [
            ("1500.00", 1500), ("GBP 1500.00", 1500), ("£1,150.00", 1150), ("1.150,00 €", 1150),
            ("1'200", 1200),
            ("5k dollars", 5000), ("two grand", 2000), ("£0.99", 0), ("twelve hundred pounds", 1200),
            ("forty", 40), ("12 000,50 EUR", 12000), ("900719925474099", nil), ("£40 on 12 May", nil),
            ("", nil),
            ("none", nil), ("3 lakh rupees", nil),
        ] as [(String, Int?)])
    func units(value: String, expected: Int?) throws {
        #expect(try bank().detector.units(ofAmount: value) == expected)
    }

    @Test("digits and signs in any order are read without a fault")
    func garbled() throws {
        let (_, detector) = try bank()
        var random = SeededGenerator(seed: 41)
        let parts = [
            "£", "$", "€", "1", "39", "000", ",", ".", "'", "-", " ", "k", "quid", "forty", "%", "us",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                parts[Int.random(in: 0..<parts.count, using: &random)]
            }.joined()
            for finding in try detector.findings(in: [text]).joined() {
                #expect(finding.range.upperBound <= text.utf8.count && !finding.range.isEmpty)
            }
            _ = detector.units(ofAmount: text)
        }
    }
}
