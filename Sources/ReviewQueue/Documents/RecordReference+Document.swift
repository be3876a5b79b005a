import Conversations

extension RecordReference {
    var document: JSONValue { [.string(source.text), .string(id), .string(version)] }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 3, let source: SourceID = parts[0].name(),
            let id = parts[1].string, let version = parts[2].string
        else { return nil }
        self.init(source: source, id: id, version: version)
    }
}

extension Watermark {
    var document: JSONValue { [.int(at.milliseconds), record.document] }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 2, let at = parts[0].moment,
            let record = RecordReference(document: parts[1])
        else { return nil }
        self.init(at: at, record: record)
    }
}

extension LineReference {
    var document: JSONValue {
        [record.document, JSONValue(range.lowerBound), JSONValue(range.upperBound)]
    }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 3,
            let record = RecordReference(document: parts[0]), let start = parts[1].int,
            let end = parts[2].int, 0 <= start, start <= end
        else { return nil }
        self.init(record: record, range: Int(start)..<Int(end))
    }
}

extension CaseConcern {
    var document: JSONValue { [JSONValue(category?.text), JSONValue(severity)] }

    init?(document: JSONValue) {
        guard let parts = document.array, parts.count == 2, let severity = parts[1].int,
            (1...4).contains(severity)
        else { return nil }
        let category: FlagCategory? = parts[0].name()
        guard category != nil || parts[0] == .null else { return nil }
        self.init(category: category, severity: Int(severity))
    }
}
