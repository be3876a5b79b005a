import Conversations
import Extracts
import GatewayTestSupport
import RuleFiles

/// Invented messages and the project's own rules.
enum ExtractFixture {
    static func folder() throws -> RuleFolder {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return try RuleFolder(directory: "/" + root + "/redaction-rules")
    }

    static func rules() throws -> ExtractRules { try ExtractRules(folder: folder()) }

    static func customer(_ text: String) -> ExtractMessage { message(.customer, text) }

    static func agent(_ text: String) -> ExtractMessage { message(.agent, text) }

    static func message(_ author: AuthorRole, _ text: String, isStaffByID: Bool? = nil) -> ExtractMessage {
        ExtractMessage(
            author: author, isStaffByID: isStaffByID ?? (author == .agent),
            text: TreatedText(text: text, placeholders: []))
    }

    /// Plain text or a placeholder's number.
    enum Piece {
        case text(String)
        case hidden(Int, hasToken: Bool)
    }

    private static let phrases = [
        "My order is late. ", "We'll refund £12.50 by Friday. ", "Where is it? ",
        "I already told you twice. ",
        "It has been booked for 3 May at 10:30. ", "Grüße aus Köln — ", "はい。 ", "\n- item 4\n- item 5\n",
        "e.g. this one, ",
        "Please call ", "my address is ", "Error QX-4071 again... ", "I've escalated this to my manager. ",
        "> quoted line\n",
    ]

    static func randomPieces(_ random: inout SeededGenerator) -> [[Piece]] {
        (0..<Int.random(in: 1...8, using: &random)).map { _ in
            (0..<Int.random(in: 1...6, using: &random)).map { _ in
                if Int.random(in: 0..<4, using: &random) == 0 {
                    return .hidden(
                        Int.random(in: 1...4, using: &random), hasToken: Bool.random(using: &random))
                }
                return .text(phrases[Int.random(in: 0..<phrases.count, using: &random)])
            }
        }
    }

    /// Messages of pieces; `bare` is how a hidden value without token looks where a treatment keeps its form.
    static func render(
        _ pieces: [[Piece]], token: (Int) -> String, bare: (Int) -> String = { _ in "[person.name]" }
    ) -> [ExtractMessage] {
        pieces.enumerated().map { index, parts in
            var text = ""
            var placeholders: [Placeholder] = []
            for part in parts {
                switch part {
                case .text(let plain): text += plain
                case .hidden(let number, let hasToken):
                    let start = text.utf8.count
                    let name = hasToken ? token(number) : nil
                    text += hasToken ? Placeholder.text("person.name", token: name) : bare(number)
                    placeholders.append(
                        Placeholder(range: start..<text.utf8.count, fieldClass: "person.name", token: name))
                    text += " "
                }
            }
            let author: AuthorRole = index.isMultiple(of: 2) ? .customer : .agent
            return ExtractMessage(
                author: author, isStaffByID: author == .agent,
                text: TreatedText(text: text, placeholders: placeholders))
        }
    }

    static func randomMessages(_ random: inout SeededGenerator) -> [ExtractMessage] {
        render(randomPieces(&random)) { "K\($0)" }
    }

    private static let things = [
        "kettle", "router", "invoice", "parcel", "ticket", "lamp", "contract", "heater", "sofa", "charger",
        "printer",
    ]
    private static let customerLines = [
        "The # stopped working on % May and nobody came.", "My # has number QX-%, please look at it.",
        "When will the # for £% arrive?", "I would like another # instead.",
        "The # is still too loud at night.",
    ]
    private static let agentLines = [
        "I have replaced the # under case QX-%.", "We'll send the # by % June.",
        "Could you tell me where the # stands?",
        "The # costs £% and comes with a guarantee.", "I was unable to find the # in store %.",
    ]

    /// A timeline in which people speak of various things and numbers.
    static func randomTimeline(_ random: inout SeededGenerator) -> [ExtractMessage] {
        (0..<40).map { index in
            let isCustomer = index.isMultiple(of: 2)
            let lines = isCustomer ? customerLines : agentLines
            let line = lines[Int.random(in: 0..<lines.count, using: &random)]
            let thing = things[Int.random(in: 0..<things.count, using: &random)]
            let number = Int.random(in: 10...30, using: &random)
            let text = line.replacing("#", with: thing).replacing("%", with: "\(number)")
            return isCustomer ? customer(text) : agent(text)
        }
    }

    static func words(_ text: TreatedText) -> Int {
        WordReader.count(Array(text.text.utf8), placeholders: text.placeholders.map(\.range))
    }

    static func words(_ line: ExtractLine, of messages: [ExtractMessage]) -> Int {
        let text = messages[line.message].text
        return WordReader.count(
            Array(text.text.utf8), in: line.range, placeholders: text.placeholders.map(\.range))
    }

    /// A line's text with every placeholder written alike.
    static func outline(_ line: ExtractLine, of messages: [ExtractMessage]) -> String {
        let text = messages[line.message].text
        let bytes = Array(text.text.utf8)
        var outline = "\(line.message) "
        var position = line.range.lowerBound
        for hidden in text.placeholders where hidden.range.overlaps(line.range) {
            outline += String(decoding: bytes[position..<hidden.range.lowerBound], as: UTF8.self) + "#"
            position = hidden.range.upperBound
        }
        return outline + String(decoding: bytes[position..<line.range.upperBound], as: UTF8.self)
    }

    static func text(_ line: ExtractLine, of messages: [ExtractMessage]) -> String {
        String(decoding: Array(messages[line.message].text.text.utf8)[line.range], as: UTF8.self)
    }
}
