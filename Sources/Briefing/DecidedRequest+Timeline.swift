import Conversations
import Extracts

/// The timeline: the same view without a selection, page by page.
extension DecidedRequest {
    /// Puts whole treated interactions in the place of a view's sections.
    ///
    /// - Parameters:
    ///   - view: the body of a view of the same request, so that a timeline never tells more than a summary.
    ///   - page: which part.
    ///   - treated: everything that the caller may read.
    ///   - lines: what makes a line of an interaction.
    /// - Returns: the body and the interactions of the page.
    /// - Throws: ``BriefingFailure`` for a cursor of another timeline, which is a malformed request.
    func paged(
        _ view: JSONValue, _ page: TimelinePage, _ treated: TreatedTimeline, _ lines: LineBody
    ) throws(BriefingFailure) -> (body: JSONValue, messages: [Int]) {
        let cursor = TimelineCursor(input, pseudonymiser: briefing.pseudonymiser)
        let shown = treated.interactions.indices.filter { index in
            page.token.map { token in
                treated.interactions[index].text.placeholders.contains { $0.token == token }
            } ?? true
        }
        let all = shown.map { treated.interactions[$0].interaction }
        var start = 0
        if let text = page.cursor {
            guard let found = cursor.start(after: text, in: all) else {
                throw BriefingFailure(
                    problem: Problem(
                        .malformedRequest, detail: "cursor: expected the next of a page of this timeline"))
            }
            start = found
        }
        let messages = fitting(Array(shown[start...]), page, treated)
        var rows: [JSONValue] = []
        for message in messages { rows.append(try row(message, treated, lines)) }
        let end = start + messages.count
        var members = view.object ?? [:]
        members["facts"] = nil
        members["sections"] = nil
        members["none_found"] = nil
        members["budget"] = nil
        members["interactions"] = .array(rows)
        members["page"] = [
            "limit": JSONValue(page.limit),
            "next": end > start && end < all.count ? .string(cursor.text(after: all[end - 1])) : .null,
        ]
        return (.object(members), messages)
    }

    /// As many interactions as a page holds: by number, and by the bytes of their texts.
    private func fitting(_ messages: [Int], _ page: TimelinePage, _ treated: TreatedTimeline) -> [Int] {
        var bytes = 0
        return Array(
            messages.prefix(page.limit).enumerated().prefix { place, message in
                bytes += treated.interactions[message].text.text.utf8.count
                return place == 0 || bytes <= TimelinePage.textBytesMax
            }.map(\.element))
    }

    private func row(
        _ message: Int, _ treated: TreatedTimeline, _ lines: LineBody
    ) throws(BriefingFailure) -> JSONValue {
        let treated = treated.interactions[message]
        let whole = ExtractLine(
            message: message, range: 0..<treated.text.text.utf8.count, section: .stateNow, reasons: [])
        var members = try lines.json(whole).object ?? [:]
        for name in ["section", "marks", "related", "times_given"] { members[name] = nil }
        members["kind"] = .string(treated.interaction.kind.rawValue)
        return .object(members)
    }
}
