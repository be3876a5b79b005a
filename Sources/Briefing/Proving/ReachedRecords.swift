import AuditTrail
import Conversations

/// Which records a choice of lines was made of, and in which state of their conversations.
///
/// A summary's leaf keeps a count and a keyed digest a source, so that whoever checks the choice later knows whether an
/// export gives them the same records. Both cover only what the caller could read: of what lies outside a caller's
/// scope, or waits for review, they say nothing.
struct ReachedRecords: Equatable {
    /// By source, in the order of their names.
    private let rows: [(source: String, records: [JSONValue])]

    init(_ treated: TreatedTimeline, _ timeline: Timeline) {
        let open = Set(timeline.conversations.filter(\.isOpen).map(\.id))
        var rows: [String: [JSONValue]] = [:]
        for treated in treated.interactions {
            let interaction = treated.interaction
            let reference = interaction.record.reference
            rows[reference.source.text, default: []].append([
                .string(reference.id), .string(reference.version),
                .string(interaction.conversation.description),
                .bool(open.contains(interaction.conversation)),
            ])
        }
        self.rows = rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static func == (left: Self, right: Self) -> Bool {
        left.rows.elementsEqual(right.rows) { $0.source == $1.source && $0.records == $1.records }
    }

    /// How many records were reached.
    var count: Int { rows.reduce(0) { $0 + $1.records.count } }

    /// The leaf's `sources` with what was reached of each: `reached`, a count, and `reach`, the digest.
    func added(to sources: JSONValue, key: [UInt8], digester: any Digester) throws(BriefingFailure)
        -> JSONValue
    {
        let digests = try digests(key: key, digester: digester)
        return .array(
            (sources.array ?? []).map { line in
                var members = line.object ?? [:]
                guard let row = rows.first(where: { $0.source == line["source"]?.string }) else {
                    members["reached"] = 0
                    return .object(members)
                }
                members["reached"] = JSONValue(row.records.count)
                members["reach"] = JSONValue(digests[row.source])
                return .object(members)
            })
    }

    /// How many records the leaf says were reached; `nil` when it does not say.
    static func count(in sources: JSONValue?) -> Int? {
        guard let lines = sources?.array, lines.allSatisfy({ $0["reached"]?.int != nil }) else { return nil }
        return lines.reduce(0) { $0 + Int(clamping: $1["reached"]?.int ?? 0) }
    }

    /// Whether these are the records that the leaf's `sources` stand for.
    func agree(with sources: JSONValue, key: [UInt8], digester: any Digester) throws(BriefingFailure) -> Bool
    {
        let digests = try digests(key: key, digester: digester)
        let named = (sources.array ?? []).compactMap { line -> (String, String)? in
            guard let source = line["source"]?.string, let digest = line["reach"]?.string else { return nil }
            return (source, digest)
        }
        return named.count == digests.count && named.allSatisfy { digests[$0] == $1 }
    }

    private func digests(key: [UInt8], digester: any Digester) throws(BriefingFailure) -> [String: String] {
        var digests: [String: String] = [:]
        for row in rows {
            do {
                let bytes =
                    Array("throughline/reach/v1\n".utf8) + (try JSONValue.array(row.records).canonicalBytes())
                digests[row.source] = Base64URL.encode(digester.hmacSHA256(key: key, bytes))
            } catch {
                throw BriefingFailure(
                    problem: Problem(.unavailable, detail: "records have no canonical form"))
            }
        }
        return digests
    }
}
