import AuditTrail
import Conversations
import DurableFiles
import Sodium

/// One line of the list of erasures that is kept outside the ledger and outside its backups.
///
/// The chain is SHA-256 over the chain before it (32 zero bytes for the first) and the canonical line without its chain.
struct ErasureLine: Hashable {
    let number: Int
    let erased: ErasedCustomer
    /// The log, place and id of the leaf that tells of the erasure.
    let log: String
    let index: Int
    let leaf: ULID
    let chain: [UInt8]

    private static func document(
        _ number: Int, _ erased: ErasedCustomer, _ log: String, _ index: Int, _ leaf: ULID
    ) -> [String: JSONValue] {
        [
            "v": 1, "number": JSONValue(number), "tenant": .string(erased.tenant.text),
            "customer": .string(erased.customer.description), "log": .string(log),
            "index": JSONValue(index), "leaf": .string(leaf.description),
        ]
    }

    init(
        _ erased: ErasedCustomer, log: String, index: Int, leaf: ULID, after last: ErasureLine?,
        digester: some Digester
    ) throws {
        number = (last?.number ?? 0) + 1
        self.erased = erased
        self.log = log
        self.index = index
        self.leaf = leaf
        let plain = JSONValue.object(Self.document(number, erased, log, index, leaf))
        let previous = last?.chain ?? [UInt8](repeating: 0, count: 32)
        chain = digester.sha256(previous + (try plain.canonicalBytes()))
    }

    /// The line as it stands in the file, with its line feed.
    func bytes() throws -> [UInt8] {
        var members = Self.document(number, erased, log, index, leaf)
        members["chain"] = .string(Base64URL.encode(chain))
        return try JSONValue.object(members).canonicalBytes() + [0x0A]
    }

    /// Reads a line that follows another; `nil` unless it is exactly what ``bytes()`` writes there.
    init?(_ text: [UInt8], after last: ErasureLine?, digester: some Digester) {
        guard let document = try? JSONValue(json: text), document["v"] == .int(1),
            let tenant = document["tenant"]?.string.flatMap({ try? TenantID($0) }),
            let customer = document["customer"]?.string.flatMap({ ULID($0) }),
            let log = document["log"]?.string, let index = document["index"]?.int,
            let leaf = document["leaf"]?.string.flatMap({ ULID($0) }),
            let line = try? ErasureLine(
                ErasedCustomer(tenant: tenant, customer: CustomerID(customer)), log: log, index: Int(index),
                leaf: leaf, after: last, digester: digester),
            (try? line.bytes()) == text + [0x0A]
        else { return nil }
        self = line
    }
}

/// The file `erasures` beside the outside checkpoints: one line an erasure, appended and flushed, chained.
///
/// A ledger restored from before an erasure finds it here. A line that is cut or changed breaks the chain, and the
/// ledger remembers the chain of every line that it wrote.
struct ErasureList: Sendable {
    static let fileName = "erasures"
    /// Some four million lines.
    private static let bytesMax = 1 << 30
    let directory: String

    var path: String { "\(directory)/\(Self.fileName)" }

    /// Every line; what a crash left of an unfinished last one is not counted.
    ///
    /// - Throws: ``LedgerRefusal/tampered(log:found:advice:)`` for the first line that does not follow;
    ///   `FileFailure` for a list that stands there and cannot be read.
    func lines(digester: some Digester) throws -> [ErasureLine] {
        var lines: [ErasureLine] = []
        for text in try wholeLines().split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            guard let line = ErasureLine(Array(text), after: lines.last, digester: digester) else {
                throw LedgerRefusal.tampered(
                    log: path,
                    found: "line \(lines.count + 1) of the list of erasures was changed or removed",
                    advice: Self.advice)
            }
            lines.append(line)
        }
        return lines
    }

    static let advice =
        "put the newest copy of this file back: without it erased customers could return from a backup"

    /// Appends a line, durably; a list that cannot be read stays as it is.
    func append(_ line: ErasureLine) throws {
        let bytes = try wholeLines()
        // WHY: the file is small and written seldom, so it is replaced whole; no crash leaves half a line.
        try DurableFile.replace(path, with: bytes + (try line.bytes()))
    }

    private func wholeLines() throws(FileFailure) -> [UInt8] {
        let bytes = try DurableFile.read(path, bytesMax: Self.bytesMax) ?? []
        guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
        return Array(bytes[...end])
    }
}
