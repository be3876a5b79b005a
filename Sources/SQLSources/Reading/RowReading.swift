import Conversations
import Foundation
import RuleFiles

/// When something happened, and whether the store's clock leaves a doubt.
struct Moment: Hashable, Sendable {
    let at: Timestamp
    let isUncertain: Bool
}

/// Reads one row by the rules of a mapping and remembers every mapped value as it was before conversion.
struct RowReading {
    let row: StoredRow
    let query: NamedQuery
    let zone: TimeZone
    /// What the record commitment covers.
    private(set) var fieldsAsRead: [String: JSONValue] = [:]

    init(_ row: StoredRow, query: NamedQuery, zone: TimeZone) {
        self.row = row
        self.query = query
        self.zone = zone
    }

    /// The stored value of a rule, noted under its mapped name; a fixed value is not noted.
    mutating func stored(_ name: String, _ rule: ColumnRule) throws(RuleFileProblem) -> StoredValue {
        guard let column = rule.column else { return rule.constant.map(StoredValue.text) ?? .null }
        guard let value = row[column] else { throw rule.problem(in: query, "no such column in the result") }
        fieldsAsRead[name] = value.asRead
        return value
    }

    /// The word of a rule; `nil` for NULL, for an empty text, or when there is no rule.
    mutating func text(_ name: String, _ rule: ColumnRule?) throws(RuleFileProblem) -> String? {
        guard let rule else { return nil }
        let value = try stored(name, rule)
        guard value != .null else { return rule.missing }
        guard let code = value.code else {
            throw rule.problem(in: query, "expected a text, found \(value.kind)")
        }
        guard rule.column != nil, !rule.words.isEmpty else {
            let text = rule.transforms.reduce(code) { $1.apply(to: $0) }
            return text.isEmpty ? nil : text
        }
        let key = rule.transforms.reduce(code) { $1.apply(to: $0) }
        if let word = rule.words[key] ?? rule.otherwise { return word }
        throw rule.problem(in: query, "code \(Self.printable(value)) is not in the map")
    }

    /// A word that must be there.
    mutating func required(_ name: String, _ rule: ColumnRule) throws(RuleFileProblem) -> String {
        guard let text = try text(name, rule) else {
            throw rule.problem(in: query, "expected a value, found nothing")
        }
        return text
    }

    /// An identifier; `nil` when the column holds nothing.
    mutating func identifier<Kind: IdentifierKind>(
        _ name: String, _ rule: ColumnRule?
    ) throws(RuleFileProblem) -> Identifier<Kind>? {
        guard let rule, let text = try text(name, rule) else { return nil }
        guard let identifier = try? Identifier<Kind>(text) else {
            throw rule.problem(in: query, "expected a \(Kind.noun) of 1 to 256 bytes")
        }
        return identifier
    }

    /// One of a closed list of words.
    mutating func choice<Choice: RawRepresentable<String>>(
        _ name: String, _ rule: ColumnRule, of type: Choice.Type
    ) throws(RuleFileProblem) -> Choice {
        let word = try required(name, rule)
        guard let choice = Choice(rawValue: word) else {
            throw rule.problem(in: query, "the value is none of our words for \(name)")
        }
        return choice
    }

    /// A truth value: 1 and 0, or the words `true` and `false` through a map; NULL and no rule are false.
    mutating func flag(_ name: String, _ rule: ColumnRule?) throws(RuleFileProblem) -> Bool {
        guard let rule, let word = try text(name, rule) else { return false }
        switch word {
        case "1", "true": return true
        case "0", "false": return false
        default: throw rule.problem(in: query, "expected 0, 1, true or false")
        }
    }

    /// Who may read it; what the source does not say, or says in an unknown code, is internal.
    mutating func visibility(_ rule: ColumnRule) throws(RuleFileProblem) -> Visibility {
        let value = try stored("visibility", rule)
        let word = value.code.map { rule.column == nil ? $0 : rule.words[$0] ?? $0 }
        return Visibility(rawValue: word ?? "") ?? .internal
    }

    /// A moment and whether the clock was ambiguous.
    mutating func moment(_ name: String, _ rule: ColumnRule) throws(RuleFileProblem) -> Moment {
        let value = try stored(name, rule)
        if let moment = rule.time.flatMap({ Self.moment(value, form: $0, zone: zone) }) { return moment }
        throw rule.problem(in: query, "expected a time as \(rule.time?.rawValue ?? ""), found \(value.kind)")
    }

    /// Milliseconds of the years 1 to 9999, the ones that have a date.
    private static let years: Range<Int64> = -62_135_596_800_000..<253_402_300_800_000

    private static func moment(_ value: StoredValue, form: TimeForm, zone: TimeZone) -> Moment? {
        switch (form, value) {
        case (.epochSeconds, .int(let seconds))
        where years.contains(seconds.multipliedReportingOverflow(by: 1000).partialValue)
            && seconds.magnitude < 1 << 40:
            Moment(at: Timestamp(milliseconds: seconds * 1000), isUncertain: false)
        case (.epochMilliseconds, .int(let milliseconds)) where years.contains(milliseconds):
            Moment(at: Timestamp(milliseconds: milliseconds), isUncertain: false)
        case (.local, .text(let text)):
            Timestamp.local(text, in: zone).map { Moment(at: $0.at, isUncertain: $0.isUncertain) }
        case (.rfc3339, .text(let text)):
            Timestamp(rfc3339: text).map { Moment(at: $0, isUncertain: false) }
        default: nil
        }
    }

    /// The items of a list; NULL and no rule are an empty one.
    mutating func items(_ name: String, _ rule: ColumnRule?) throws(RuleFileProblem) -> [String] {
        guard let rule else { return [] }
        let value = try stored(name, rule)
        guard value != .null else { return [] }
        guard let text = value.code else {
            throw rule.problem(in: query, "expected a list, found \(value.kind)")
        }
        guard let split = rule.transforms.first(where: { $0.items(of: "") != nil }) else {
            return text.isEmpty ? [] : [text]
        }
        guard let items = split.items(of: text) else {
            throw rule.problem(in: query, "expected a list as \(split.rawValue), found another text")
        }
        return items
    }

    /// The mapped values of a row; empty ones are left out.
    mutating func fields(_ rules: [FieldRule]) throws(RuleFileProblem) -> [Field] {
        var fields: [Field] = []
        for rule in rules {
            guard let value = try text(rule.name, rule.value) else { continue }
            fields.append(Field(name: rule.name, fieldClass: rule.fieldClass, value: value))
        }
        return fields
    }

    // WHY: a column mapped by mistake can hold anything, so only numbers and short plain words are printed.
    private static func printable(_ value: StoredValue) -> String {
        switch value {
        case .int(let number) where number.magnitude < 100_000: return String(number)
        case .text(let text):
            let isPlain = text.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F }
            return isPlain && (1...12).contains(text.utf8.count) ? "\"\(text)\"" : value.kind
        default: return value.kind
        }
    }
}
