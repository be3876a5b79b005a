/// Reads a table (RFC 4180): quoted fields may hold commas, quotes and line ends; lines end in LF or CRLF.
struct CSVReader {
    /// One record and the line that it starts on, from 1.
    struct Record: Equatable {
        let line: Int
        let fields: [String]
    }

    private let text: [Unicode.Scalar]

    init(_ text: String) { self.text = Array(text.unicodeScalars) }

    /// Every record but empty lines.
    ///
    /// - Throws: ``AccessLogProblem`` for a quote that does not end, or stands where none may.
    func records() throws(AccessLogProblem) -> [Record] {
        var records: [Record] = []
        var fields: [String] = []
        var line = 1
        var start = 1
        var position = 0
        while position < text.count {
            let field = try field(at: &position, line: &line)
            fields.append(field)
            let end = position < text.count ? text[position] : "\n"
            position += 1
            if end == "," {
                if position == text.count { fields.append("") }
                guard position == text.count else { continue }
            }
            if fields != [""] { records.append(Record(line: start, fields: fields)) }
            fields = []
            line += 1
            start = line
        }
        return records
    }

    /// One field; leaves the position on the comma or line feed after it.
    private func field(at position: inout Int, line: inout Int) throws(AccessLogProblem) -> String {
        guard text[position] == "\"" else {
            var field = String.UnicodeScalarView()
            while position < text.count, text[position] != ",", text[position] != "\n" {
                guard text[position] != "\"" else {
                    throw AccessLogProblem(line: line, message: "a quote stands inside a plain field")
                }
                field.append(text[position])
                position += 1
            }
            if field.last == "\r" { field.removeLast() }
            return String(field)
        }
        var field = String.UnicodeScalarView()
        let start = line
        position += 1
        while position < text.count {
            let scalar = text[position]
            position += 1
            if scalar == "\"" {
                guard position < text.count, text[position] == "\"" else {
                    if position < text.count, text[position] == "\r" { position += 1 }
                    guard position == text.count || text[position] == "," || text[position] == "\n" else {
                        throw AccessLogProblem(line: line, message: "something follows a closing quote")
                    }
                    return String(field)
                }
                position += 1
            }
            if scalar == "\n" { line += 1 }
            field.append(scalar)
        }
        throw AccessLogProblem(line: start, message: "a quoted field has no end")
    }
}
