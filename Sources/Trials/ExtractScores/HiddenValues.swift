import Conversations
import Extracts

/// How a trial hides values before lines are chosen, to measure what hiding costs.
public enum HidingManner: String, Sendable, CaseIterable {
    /// `[class token]`: equal values show as equal.
    case tokens
    /// `[class]`: nothing but the class is left.
    case classes
}

/// A history whose e-mail addresses, telephone numbers, names and identifiers are hidden, with what was hidden.
///
/// The choice reads the hidden text; scores read what the chosen lines stood for.
struct HiddenValues {
    let messages: [ExtractMessage]
    /// By message, the text of each placeholder as it was.
    private let originals: [[String]]

    private static let classes = [
        "email": "contact.email", "phone": "contact.phone", "name": "person.name", "identifier": "order.id",
    ]

    init(_ shown: [ExtractMessage], _ manner: HidingManner?, _ extractor: Extractor) {
        guard let manner else {
            messages = shown
            originals = []
            return
        }
        var hidden: [ExtractMessage] = []
        var originals: [[String]] = []
        for (message, values) in zip(shown, extractor.values(of: shown)) {
            var (text, kept, position) = ("", [String](), 0)
            let bytes = Array(message.text.text.utf8)
            for value in values {
                guard let fieldClass = Self.classes[value.kind] else { continue }
                text += String(decoding: bytes[position..<value.range.lowerBound], as: UTF8.self)
                text += manner == .tokens ? "[\(fieldClass) T\(value.number)]" : "[\(fieldClass)]"
                kept.append(String(decoding: bytes[value.range], as: UTF8.self))
                position = value.range.upperBound
            }
            text += String(decoding: bytes[position...], as: UTF8.self)
            let treated = BracketedText.read(text)
            hidden.append(message.saying(treated))
            originals.append(treated.placeholders.count == kept.count ? kept : [])
        }
        messages = hidden
        self.originals = originals
    }

    /// A chosen line with the words that it stood for.
    func restored(_ unit: ExtractUnit) -> ExtractUnit {
        guard originals.indices.contains(unit.message), !originals[unit.message].isEmpty else { return unit }
        let text = messages[unit.message].text
        let bytes = Array(text.text.utf8)
        var (restored, position) = ("", unit.range.lowerBound)
        for (hidden, original) in zip(text.placeholders, originals[unit.message])
        where hidden.range.lowerBound >= position && hidden.range.upperBound <= unit.range.upperBound {
            restored += String(decoding: bytes[position..<hidden.range.lowerBound], as: UTF8.self) + original
            position = hidden.range.upperBound
        }
        restored += String(decoding: bytes[position..<unit.range.upperBound], as: UTF8.self)
        return unit.reading(restored)
    }
}

extension ExtractMessage {
    /// The same message with another text.
    fileprivate func saying(_ text: TreatedText) -> ExtractMessage {
        ExtractMessage(
            author: author, isStaffByID: isStaffByID, text: text, at: at, conversation: conversation,
            isOpen: isOpen, authorNumber: authorNumber, kind: kind)
    }
}
