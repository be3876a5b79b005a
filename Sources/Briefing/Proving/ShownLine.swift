import Conversations

/// A line of an answer as its receiver holds it, of either form.
struct ShownLine {
    /// Its place in the body, for example `facts[2]`.
    let place: String
    let text: String
    let record: JSONValue
    let commitment: String?
    let start: Int
    let end: Int
    let section: String?
    let isFact: Bool
    let marks: [JSONValue]
    let author: JSONValue
    let at: String?

    /// Every line of a body, the facts first.
    static func all(in body: JSONValue) -> [ShownLine?] {
        let records = body["records"]?.array
        var lines: [ShownLine?] = []
        for (index, row) in (body["facts"]?.array ?? []).enumerated() {
            lines.append(ShownLine("facts[\(index)]", row, records, section: nil))
        }
        for (name, rows) in (body["sections"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            for (index, row) in (rows.array ?? []).enumerated() {
                lines.append(ShownLine("sections.\(name)[\(index)]", row, records, section: name))
            }
        }
        return lines
    }

    private init?(_ place: String, _ row: JSONValue, _ records: [JSONValue]?, section: String?) {
        self.place = place
        isFact = section == nil
        self.section = section ?? row["section"]?.string
        guard let text = row["text"]?.string else { return nil }
        self.text = text
        marks = row["marks"]?.array ?? []
        at = row["at"]?.string
        let bounds: [Int64?]
        if let records {
            guard let index = row["record"]?.int, records.indices.contains(Int(clamping: index)) else {
                return nil
            }
            let named = records[Int(index)]
            record = named["record"] ?? .null
            commitment = named["commitment"]?.string
            author = ["role": row["by"] ?? .null, "known_by": row["known_by"] ?? .null]
            bounds = row["span"]?.array?.map(\.int) ?? []
        } else {
            record = row["record"] ?? .null
            commitment = row["commitment"]?.string
            author = row["author"] ?? .null
            bounds = [row["span"]?["start"]?.int, row["span"]?["end"]?.int]
        }
        guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low >= 0, high >= low,
            high <= 1 << 40
        else { return nil }
        start = Int(low)
        end = Int(high)
    }
}
