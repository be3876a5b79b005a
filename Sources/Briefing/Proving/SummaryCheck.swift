import AuditTrail
import Conversations
import Extracts

/// The check of one summary's lines against the export as its caller may read it.
struct SummaryCheck {
    private let request: DecidedRequest
    private let opened: OpenedSummary
    private let evidence: SummaryEvidence
    private let treated: TreatedTimeline
    /// What may have been kept from the caller, most likely first, besides what ``treated`` leaves out.
    private let narrower: [Set<ConversationID>]
    private let lines: [ShownLine]
    /// By `source:id`, the interaction of the treated export.
    private let places: [String: Int]

    init(
        _ request: DecidedRequest, _ opened: OpenedSummary, _ evidence: SummaryEvidence,
        _ verdict: inout SummaryVerdict
    ) throws(BriefingFailure) {
        self.request = request
        self.opened = opened
        self.evidence = evidence
        let shown = ShownLine.all(in: evidence.answer["body"] ?? .null)
        verdict.lineCount = shown.count
        lines = shown.compactMap { $0 }
        if lines.count < shown.count { verdict.fault("body", "holds a line that cannot be read") }
        let named = Set(lines.compactMap { Self.reference($0.record, opened)?.name })
        let conversations = Set(
            request.input.timeline.interactions.filter { named.contains($0.record.reference.description) }
                .map(\.conversation))
        let assessor = request.assessor
        let held = request.held(beside: request.assessGated(assessor), assessor)
        // WHY: what people decided of other conversations is not in the export; a line shows that one was not held.
        treated = try request.treat(
            try request.treatment(as: opened), excluding: held.subtracting(conversations))
        narrower = [held, Set(request.input.timeline.conversations.map(\.id)).subtracting(conversations)]
        places = Dictionary(
            treated.interactions.enumerated().map { ($1.interaction.record.reference.description, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    func run(_ verdict: inout SummaryVerdict) throws(BriefingFailure) {
        guard let key = opened.recordKey else {
            verdict.fault("openings", "expected record_key, the key of the record commitments, to be opened")
            return
        }
        var tokens = TokenPairs(isExact: evidence.hasPseudonymKey)
        for line in lines {
            if let message = try fault(of: line, key: key, &tokens) {
                verdict.fault(line.place, message)
            } else {
                verdict.derivedCount += 1
            }
        }
        if !evidence.hasPseudonymKey {
            verdict.notes.append("no pseudonym key: tokens were compared with one another only")
        }
        try checkChoice(&verdict, key: key)
    }

    // MARK: - One line

    /// A record by its name, and by its version where the answer shows it.
    private static func reference(
        _ record: JSONValue, _ opened: OpenedSummary
    ) -> (name: String, version: String?)? {
        if let handle = record["handle"]?.string {
            return opened.handles[handle]?.string.map { ($0, nil) }
        }
        guard let source = record["source"]?.string, let id = record["id"]?.string else { return nil }
        return ("\(source):\(id)", record["version"]?.string)
    }

    /// Why a line does not derive; `nil` when it does.
    private func fault(
        of line: ShownLine, key: [UInt8], _ tokens: inout TokenPairs
    ) throws(BriefingFailure) -> String? {
        guard let named = Self.reference(line.record, opened) else {
            return "its record is named by a handle that no opening explains"
        }
        guard let place = places[named.name] else { return "record \(named.name) is not in the export" }
        let source = treated.interactions[place]
        let record = source.interaction.record
        if let version = named.version, version != record.reference.version {
            return
                "record \(named.name): expected version \(version), the export holds \(record.reference.version)"
        }
        let commitment: [UInt8]
        do {
            commitment = try Commitments(digester: request.briefing.digester).record(record, key: key)
        } catch { return "record \(named.name) has no canonical form" }
        guard line.commitment == Base64URL.encode(commitment) else {
            return "record \(named.name) is not what the gateway read: its commitment differs"
        }
        guard source.interaction.isReadFromItsRecord else {
            return "record \(named.name): the export's text is no field of the record as read"
        }
        if let message = fault(of: line, author: source.interaction) { return message }
        let bytes = Array(source.text.text.utf8)
        guard line.end <= bytes.count, line.start <= line.end else {
            return
                "its span \(line.start)..<\(line.end) reaches past the treated record, \(bytes.count) bytes"
        }
        let found = Array(bytes[line.start..<line.end])
        guard tokens.agree(Array(line.text.utf8), found, source.text.placeholders, line.start) else {
            return "expected “\(line.text)”, the record gives “\(String(decoding: found, as: UTF8.self))”"
        }
        return nil
    }

    private func fault(of line: ShownLine, author interaction: Interaction) -> String? {
        let author: JSONValue = [
            "role": .string(interaction.author.role.rawValue),
            "known_by": interaction.author.id == nil ? "claim" : "source",
        ]
        if line.author != author { return "its author is not the record's" }
        if line.at != interaction.at.description { return "its time is not the record's" }
        return nil
    }

    // MARK: - The choice

    /// The export as far as the caller reached it, by what the leaf says of that; `nil` when it holds something else.
    private func reached(_ sources: JSONValue, key: [UInt8]) throws(BriefingFailure) -> TreatedTimeline? {
        let digester = request.briefing.digester
        func isReached(_ treated: TreatedTimeline) throws(BriefingFailure) -> Bool {
            try ReachedRecords(treated, request.input.timeline)
                .agree(with: sources, key: key, digester: digester)
        }
        if try isReached(treated) { return treated }
        for excluded in narrower {
            let less = try request.treat(
                try request.treatment(as: opened), excluding: excluded)
            if try isReached(less) { return less }
        }
        return nil
    }

    private func checkChoice(
        _ verdict: inout SummaryVerdict, key: [UInt8]
    ) throws(BriefingFailure) {
        guard evidence.checksChoice else { return }
        guard ["pass", "warn", "shadow"].contains(opened.gate), request.input.request.budget != nil else {
            verdict.notes.append("the choice of lines was not checked: a person chose, or no budget is named")
            return
        }
        guard let sources = opened.members["sources"], let count = ReachedRecords.count(in: sources) else {
            verdict.notes.append(
                "the choice of lines was not checked: no opening says which records were reached")
            return
        }
        guard let treated = try reached(sources, key: key) else {
            verdict.notes.append(
                "the choice of lines was not checked: the caller reached \(count) records, the export gives others or "
                    + "another state of their conversations")
            return
        }
        let extract = request.rulebook.extractor.extract(
            request.messages(treated), budget: request.summaryBudget.extractor)
        let expected = extract.facts.map { ($0, true) } + grouped(extract.lines).map { ($0, false) }
        for (line, (chosen, isFact)) in zip(lines, expected) {
            let name = treated.interactions[chosen.message].interaction.record.reference.description
            let isSame =
                line.isFact == isFact && Self.reference(line.record, opened)?.name == name
                && line.start == chosen.range.lowerBound && line.end == chosen.range.upperBound
                && (line.section.map { $0 == chosen.section.rawValue } ?? true)
                && line.marks == chosen.marks.map { .string($0.rawValue) }
            guard isSame else {
                verdict.fault(
                    line.place,
                    "the rules choose record \(name), \(chosen.range) as \(chosen.section.rawValue) here")
                return
            }
        }
        if lines.count != expected.count {
            verdict.fault("body", "the rules choose \(expected.count) lines, the answer holds \(lines.count)")
        }
    }

    /// Lines by section, as a body gives them: sections in the order of their names.
    private func grouped(_ lines: [ExtractLine]) -> [ExtractLine] {
        Section.allCases.sorted { $0.rawValue < $1.rawValue }.flatMap { section in
            lines.filter { $0.section == section }
        }
    }
}

extension Interaction {
    /// Whether its text comes from a field that its record's commitment covers.
    ///
    /// WHY letters and digits only: a mapping may take markup and blanks away, and what it took is not in the export.
    fileprivate var isReadFromItsRecord: Bool {
        text.isEmpty
            || record.fieldsAsRead.values.contains { field in
                guard let raw = field.string else { return false }
                return raw == text || Self.isWithin(text, raw)
            }
    }

    private static func isWithin(_ text: String, _ raw: String) -> Bool {
        var rest = raw.utf8[...]
        for byte in text.utf8 where (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) {
            guard let place = rest.firstIndex(of: byte) else { return false }
            rest = rest[rest.index(after: place)...]
        }
        return true
    }
}
