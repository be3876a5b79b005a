import Conversations
import Detection
import RuleFiles

/// Folding: every folded byte leads back to whole characters of the original, from left to right.
enum FoldingTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        let original = Array(String(decoding: input, as: UTF8.self).utf8)
        let folded = FoldedText(utf8: original)
        var last = 0
        for place in folded.bytes.indices {
            let range = folded.originalRange(of: place..<place + 1)
            hold(range.lowerBound >= last && !range.isEmpty, "original ranges never go back")
            hold(range.upperBound <= original.count, "original ranges lie within the text")
            hold(
                String(validating: original[range], as: UTF8.self) != nil,
                "original ranges begin and end on characters")
            last = range.lowerBound
        }
        let whole = folded.widestRange(of: folded.bytes.indices)
        hold(folded.bytes.isEmpty || whole == original.indices, "all of the folded text is all of the text")
        hold(
            FoldedText(utf8: folded.bytes).originalByteCount == folded.bytes.count,
            "what was folded folds again")
    }
}

/// The scanner with all shipped detectors and some known values: findings lie on characters, the same ones every time.
enum ScannerTarget: FuzzTarget {
    private static let detector: Detector? = {
        guard let folder = try? RuleFolder(directory: "../redaction-rules"),
            let rules = try? DetectorRules(folder: folder)
        else { return nil }
        return Detector(rules: rules)
    }()

    private static let known = [
        KnownValue(fieldClass: "person.name", value: "Tamsin Okonjo"),
        KnownValue(fieldClass: "contact.email", value: "tamsin.okonjo@example.com"),
        KnownValue(fieldClass: "contact.phone", value: "+1 202 555 0137"),
        KnownValue(fieldClass: "birth.date", value: "1984-03-17"),
        KnownValue(fieldClass: "contact.address", value: "742 Larkspur Avenue, Northwick, IL 62704"),
        KnownValue(fieldClass: "order.id", value: "A-40213-77"),
    ]

    static func run(_ input: [UInt8]) {
        hold(detector != nil, "the shipped rules load")
        let text = String(decoding: input, as: UTF8.self)
        let bytes = Array(text.utf8)
        // Two messages, so that values over both are looked for as well.
        let half = String(decoding: bytes.prefix(bytes.count / 2), as: UTF8.self)
        guard let detector, let found = try? detector.findings(in: [text, half], known: known) else {
            hold(false, "a text within the bounds is searched")
            return
        }
        for finding in found[0] {
            hold(
                finding.range.upperBound <= bytes.count && !finding.range.isEmpty,
                "findings lie within the text")
            hold(
                String(validating: bytes[finding.range], as: UTF8.self) != nil,
                "findings begin and end on characters")
        }
        hold(
            (try? detector.findings(in: [text, half], known: known)) == found,
            "the same text gives the same findings")
    }
}
