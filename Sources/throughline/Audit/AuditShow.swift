import ArgumentParser
import AuditTrail
import Conversations

struct AuditShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints the leaves of an exported log, a line each; verify it first.",
        discussion: """
            What a leaf commits to without saying it (subject, fields shown and withheld, flags) is opened by receipts: \
            see `audit verify --receipt`.
            """)

    @Argument(help: "The folder of an exported log.")
    var path: String

    @Option(help: "Only leaves of this type, for example disclosure.")
    var type: String?

    @Option(help: "Only leaves for this role.")
    var role: String?

    @Option(help: "Only leaves for this purpose.")
    var purpose: String?

    @ArgumentParser.Flag(help: "Print each leaf as it is stored, a JSON document a line.")
    var json = false

    func validate() throws {
        guard type.map({ LeafType(rawValue: $0) != nil }) ?? true else {
            throw ValidationError(
                "expected --type to be one of: \(LeafType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() async throws {
        let reader = DirectoryLogReader(directory: path)
        do {
            try await printLeaves(of: reader)
        } catch let failure as LogReadFailure {
            throw Terminal.stop("\(path): cannot be read: \(failure)", Exit.unavailable)
        }
    }

    private func printLeaves(of reader: DirectoryLogReader) async throws {
        let note = try await reader.bytes(of: LogFiles.checkpoint, byteCountMax: SignedNote.bytesMax)
        guard let text = try? SignedNote(parsing: note).text, let size = Checkpoint(text: text)?.size else {
            throw Terminal.stop("\(path)/checkpoint: expected a signed checkpoint", Exit.negativeFinding)
        }
        var index = 0
        while let bundle = Tile.holding(.entries, position: index, size: size) {
            let bytes = try await reader.bytes(of: bundle.path, byteCountMax: LogFiles.bundleBytesMax)
            guard let entries = EntryBundle.decode(bytes), !entries.isEmpty else {
                throw Terminal.stop("\(path)/\(bundle.path): expected an entry bundle", Exit.negativeFinding)
            }
            for entry in entries {
                try show(entry, index)
                index += 1
            }
        }
    }

    private func show(_ entry: [UInt8], _ index: Int) throws {
        let leaf: Leaf
        do { leaf = try Leaf(bytes: entry) } catch {
            throw Terminal.stop("leaf \(index): expected a leaf, found something else", Exit.negativeFinding)
        }
        guard type.map({ $0 == leaf.type.rawValue }) ?? true, role.map({ $0 == leaf.role }) ?? true,
            purpose.map({ $0 == leaf.purpose }) ?? true
        else { return }
        guard !json else {
            Terminal.print(String(decoding: entry, as: UTF8.self))
            return
        }
        let who = [leaf.role, leaf.organisation, leaf.purpose].compactMap { $0 }
        Terminal.print(
            "\(index)  \(leaf.time)  \(leaf.type.rawValue)  caller \(leaf.caller) #\(leaf.number)  "
                + who.joined(separator: " · "))
    }
}
